//! `mal-disguised-file`

use crate::artifact::FileType;
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Asset, Package, Place};

lint! {
    /// A file is something else than its name says.
    ///
    /// ## Why it matters
    ///
    /// A program that is called `logo.png` is not seen by who looks through a package, nor by rules
    /// that go by names. A script can rename it on the device, or start it as it is. Names that end
    /// twice (`invoice.pdf.exe`) or that change the direction of reading do the same to people.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// mal-disguised-assets
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Programs that are called programs, pictures that are pictures:
    ///
    /// ```corpus
    /// pkg-heavy
    /// ```
    ///
    /// ```corpus
    /// secret-key-files
    /// ```
    ///
    /// ## What to do
    ///
    /// Name the file after what it is. If nobody knows why it is called so, do not apply the package.
    ///
    /// ## References
    ///
    /// * <https://attack.mitre.org/techniques/T1036/008/>
    pub(crate) DISGUISED_FILE {
        id: "mal-disguised-file", category: ScriptsMalicious,
        severity: Warning, confidence: Certain, attack: ["T1036.008", "T1036.002"], since: "0.1.0",
        check,
    }
}

/// Extensions of pictures, sound and film.
const MEDIA: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "bmp", "ico", "svg", "webp", "tif", "tiff", "mp3", "mp4", "avi",
    "wav", "wmv", "ttf", "otf",
];

/// Extensions of documents.
const DOCUMENTS: &[&str] =
    &["pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "rtf", "txt", "csv", "htm", "html", "md"];

/// Extensions of what else is no program.
const OTHERS: &[&str] = &[
    "log", "ini", "inf", "cfg", "conf", "config", "xml", "json", "yaml", "yml", "css", "url",
    "lnk", "ps1", "psm1", "bat", "cmd", "vbs", "js", "reg", "cer", "crt", "pem", "zip", "cab",
    "7z", "rar", "wim", "ppkg", "msi", "msp",
];

/// Extensions that say nothing, and that updates and firmware have.
const VAGUE: &[&str] = &["dat", "bin", "tmp", "bak", "old"];

/// Extensions of what starts when somebody opens it.
const STARTS: &[&str] = &[
    "exe", "com", "scr", "pif", "bat", "cmd", "vbs", "vbe", "js", "jse", "wsf", "hta", "ps1",
    "lnk", "msi", "cpl",
];

/// Files that are named one by one.
const NAMED: usize = 20;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let disguised = package.assets.iter().filter_map(|asset| Some((asset, disguise(asset)?)));
    for (asset, (what, severity, confidence)) in disguised.take(NAMED) {
        findings
            .at(Place::file(&asset.path))
            .say(what)
            .lowered_to(severity)
            .with_confidence(confidence)
            .help("name it after what it is, or take it out; if nobody knows it, do not apply it");
    }
}

/// What a file is that its name hides.
fn disguise(asset: &Asset) -> Option<(String, Severity, Confidence)> {
    let name = &asset.name;
    let lower = name.to_lowercase();
    let mut parts = lower.rsplit('.');
    let (extension, rest) = match (parts.next(), parts.next()) {
        (Some(extension), Some(before)) => (extension, before),
        _ => return None,
    };
    let is_one_of = |lists: &[&[&str]]| lists.iter().any(|list| list.contains(&extension));
    if asset.magic == Some(FileType::Program) && is_one_of(&[MEDIA, DOCUMENTS, OTHERS]) {
        let what = format!("{name} is a Windows program, whatever its name says");
        return Some((what, Severity::Warning, Confidence::Certain));
    }
    if asset.magic == Some(FileType::Program) && is_one_of(&[VAGUE]) {
        let what = format!("{name} is a Windows program under a name that does not say so");
        return Some((what, Severity::Advice, Confidence::Certain));
    }
    if let Some(kind) = asset.magic.and_then(kind_of_another)
        && MEDIA.contains(&extension)
    {
        let what = format!("{name} is {kind}, whatever its name says");
        return Some((what, Severity::Warning, Confidence::Certain));
    }
    if name.chars().any(|ch| matches!(ch, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')) {
        let what = format!(
            "the name {name} holds a character that changes the direction of reading: it is shown \
             as something else than the .{extension} that it is"
        );
        return Some((what, Severity::Warning, Confidence::Certain));
    }
    let first = rest.trim_end();
    let is_padded = rest.len() - first.len() >= 4;
    let is_double = MEDIA.contains(&first) || DOCUMENTS.contains(&first);
    if STARTS.contains(&extension) && parts.next().is_some() && is_double {
        let what = format!("{name} ends twice: it looks like a .{first} and is a .{extension}");
        return Some((what, Severity::Warning, Confidence::Likely));
    }
    (STARTS.contains(&extension) && is_padded).then(|| {
        let what = format!("blanks in the name {name} push its end .{extension} out of sight");
        (what, Severity::Warning, Confidence::Likely)
    })
}

/// What is never called a picture by accident.
fn kind_of_another(magic: FileType) -> Option<&'static str> {
    match magic {
        FileType::Zip | FileType::EncryptedZip | FileType::SevenZip | FileType::Rar => {
            Some("an archive")
        }
        FileType::Cabinet => Some("a cabinet"),
        FileType::Compound => Some("an installer package or an old document"),
        FileType::Script => Some("a script"),
        FileType::Shortcut => Some("a shortcut"),
        FileType::CompiledHelp => Some("compiled help, which can run scripts"),
        FileType::DiscImage | FileType::VirtualDisk => Some("the image of a disk"),
        _ => None,
    }
}
