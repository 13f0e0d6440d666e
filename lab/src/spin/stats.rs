//! How each word sits in genuine text: mean fit, mean fit of the next word, mean gain of its best
//! candidate, share of gains beyond 3; shrunk towards words of the same frequency.

use std::collections::BTreeMap;

use copydesk::spin::measure;

use super::{Result, each_document, english};

/// Places that the mean of the class weighs as much as.
const SHRINK: f64 = 8.0;
const COLUMNS: usize = 4;

#[derive(Clone, Copy, Default)]
struct Sums {
    count: f64,
    sums: [f64; COLUMNS],
}

pub fn run(file: &str) -> Result<()> {
    let english = english()?;
    let mut words: BTreeMap<String, Sums> = BTreeMap::new();
    each_document(&[file], |document| {
        if document.part != "stats" {
            return;
        }
        let measured = measure(&document.text, &english);
        for (place, span) in measured.places.iter().zip(&measured.spans) {
            let word = document.text[span.range()].to_lowercase();
            let gain = place.margin.gain.max(-2.0);
            let numbers = [place.fits[0], place.fits[1], gain, f32::from(u8::from(gain > 3.0))];
            let slot = words.entry(word).or_default();
            slot.count += 1.0;
            for (sum, number) in slot.sums.iter_mut().zip(numbers) {
                *sum += f64::from(number);
            }
        }
    })?;
    // Classes by how often the word was seen here.
    let class = |sums: &Sums| sums.count.log2() as usize;
    let mut classes = vec![Sums::default(); 40];
    for sums in words.values() {
        let slot = &mut classes[class(sums)];
        slot.count += sums.count;
        for (sum, number) in slot.sums.iter_mut().zip(sums.sums) {
            *sum += number;
        }
    }
    for (word, sums) in &words {
        let of = &classes[class(sums)];
        let numbers: Vec<String> = sums
            .sums
            .iter()
            .zip(of.sums)
            .map(|(sum, all)| {
                format!("{:.3}", (sum + SHRINK * all / of.count) / (sums.count + SHRINK))
            })
            .collect();
        println!("{word}\t{}", numbers.join("\t"));
    }
    // What a word that was never seen is given.
    let rare = &classes[0];
    let numbers: Vec<String> =
        rare.sums.iter().map(|sum| format!("{:.3}", sum / rare.count)).collect();
    println!("\t{}", numbers.join("\t"));
    Ok(())
}
