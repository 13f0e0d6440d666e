//! `cargo fuzz run html`; built plainly it replays the files it is given.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| copydesk_fuzz::html(data));

#[cfg(not(fuzzing))]
fn main() {
    copydesk_fuzz::replay(copydesk_fuzz::html);
}
