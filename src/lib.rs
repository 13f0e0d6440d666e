//! copydesk turns scraped news archives into clean text with a complete audit.
//!
//! Options go in as a [`Config`], which becomes [`Tools`]; bytes or text go in as a [`Record`];
//! [`clean`] gives the articles that the record holds, each with its text, its metadata and every
//! change since its base text. The command line is built on nothing else.
//!
//! ```
//! use copydesk::{Config, Kind, Record, Tools, clean};
//!
//! let tools = Tools::new(Config::default())?;
//! let page = "ADVERTISEMENT\n\nThe council of Lower Tarn met on Monday to settle its budget.\n";
//! let record = Record::new(page, Kind::Text).with_url("https://tarn-courier.example/budget");
//!
//! let articles = clean(&record, &tools);
//! let article = &articles[0];
//! assert_eq!(
//!     article.text.as_str(),
//!     "The council of Lower Tarn met on Monday to settle its budget."
//! );
//! assert_eq!(article.text.base(), page); // nothing is lost
//! let removed = article.text.changes()[0];
//! assert_eq!(removed.why.reason, copydesk::Reason::Ad);
//! # Ok::<(), copydesk::Error>(())
//! ```
//!
//! Whole runs, from files to an output folder, are [`pipeline::run`].

pub mod articles;
pub mod blocks;
pub mod config;
pub mod decode;
pub mod document;
pub mod error;
pub mod language;
pub mod lexicon;
pub mod normalize;
pub mod pipeline;
pub mod read;
pub mod repair;
pub mod report;
pub mod score;
pub mod spin;
pub mod strip;
pub mod text;
pub mod write;

pub use config::Config;
pub use document::{Article, Kind, Record};
pub use error::{Error, Result, Trouble};
pub use pipeline::{Tools, clean};
pub use text::{Reason, Text};
