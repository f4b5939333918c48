//! Opening what the user names: a path, or `-` for standard input.

use std::{io::Read, path::Path};

use clap::Args;

use crate::container::{Input, Limits, open_bytes_within, open_within};

/// What is piped in is held in memory.
const MAX_STANDARD_INPUT: u64 = 1 << 30;

/// Options that say how far an input is gone into.
#[derive(Debug, Args)]
pub(super) struct OpenArgs {
    /// Unpack up to this many MiB of packages inside of archives (default: 512)
    #[arg(long, value_name = "MIB")]
    max_nested: Option<u64>,
    /// Unpack up to this many MiB in all (default: 65536)
    #[arg(long, value_name = "MIB")]
    max_total: Option<u64>,
}

impl OpenArgs {
    /// The limits that they ask for.
    pub(super) fn limits(&self) -> Limits {
        let bytes =
            |mib: Option<u64>, otherwise| mib.map_or(otherwise, |mib| mib.saturating_mul(1 << 20));
        Limits {
            max_nested: bytes(self.max_nested, Limits::MAX_NESTED),
            max_total: bytes(self.max_total, Limits::MAX_TOTAL),
            ..Limits::default()
        }
    }
}

/// Opens a file, a folder or standard input.
pub(super) fn open(path: &Path, limits: &Limits) -> Input {
    if path.as_os_str() != "-" {
        return open_within(path, limits);
    }
    let mut bytes = vec![];
    let read = std::io::stdin().lock().take(MAX_STANDARD_INPUT + 1).read_to_end(&mut bytes);
    match read {
        Err(error) => Input::unlisted(path, &error.to_string()),
        Ok(length) if length as u64 > MAX_STANDARD_INPUT => {
            Input::unlisted(path, &format!("more than {MAX_STANDARD_INPUT} bytes were piped in"))
        }
        Ok(_) => open_bytes_within("-", bytes, limits),
    }
}
