//! What it finds: on pages with markup, what lies outside of the main content.

use super::page::Page;

pub const NAME: &str = "strip/main-content";

pub fn find(_page: &mut Page<'_>) {}
