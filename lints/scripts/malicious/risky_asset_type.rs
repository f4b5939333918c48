//! `mal-risky-asset-type`

use crate::artifact::FileType;
use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Asset, Package, Place};

lint! {
    /// The package carries a type of file that hides what it starts.
    ///
    /// ## Why it matters
    ///
    /// A disk image, a script application, an encrypted archive: what is in such a file is not seen
    /// by who looks through the package, and what comes out of it need not carry the mark of a
    /// download. Shortcuts, consoles and compiled help are everyday things, and can start other code
    /// as well; they are only mentioned.
    ///
    /// ## Fires
    ///
    /// ```corpus
    /// mal-disguised-assets
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```corpus
    /// secret-key-files
    /// ```
    ///
    /// ## What to do
    ///
    /// Carry the plain files instead. Make shortcuts in a script, where everybody sees what they
    /// start.
    ///
    /// ## References
    ///
    /// * <https://attack.mitre.org/techniques/T1553/005/>
    pub(crate) RISKY_ASSET_TYPE {
        id: "mal-risky-asset-type", category: ScriptsMalicious,
        severity: Warning, confidence: Certain, attack: ["T1204.002", "T1553.005"],
        yields_to: ["mal-disguised-file"], since: "0.1.0",
        check,
    }
}

/// Files that are named one by one.
const NAMED: usize = 20;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let risky = package.assets.iter().filter_map(|asset| Some((asset, risk(asset)?)));
    for (asset, (what, severity, is_seen)) in risky.take(NAMED) {
        let mut finding = findings
            .at(Place::file(&asset.path))
            .say(format!("{} is {what}", asset.name))
            .lowered_to(severity);
        if !is_seen {
            finding = finding.with_confidence(Confidence::Likely);
        }
        finding.help(match severity {
            Severity::Advice => "look at what it starts; a script can do the same in the open",
            _ => "carry the plain files instead, so that everybody sees what they are",
        });
    }
}

/// What a file is, how grave that is, and whether its bytes say so too.
fn risk(asset: &Asset) -> Option<(&'static str, Severity, bool)> {
    use Severity::{Advice, Warning};
    match asset.magic {
        Some(FileType::DiscImage) => {
            return Some(("the image of a disc: what is in it is not looked into", Warning, true));
        }
        Some(FileType::VirtualDisk) => {
            return Some(("a virtual disk: what is in it is not looked into", Warning, true));
        }
        Some(FileType::EncryptedZip) => {
            return Some((
                "an archive behind a password: nobody sees what is in it, nor does a scanner",
                Warning,
                true,
            ));
        }
        Some(FileType::Shortcut) => {
            return Some(("a shortcut: it can start anything", Advice, true));
        }
        _ => {}
    }
    let extension = asset.name.rsplit_once('.')?.1.to_lowercase();
    let (what, severity) = match extension.as_str() {
        "hta" => ("an HTML application: a script with all rights of who opens it", Warning),
        "jse" | "vbe" => ("an encoded script: nobody can read what it does", Warning),
        "pif" => ("a .pif, which Windows starts as a program", Warning),
        "settingcontent-ms" => ("a shortcut to settings, which can start anything", Warning),
        // Firmware is called so too.
        "img" if asset.size > 0 => {
            ("called the image of a disk: what is in one is not looked into", Advice)
        }
        "iso" | "vhd" | "vhdx" if asset.size > 0 => {
            ("called the image of a disk: what is in one is not looked into", Warning)
        }
        "docm" | "dotm" | "xlsm" | "xltm" | "xlam" | "pptm" | "potm" | "ppam" => {
            ("an Office document with macros", Advice)
        }
        "scr" => ("a screen saver, which is a program", Advice),
        "cpl" => ("a panel of settings, which is a program", Advice),
        "chm" => ("compiled help, which can run scripts", Advice),
        "msc" => ("a console, which can start anything", Advice),
        "wsf" => ("a script file that can hold several scripts", Advice),
        "lnk" => ("a shortcut: it can start anything", Advice),
        _ => return None,
    };
    // Of these the name is all that is known.
    let is_image = matches!(extension.as_str(), "iso" | "img" | "vhd" | "vhdx");
    Some((what, severity, !is_image))
}
