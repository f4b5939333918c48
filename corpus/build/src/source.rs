//! From the source of a package to the files of the corpus.

use std::fs;
use std::path::Path;

use sha2::{Digest as _, Sha256};

use crate::catalogue::signed_catalogue;
use crate::recipe::{self, Recipe, Step};
use crate::signer::Signer;
use crate::{Error, Identity, Image, blob_place, catalogue, tree, wim};

/// Where a WIM's header has the number of the image to boot from.
const BOOT_INDEX: std::ops::Range<usize> = 120..124;

/// A path, with `/`, and the bytes of the file.
type File = (String, Vec<u8>);

/// Builds what the source in a folder describes: files of the corpus, by their paths in it.
///
/// # Errors
///
/// The source cannot be read, or its recipe asks for something that cannot be done.
pub fn build(source: &Path) -> Result<Vec<File>, Error> {
    let name = source.file_name().unwrap_or_default().to_string_lossy();
    let recipe = read_recipe(source)?;
    let mut path = format!("{name}.ppkg");
    let mut unpacked = false;
    let mut out = Vec::new();
    for step in &recipe.steps {
        match step {
            Step::As { path: to } => path.clone_from(to),
            Step::Unpacked => unpacked = true,
            _ => {}
        }
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    for step in &recipe.steps {
        if let Step::Beside { file } = step {
            out.push((format!("{folder}/{file}"), read_text_of_wcd(&source.join(file))?));
        }
    }

    let blocks = recipe.steps.iter().find_map(|step| match step {
        Step::Encrypted { blocks } => Some(*blocks),
        _ => None,
    });
    if let Some(blocks) = blocks {
        out.push((path, noise(&name, blocks)));
        return Ok(out);
    }

    let mut image = untouched(source, &recipe)?;
    let before = image.clone();
    tamper(&mut image, source, &recipe)?;
    if unpacked {
        let folder = path.trim_end_matches(".ppkg");
        out.extend(
            image.files.into_iter().map(|(file, bytes)| (format!("{folder}/{file}"), bytes)),
        );
        return Ok(out);
    }

    let mut loose = earlier_indexes(&image.files);
    let mut images = vec![image];
    for step in &recipe.steps {
        match step {
            Step::Blob { file } => loose.push(read(&source.join(file))?),
            Step::Image { folder } => {
                let second = source.join(folder);
                let recipe = read_recipe(&second)?;
                let mut image = untouched(&second, &recipe)?;
                tamper(&mut image, &second, &recipe)?;
                images.push(image);
            }
            _ => {}
        }
    }
    let mut package = wim(&images, &loose);
    for step in &recipe.steps {
        match step {
            Step::Flip { path, at } => flip(&mut package, &images, path, *at)?,
            Step::Cut { bytes } => package.truncate(*bytes),
            Step::Append { file } => package.extend(read(&source.join(file))?),
            Step::Boot { image } => {
                package.splice(BOOT_INDEX, image.to_le_bytes());
            }
            _ => {}
        }
    }
    for step in &recipe.steps {
        if let Step::Signed { folder } = step {
            let signer = Signer::read(&source.join(folder))?;
            let signed = signed_catalogue(&package, recipe.built, &signer)?;
            out.push((path.replace(".ppkg", ".cat"), signed));
        }
        if let Step::Catalogue { before: old } = step {
            let of = if *old {
                wim(std::slice::from_ref(&before), &earlier_indexes(&before.files))
            } else {
                package.clone()
            };
            out.push((path.replace(".ppkg", ".cat"), catalogue(&of, recipe.built)));
        }
    }
    out.push((path, package));
    Ok(out)
}

fn read_recipe(source: &Path) -> Result<Recipe, Error> {
    let text = read(&source.join("recipe.txt"))?;
    recipe::parse(&String::from_utf8_lossy(&text))
}

/// The package as WCD would build it.
fn untouched(source: &Path, recipe: &Recipe) -> Result<Image, Error> {
    let text = read_text_of_wcd(&source.join("customizations.xml"))?;
    let text = String::from_utf8_lossy(&text);
    let assets = assets(&source.join("assets"))?;
    let assets: Vec<(&str, &[u8])> =
        assets.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let identity = Identity::of(&text)?;
    let is_signed = |step: &Step| matches!(step, Step::Signed { .. } | Step::Lost);
    let identity = match recipe.steps.iter().any(is_signed) {
        true => identity.signed(),
        false => identity,
    };
    Ok(Image { files: tree(&text, &assets)?, streams: Vec::new(), identity, built: recipe.built })
}

/// Does to the tree what the recipe says.
fn tamper(image: &mut Image, source: &Path, recipe: &Recipe) -> Result<(), Error> {
    for step in &recipe.steps {
        match step {
            Step::Edit { path, old, new } => {
                let bytes = content(&mut image.files, path)?;
                let text = String::from_utf8_lossy(bytes);
                if text.matches(old.as_str()).count() != 1 {
                    return Err(Error::Recipe(format!("{path} does not hold {old:?} once")));
                }
                *bytes = text.replace(old.as_str(), new).into_bytes();
            }
            Step::Replace { path, file } => {
                *content(&mut image.files, path)? = read(&source.join(file))?;
            }
            Step::Remove { path } => {
                let before = image.files.len();
                let folder = path.ends_with('/');
                image.files.retain(|(at, _)| {
                    if folder { !at.starts_with(path.as_str()) } else { !matches(at, path) }
                });
                if image.files.len() == before {
                    return Err(Error::Recipe(format!("there is no {path}")));
                }
            }
            Step::Add { path, file } => {
                image.files.push((path.clone(), read(&source.join(file))?));
            }
            Step::Stream { path, name, file } => {
                let found = image.files.iter().find(|(at, _)| matches(at, path));
                let (at, _) = found.ok_or_else(|| Error::Recipe(format!("there is no {path}")))?;
                image.streams.push((at.clone(), name.clone(), read(&source.join(file))?));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Whether a path of the tree is the one that a recipe means.
fn matches(path: &str, wanted: &str) -> bool {
    wanted.strip_prefix('*').map_or(path == wanted, |end| path.ends_with(end))
}

fn content<'a>(files: &'a mut [File], path: &str) -> Result<&'a mut Vec<u8>, Error> {
    let found = files.iter_mut().find(|(at, _)| matches(at, path));
    found.map(|(_, bytes)| bytes).ok_or_else(|| Error::Recipe(format!("there is no {path}")))
}

fn flip(package: &mut [u8], images: &[Image], path: &str, at: usize) -> Result<(), Error> {
    let files = images.iter().flat_map(|image| &image.files);
    let mut files = files.filter(|(place, _)| matches(place, path));
    let byte = files
        .next()
        .and_then(|(_, bytes)| blob_place(package, bytes))
        .filter(|(_, size)| at < *size)
        .and_then(|(offset, _)| package.get_mut(offset + at));
    *byte.ok_or_else(|| Error::Recipe(format!("{path} has no byte {at}")))? ^= 1;
    Ok(())
}

/// The indexes of assets that WCD leaves behind: it writes a new one with every asset.
fn earlier_indexes(files: &[File]) -> Vec<Vec<u8>> {
    let Some((_, index)) = files.iter().find(|(path, _)| path == "DataAsset/DataAsset.xml") else {
        return Vec::new();
    };
    let text = String::from_utf8_lossy(index);
    let lines: Vec<&str> = text.split("\r\n").collect();
    let is_asset = |line: &&str| line.contains("<Metadata") && !line.contains("Key=\"Name\"");
    let assets = lines.iter().filter(|line| is_asset(line)).count();
    (1..assets)
        .map(|kept| {
            let mut seen = 0;
            let lines = lines.iter().filter(|line| {
                seen += usize::from(is_asset(line));
                !is_asset(line) || seen <= kept
            });
            lines.copied().collect::<Vec<_>>().join("\r\n").into_bytes()
        })
        .collect()
}

/// Bytes without any pattern, of a size that an encrypted package can have.
fn noise(seed: &str, blocks: usize) -> Vec<u8> {
    let size = 48 + 160 * blocks;
    let pieces = (0u32..).flat_map(|number| {
        Sha256::new().chain_update(seed).chain_update(number.to_le_bytes()).finalize()
    });
    pieces.take(size).collect()
}

/// The files of a folder, sorted; none if there is no such folder.
fn assets(folder: &Path) -> Result<Vec<File>, Error> {
    let mut files = Vec::new();
    if folder.is_dir() {
        let entries = fs::read_dir(folder).map_err(|source| failed(folder, source))?;
        for entry in entries {
            let path = entry.map_err(|source| failed(folder, source))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            files.push((name, read(&path)?));
        }
    }
    files.sort();
    Ok(files)
}

/// A text of ours as WCD saves it: with a byte order mark and CRLF.
fn read_text_of_wcd(path: &Path) -> Result<Vec<u8>, Error> {
    let bytes = read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\n', "\r\n");
    Ok(format!("\u{feff}{}", text.trim_end()).into_bytes())
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    fs::read(path).map_err(|source| failed(path, source))
}

fn failed(path: &Path, source: std::io::Error) -> Error {
    Error::File { path: path.display().to_string(), source }
}
