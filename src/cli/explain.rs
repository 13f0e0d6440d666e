//! `copydesk explain`: one document with what is removed and repaired in it.

use std::fmt::Write as _;
use std::ops::{ControlFlow, Range};
use std::sync::atomic::AtomicU64;

use anstyle::{AnsiColor, Style};
use copydesk::document::Article;
use copydesk::text::{Change, Reason, Span};
use copydesk::{Error, Record, Result, Tools, Trouble, clean, pipeline, read, report, write};

use super::{Outcome, args, config, inputs, pager, printable, tell};

const ADDED: Style = AnsiColor::Green.on_default().bold();
const HEAT: Style = AnsiColor::Yellow.on_default().underline();
const NOTE: Style = Style::new().dimmed();
const HEAD: Style = Style::new().bold();

pub fn run(args: args::Explain) -> Result<Outcome> {
    let tools = Tools::new(config(&args.settings)?)?;
    let record = match find(&args, &tools)? {
        Ok(record) => record,
        Err(trouble) => {
            tell(&trouble);
            return Ok(Outcome::SomeFailed);
        }
    };
    let articles = clean(&record, &tools);
    if let Some(path) = &args.html {
        let hash = tools.config.hash();
        let documents: Result<Vec<_>> = articles
            .iter()
            .map(|article| {
                let rendered = write::render(article, &record, &hash);
                let (document, audit) =
                    (rendered.document_line().concat(), rendered.audit_line().concat());
                pipeline::shown(&document, &audit)
            })
            .collect();
        let page = report::document_page(&documents?);
        super::report::write_page(path, &page)?;
        return Ok(Outcome::Done);
    }
    let is_plain = !pager::is_colored();
    let mut text = String::new();
    if articles.is_empty() {
        text.push_str("no text\n");
    }
    for article in &articles {
        text.push_str(&told(article, is_plain));
    }
    pager::print(&text, !args.no_pager)?;
    Ok(Outcome::Done)
}

/// The record asked for, or why it could not be read. Where none has this number, as in an archive of pages, the
/// one that comes at this place.
fn find(args: &args::Explain, tools: &Tools) -> Result<std::result::Result<Record, Trouble>> {
    let inputs = inputs(std::slice::from_ref(&args.input))?;
    let wanted = args.record;
    let mut count = 0;
    let (mut by_number, mut by_place) = (None, None);
    let mut highest = 0;
    let _ = read::each_record(&inputs, &tools.config.read, &AtomicU64::new(0), |record| {
        let is_past = record
            .as_ref()
            .is_ok_and(|record| record.origin.member.is_none() && record.origin.record > wanted);
        highest = record.as_ref().map_or(highest, |record| highest.max(record.origin.record));
        if record.as_ref().is_ok_and(|record| record.origin.record == wanted) {
            by_number = Some(record);
        } else if count == wanted {
            by_place = Some(record);
        }
        count += 1;
        match by_number.is_some() || by_place.is_some() && is_past {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        }
    });
    by_number.or(by_place).ok_or_else(|| {
        let input = &args.input;
        Error::Usage(match highest > wanted {
            // Of a web archive most records are no pages.
            true => format!("record {wanted} of {input:?} is no page or text"),
            false => format!("{input:?} has no record {wanted}: it has {count}, counted from 0"),
        })
    })
}

/// The article for people.
fn told(article: &Article, is_plain: bool) -> String {
    let mut out = String::new();
    head(article, &mut out);
    out.push('\n');
    let (base, text) = (article.text.base(), article.text.as_str());
    let mut evidence: Vec<Span> = article.spin.evidence.iter().map(|e| e.span).collect();
    evidence.sort_unstable();
    let mut from = 0;
    for change in article.text.changes() {
        kept(base, from..change.base.start as usize, &evidence, &mut out);
        from = change.base.end as usize;
        mark(change, &base[change.base.range()], &text[change.now.range()], is_plain, &mut out);
    }
    kept(base, from..base.trim_end().len().max(from), &evidence, &mut out);
    out.push('\n');
    weights(article, &mut out);
    out.push('\n');
    out
}

/// Text that stays; words that speak for spinning are underlined.
fn kept(base: &str, range: Range<usize>, evidence: &[Span], out: &mut String) {
    let mut at = range.start;
    let first = evidence.partition_point(|span| (span.start as usize) < range.start);
    for span in &evidence[first..] {
        let span = span.range();
        if span.start < at || span.end > range.end {
            continue;
        }
        let word = printable(&base[span.clone()]);
        let _ = write!(out, "{}{HEAT}{word}{HEAT:#}", printable(&base[at..span.start]));
        at = span.end;
        if at >= range.end {
            break;
        }
    }
    out.push_str(&printable(&base[at..range.end]));
}

