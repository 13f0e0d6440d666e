//! `copydesk explain`: one document with what is removed and repaired in it.

use std::fmt::Write as _;
use std::io::{IsTerminal, Write as _};
use std::ops::ControlFlow;
use std::sync::atomic::AtomicU64;

use anstyle::{AnsiColor, Style};
use copydesk::document::Article;
use copydesk::text::{Change, Reason};
use copydesk::{Error, Record, Tools, clean, pipeline, read, report, write};

use super::{Outcome, args, config, printable};

const REMOVED: Style = AnsiColor::Red.on_default().strikethrough();
const ADDED: Style = AnsiColor::Green.on_default().bold();
const NOTE: Style = Style::new().dimmed();
const HEAD: Style = Style::new().bold();

pub fn run(args: args::Explain) -> anyhow::Result<Outcome> {
    let tools = Tools::new(config(&args.settings)?)?;
    let record = find(&args, &tools)?;
    let articles = clean(&record, &tools);
    if let Some(path) = &args.html {
        let hash = tools.config.hash();
        let documents: Result<Vec<_>, String> = articles
            .iter()
            .map(|article| {
                let rendered = write::render(article, &record, &hash);
                let (document, audit) = (rendered.document_line(), rendered.audit_line());
                pipeline::shown(&document, &audit)
            })
            .collect();
        let page = report::document_page(&documents.map_err(anyhow::Error::msg)?);
        super::report::write_page(path, &page)?;
        return Ok(Outcome::Done);
    }
    let mut out = anstream::stdout();
    let is_plain = !std::io::stdout().is_terminal();
    if articles.is_empty() {
        writeln!(out, "no text")?;
    }
    for article in &articles {
        write!(out, "{}", told(article, is_plain))?;
    }
    Ok(Outcome::Done)
}

/// The record asked for.
fn find(args: &args::Explain, tools: &Tools) -> anyhow::Result<Record> {
    let inputs = read::resolve(std::slice::from_ref(&args.input))?;
    let mut left = args.record;
    let mut found = None;
    let _ = read::each_record(&inputs, &tools.config.read, &AtomicU64::new(0), |record| {
        if left == 0 {
            found = Some(record);
            return ControlFlow::Break(());
        }
        left -= 1;
        ControlFlow::Continue(())
    });
    match found {
        Some(Ok(record)) => Ok(record),
        Some(Err(trouble)) => {
            Err(Error::Usage(format!("{}: {}", trouble.path, trouble.message)).into())
        }
        None => Err(Error::Usage(format!("{:?} has no record {}", args.input, args.record)).into()),
    }
}

/// The article for people.
fn told(article: &Article, is_plain: bool) -> String {
    let mut out = String::new();
    head(article, &mut out);
    out.push('\n');
    let (base, text) = (article.text.base(), article.text.as_str());
    let mut from = 0;
    for change in article.text.changes() {
        out.push_str(&printable(&base[from..change.base.start as usize]));
        from = change.base.end as usize;
        mark(change, &base[change.base.range()], &text[change.now.range()], is_plain, &mut out);
    }
    out.push_str(printable(&base[from..]).trim_end());
    out.push('\n');
    evidence(article, &mut out);
    out.push('\n');
    out
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

/// A change: removed text with its reason, a repair with both sides, the rest as it is now.
fn mark(change: &Change, before: &str, after: &str, is_plain: bool, out: &mut String) {
    let reason = change.why.reason;
    if matches!(reason, Reason::Whitespace | Reason::Control | Reason::Encoding) {
        out.push_str(&printable(after));
        return;
    }
    let inner = before.trim();
    let lead = &before[..before.len() - before.trim_start().len()];
    let tail = &before[lead.len() + inner.len()..];
    let (open, close) = if is_plain { ("[-", "-]") } else { ("", "") };
    let _ = write!(out, "{lead}{REMOVED}{open}{}{close}{REMOVED:#}", printable(inner));
    if after.is_empty() {
        let _ = write!(out, "{NOTE}({} {}){NOTE:#}", reason.name(), change.why.rule);
    } else {
        let (open, close) = if is_plain { ("{+", "+}") } else { ("", "") };
        let _ = write!(out, "{ADDED}{open}{}{close}{ADDED:#}", printable(after.trim()));
    }
    out.push_str(tail);
}

/// The places that speak for spinning, heaviest first.
fn evidence(article: &Article, out: &mut String) {
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
