//! Generators and evaluation, run by hand; nothing here ships.

fn main() {}
