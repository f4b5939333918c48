//! What is special about a package of the corpus: a short text file beside its source.
//!
//! One step a line, in this order of time: the package is built, changed as a tree of files,
//! written as a WIM, and changed as bytes. `#` starts a comment. A path is one of the tree; `*`
//! at its start stands for anything.
//!
//! ```text
//! built: 2026-01-15T09:12:44Z
//! edit: PATH | OLD | NEW        one piece of text, which occurs once
//! replace: PATH with FILE       the content of a file of the tree; FILE lies beside the recipe
//! remove: PATH                  or all below it, when it ends in /
//! add: PATH with FILE
//! stream: PATH:NAME with FILE
//! blob: FILE                    data that nothing refers to
//! image: FOLDER                 one more image, from a source of its own
//! flip: PATH at OFFSET          one bit of the data as it is stored
//! cut: BYTES                    only so much of the package
//! encrypted: BLOCKS             no package, but what an encrypted one looks like
//! catalogue: own                the .cat of the package as it is, or
//! catalogue: before             of the package before it was edited, or
//! catalogue: signed by FOLDER   of the package as it is, signed by who stands in FOLDER, or
//! catalogue: lost               none, though the package says that it was signed
//! append: FILE                  bytes behind the end of the WIM
//! boot: NUMBER                  the image that the header says to boot from
//! as: PATH                      where the package goes, instead of NAME.ppkg
//! unpacked                      a folder instead of a WIM
//! beside: FILE                  a file of the source that is copied next to the package
//! ```

use crate::{Error, Time};

/// A recipe.
#[derive(Debug)]
pub(crate) struct Recipe {
    /// When the package was built.
    pub(crate) built: Time,
    /// What is done with it.
    pub(crate) steps: Vec<Step>,
}

/// One line of a recipe.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Changes a piece of text in a file.
    Edit { path: String, old: String, new: String },
    /// Gives a file of the tree other content.
    Replace { path: String, file: String },
    /// Takes a file, or all files below a folder, out of the tree.
    Remove { path: String },
    /// Puts a file into the tree.
    Add { path: String, file: String },
    /// Gives a file a named stream.
    Stream { path: String, name: String, file: String },
    /// Leaves data behind that nothing refers to.
    Blob { file: String },
    /// Adds an image, built from a source in a folder.
    Image { folder: String },
    /// Flips a bit in the stored data of a file.
    Flip { path: String, at: usize },
    /// Keeps only so many bytes.
    Cut { bytes: usize },
    /// Writes what an encrypted package looks like.
    Encrypted { blocks: usize },
    /// Writes the catalogue of the package, as it is or as it was before it was edited.
    Catalogue { before: bool },
    /// Writes the catalogue of the package as it is, signed.
    Signed { folder: String },
    /// Writes no catalogue, though the package says that it was signed.
    Lost,
    /// Puts bytes behind the end.
    Append { file: String },
    /// Writes the number of an image to boot from into the header.
    Boot { image: u32 },
    /// Says where the package goes.
    As { path: String },
    /// Writes the tree as a folder.
    Unpacked,
    /// Copies a file next to the package.
    Beside { file: String },
}

/// Reads a recipe.
pub(crate) fn parse(text: &str) -> Result<Recipe, Error> {
    let mut built = None;
    let mut steps = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if line.starts_with('#') {
            continue;
        }
        match line.split_once(':') {
            Some(("built", time)) => built = Some(time.trim().parse()?),
            Some((word, rest)) => steps.push(step(word, rest.trim()).ok_or_else(|| wrong(line))?),
            None if line == "unpacked" => steps.push(Step::Unpacked),
            None => return Err(wrong(line)),
        }
    }
    let built = built.ok_or_else(|| Error::Recipe("no build time".into()))?;
    Ok(Recipe { built, steps })
}

fn wrong(line: &str) -> Error {
    Error::Recipe(format!("cannot read {line:?}"))
}

fn step(word: &str, rest: &str) -> Option<Step> {
    let path_and_file = || {
        let (path, file) = rest.split_once(" with ")?;
        Some((path.trim().to_owned(), file.trim().to_owned()))
    };
    Some(match word {
        "edit" => {
            let mut parts = rest.splitn(3, " | ").map(|part| part.trim().to_owned());
            Step::Edit { path: parts.next()?, old: parts.next()?, new: parts.next()? }
        }
        "replace" => {
            let (path, file) = path_and_file()?;
            Step::Replace { path, file }
        }
        "remove" => Step::Remove { path: rest.into() },
        "add" => {
            let (path, file) = path_and_file()?;
            Step::Add { path, file }
        }
        "stream" => {
            let (place, file) = path_and_file()?;
            let (path, name) = place.rsplit_once(':')?;
            Step::Stream { path: path.into(), name: name.into(), file }
        }
        "blob" => Step::Blob { file: rest.into() },
        "image" => Step::Image { folder: rest.into() },
        "flip" => {
            let (path, at) = rest.split_once(" at ")?;
            Step::Flip { path: path.trim().into(), at: at.trim().parse().ok()? }
        }
        "cut" => Step::Cut { bytes: rest.parse().ok()? },
        "encrypted" => Step::Encrypted { blocks: rest.parse().ok()? },
        "catalogue" if rest.starts_with("signed by ") => {
            Step::Signed { folder: rest.trim_start_matches("signed by ").trim().into() }
        }
        "catalogue" if rest == "lost" => Step::Lost,
        "append" => Step::Append { file: rest.into() },
        "boot" => Step::Boot { image: rest.parse().ok()? },
        "catalogue" if matches!(rest, "own" | "before") => {
            Step::Catalogue { before: rest == "before" }
        }
        "as" => Step::As { path: rest.into() },
        "beside" => Step::Beside { file: rest.into() },
        _ => return None,
    })
}
