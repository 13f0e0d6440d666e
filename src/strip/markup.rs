//! What it finds: on pages with markup, blocks that elements, class names or links give away.
//!
//! Why it matters: the markup knows a share bar or a list of teasers in any language.
//!
//! Example: a block inside `<aside class="related">` that is one link goes.
//!
//! Limits: nothing goes for being hidden; paywalled bodies are.

use super::page::Page;

pub const NAME: &str = "strip/markup";

pub fn find(_page: &mut Page<'_>) {}