/// What is known of the article, a line each.
fn head(article: &Article, out: &mut String) {
    let metadata = &article.metadata;
    let mut line = |name: &str, value: &str| {
        if !value.is_empty() {
            let _ = writeln!(out, "{HEAD}{name}{HEAD:#} {}", printable(value));
        }
    };
    if article.parts > 1 {
        line("part", &format!("{} of {}", article.part, article.parts));
    }
    line("title", metadata.title.as_deref().unwrap_or_default());
    line("authors", &metadata.authors.join(", "));
    line("published", metadata.published.as_deref().unwrap_or_default());
    line("tags", &metadata.tags.join(", "));
    line("captions", &metadata.captions.join(" / "));
    if let Some(language) = &article.language {
        let sure = if language.is_sure { "" } else { ", not sure" };
        line("language", &format!("{} ({:.2}{sure})", language.code, language.score));
    }
    line("encoding", &format!("{} ({})", article.encoding, article.encoding_source.name()));
    line(
        "spun",
        &match (article.spin.score, article.spin.family) {
            (Some(score), Some(family)) => format!("{score:.2} {}", family.name()),
            (Some(score), None) => format!("{score:.2}"),
            (None, _) => match article.spin.not_judged {
                Some(why) => format!("not judged: {}", why.replace('_', " ")),
                None => "not judged".to_owned(),
            },
        },
    );
    let quality = &article.quality;
    if let Some(score) = quality.score {
        let parts = quality.parts.iter().map(|(name, value)| format!("{name} {value:.2}"));
        let parts: Vec<String> = parts.collect();
        line("quality", &format!("{score:.2} of {}", parts.join(", ").replace('_', " ")));
    }
    line("warnings", &article.warnings.join(", "));
    line("left out", article.filter_reason.unwrap_or_default());
}

/// Struck through, in the color of its kind: the kinds that the page shows in one color have one.
fn removed(reason: Reason) -> Style {
    use Reason::*;
    let color = match reason {
        Ad | Newsletter | Paywall | Cookie => AnsiColor::Red,
        Share | Comments => AnsiColor::Yellow,
        Related | Trending | ReadMore | DuplicateParagraph => AnsiColor::Magenta,
        Nav | Media | Tags | Copyright | SiteTemplate => AnsiColor::BrightBlack,
        Caption | Credit | Byline | Dateline => AnsiColor::Cyan,
        Encoding | Whitespace | Control | SpunSubstitution => AnsiColor::Blue,
    };
    color.on_default().strikethrough()
}

/// A change: removed text with its reason, a repair with both sides, the rest as it is now.
fn mark(change: &Change, before: &str, after: &str, is_plain: bool, out: &mut String) {
    let reason = change.why.reason;
    let removed = removed(reason);
    if matches!(reason, Reason::Whitespace | Reason::Control | Reason::Encoding) {
        out.push_str(&printable(after));
        return;
    }
    let inner = before.trim();
    let lead = &before[..before.len() - before.trim_start().len()];
    let tail = &before[lead.len() + inner.len()..];
    let (open, close) = if is_plain { ("[-", "-]") } else { ("", "") };
    let _ = write!(out, "{lead}{removed}{open}{}{close}{removed:#}", printable(inner));
    if after.is_empty() {
        let _ = write!(out, "{NOTE}({} {}){NOTE:#}", reason.name(), change.why.rule);
    } else {
        let (open, close) = if is_plain { ("{+", "+}") } else { ("", "") };
        let _ = write!(out, "{ADDED}{open}{}{close}{ADDED:#}", printable(after.trim()));
    }
    out.push_str(tail);
}

/// The places that speak for spinning, heaviest first.
fn weights(article: &Article, out: &mut String) {
    let mut evidence: Vec<_> = article.spin.evidence.iter().collect();
    if evidence.is_empty() {
        return;
    }
    evidence.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.span.cmp(&b.span)));
    let _ = writeln!(out, "\n{HEAD}evidence of spinning{HEAD:#} (weight in log-odds)");
    for piece in evidence {
        let words = printable(&article.text.base()[piece.span.range()]);
        let instead = match &piece.instead {
            Some(instead) => format!(" for {}", printable(instead)),
            None => String::new(),
        };
        let (weight, rule) = (piece.weight, piece.rule);
        let _ = writeln!(out, "  {weight:5.2}  {words}{instead}  {NOTE}{rule}{NOTE:#}");
    }
}
