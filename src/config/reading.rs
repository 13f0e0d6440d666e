//! A configuration from TOML, and single keys set over it.

use super::Config;
use crate::error::{Error, Result};

impl Config {
    /// Reads a configuration from TOML.
    ///
    /// # Errors
    /// [`Error::Config`] for an unknown key, with its line and, where it is nearly right, the one that
    /// was probably meant; for a value of the wrong type, with its line, or out of its range.
    pub fn from_toml(text: &str) -> Result<Self> {
        let config: Self = toml::from_str(text).map_err(refused)?;
        config.check()?;
        Ok(config)
    }

    /// Reads a configuration from TOML, with single keys set over it (`read.max_members=10`).
    ///
    /// # Errors
    /// As [`Config::from_toml`]; also for a setting that is not `key=value`.
    pub fn from_toml_with(text: &str, settings: &[String]) -> Result<Self> {
        let mut config = Self::from_toml(text)?;
        let mut table: toml::Table = toml::from_str(text).map_err(refused)?;
        for setting in settings {
            let wrong = |error| Error::Config(format!("setting {setting:?}: {error}"));
            let Some((key, value)) = setting.split_once('=') else {
                return Err(wrong(Error::Config("expected key=value".to_owned())));
            };
            // A value that is not TOML by itself is a string without its quotes.
            let value = format!("v = {value}")
                .parse::<toml::Table>()
                .ok()
                .and_then(|mut table| table.remove("v"))
                .unwrap_or_else(|| toml::Value::String(value.to_owned()));
            // A single value for a list is a list of it.
            let value = match !value.is_array() && is_list(key) {
                true => toml::Value::Array(vec![value]),
                false => value,
            };
            set(&mut table, key, value).map_err(wrong)?;
            config = table.clone().try_into().map_err(|error| wrong(refused(error)))?;
            config.check().map_err(wrong)?;
        }
        Ok(config)
    }
}

/// Whether a dotted key names a list.
fn is_list(key: &str) -> bool {
    let defaults = toml::Value::try_from(Config::default()).expect("as for `to_toml`");
    let found = key.split('.').try_fold(&defaults, |table, name| table.get(name));
    found.is_some_and(toml::Value::is_array)
}

/// Sets a dotted key.
fn set(table: &mut toml::Table, key: &str, value: toml::Value) -> Result<()> {
    match key.split_once('.') {
        None => {
            table.insert(key.to_owned(), value);
            Ok(())
        }
        Some((first, rest)) => {
            let inner = table
                .entry(first)
                .or_insert_with(|| toml::Value::Table(toml::Table::new()))
                .as_table_mut()
                .ok_or_else(|| Error::Config(format!("{first} is not a table")))?;
            set(inner, rest, value)
        }
    }
}

/// What TOML refused, with the key that was probably meant.
pub fn refused(error: toml::de::Error) -> Error {
    let message = error.to_string().trim_end().to_owned();
    let names: Vec<&str> = error.message().split('`').skip(1).step_by(2).collect();
    match names.split_first() {
        Some((unknown, known)) if error.message().starts_with("unknown") => {
            let near = known.iter().min_by_key(|name| distance(unknown, name));
            match near.filter(|name| distance(unknown, name) <= unknown.len().div_ceil(3)) {
                Some(name) => Error::Config(format!("{message}\ndid you mean `{name}`?")),
                None => Error::Config(message),
            }
        }
        _ => Error::Config(message),
    }
}

/// Levenshtein distance in bytes.
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.bytes().enumerate() {
            let best = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], best);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Compress, Room};

    #[test]
    fn an_unknown_key_is_refused_with_the_one_probably_meant() {
        let error = Config::from_toml("[read]\nmax_record_byte = 3\n").unwrap_err().to_string();
        assert!(error.contains("line 2"), "{error}");
        assert!(error.contains("did you mean `max_record_bytes`?"), "{error}");
    }

    #[test]
    fn settings_go_over_the_file() {
        let settings = ["spin.threshold=0.9".to_owned(), "write.compress=zst".to_owned()];
        let config = Config::from_toml_with("[spin]\nthreshold = 0.1\n", &settings).unwrap();
        assert_eq!(config.spin.threshold, 0.9);
        assert_eq!(config.write.compress, Compress::Zst);
        let settings = ["read.text_fields=story".to_owned(), "skip=spin".to_owned()];
        let config = Config::from_toml_with("", &settings).unwrap();
        assert_eq!(
            (config.read.text_fields, config.skip),
            (vec!["story".into()], vec![Room::Spin])
        );
        let told = |setting: &str| {
            Config::from_toml_with("", &[setting.to_owned()]).unwrap_err().to_string()
        };
        for wrong in ["spin.treshold=0.9", "spin", "spin.threshold.x=1", "spin.threshold=high"] {
            assert!(told(wrong).contains(&format!("setting {wrong:?}")), "{}", told(wrong));
        }
    }

    #[test]
    fn values_out_of_their_range_are_refused_by_key() {
        for (key, value) in [
            ("read.max_record_bytes", "0"),
            ("read.max_record_bytes", "5000000000"),
            ("read.zstd_window_max", "40"),
            ("strip.min_confidence", "-0.1"),
            ("spin.threshold", "nan"),
            ("repair.min_confidence", "50"),
            ("score.quality.prose", "-1"),
            ("score.hygiene.byline", "inf"),
            ("write.shard_bytes", "0"),
        ] {
            let (table, name) = key.rsplit_once('.').unwrap();
            let error = Config::from_toml(&format!("[{table}]\n{name} = {value}\n")).unwrap_err();
            assert!(error.to_string().starts_with(&format!("{key} is from ")), "{error}");
        }
    }

    #[test]
    fn the_printed_configuration_reads_back() {
        let config = Config::default();
        assert_eq!(Config::from_toml(&config.to_toml()).unwrap(), config);
    }
}
