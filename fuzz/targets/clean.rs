//! `cargo fuzz run clean`; built plainly it replays the files it is given.
#![cfg_attr(fuzzing, no_main)]

#[cfg(fuzzing)]
libfuzzer_sys::fuzz_target!(|data: &[u8]| copydesk_fuzz::clean(data));

#[cfg(not(fuzzing))]
fn main() {
    copydesk_fuzz::replay(copydesk_fuzz::clean);
}
