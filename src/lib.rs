//! copydesk turns scraped news archives into clean text with a complete audit.

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
pub mod spin;
pub mod strip;
pub mod text;
