//! `ppkglint init`: a configuration to begin with.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use clap::Args;

use super::{UsageError, print};
use crate::gate::{CONFIG_NAME, ExitCode};

/// Everything that can be said, said by nobody yet.
const TEMPLATE: &str = include_str!("init.toml");

/// The arguments of `init`.
#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder to write ppkglint.toml into
    #[arg(default_value = ".")]
    folder: PathBuf,
}

pub(super) fn run(arguments: &InitArgs) -> Result<ExitCode, UsageError> {
    let path = match arguments.folder == Path::new(".") {
        true => PathBuf::from(CONFIG_NAME),
        false => arguments.folder.join(CONFIG_NAME),
    };
    let file = std::fs::File::options().write(true).create_new(true).open(&path);
    match file.and_then(|mut file| file.write_all(TEMPLATE.as_bytes())) {
        Ok(()) => {
            print(&format!("{} written\n", path.display()));
            Ok(ExitCode::Clean)
        }
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            Err(UsageError::ConfigExists(path))
        }
        Err(error) => Err(UsageError::NotWritten { path, why: error.to_string() }),
    }
}
