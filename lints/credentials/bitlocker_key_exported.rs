//! `secret-bitlocker-key-exported`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::Value;
use crate::script::given::GivenKind;
use crate::script::reading::Style;

lint! {
    /// A recovery key of BitLocker is written to a file, or stands in the script.
    ///
    /// ## Why it matters
    ///
    /// The recovery key opens the disk without anything else. On the same disk it helps nobody who
    /// needs it and everybody who reads files as a user; on a stick or a share it lies beside the
    /// keys of all other devices. One that stands in the script is the same for every device.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// manage-bde -protectors -get C: > C:\recovery.txt
    /// ```
    ///
    /// ```powershell
    /// (Get-BitLockerVolume -MountPoint C:).KeyProtector | Out-File \\nas.relecloud.example\keys\key.txt
    /// ```
    ///
    /// ```powershell
    /// Add-BitLockerKeyProtector -MountPoint C: -RecoveryKeyProtector -RecoveryKeyPath E:\
    /// ```
    ///
    /// ```powershell
    /// $key = (Get-BitLockerVolume C:).KeyProtector.RecoveryPassword
    /// "$env:COMPUTERNAME $key" | Add-Content \\nas.relecloud.example\keys\all.txt
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// Enable-BitLocker -MountPoint C: -RecoveryPasswordProtector
    /// $volume = Get-BitLockerVolume -MountPoint C:
    /// BackupToAAD-BitLockerKeyProtector -MountPoint C: -KeyProtectorId $volume.KeyProtector[0].KeyProtectorId
    /// ```
    ///
    /// ```batch
    /// manage-bde -protectors -get C: > nul
    /// manage-bde -status C: > C:\status.txt
    /// ```
    ///
    /// ## What to do
    ///
    /// Keep the key in Microsoft Entra ID or Active Directory (`BackupToAAD-BitLockerKeyProtector`,
    /// `Backup-BitLockerKeyProtector`), and write it nowhere else.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/security/operating-system-security/data-protection/bitlocker/recovery-overview>
    pub(crate) BITLOCKER_KEY_EXPORTED {
        id: "secret-bitlocker-key-exported", category: Credentials,
        severity: Warning, confidence: Likely, attack: ["T1552.001"], since: "0.1.0",
        check,
    }
}

const HELP: &str = "keep it in Microsoft Entra ID or Active Directory, and write it nowhere else";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for secret in package.given_secrets() {
        let digits = secret.value.text().bytes().filter(u8::is_ascii_digit).count();
        // Eight groups of six digits.
        if *secret.kind == GivenKind::RecoveryPassword && digits == 48 && secret.value.is_known() {
            findings
                .at(secret.place())
                .say("the recovery password of BitLocker stands here, the same for every device")
                .here("opens the disk")
                .help(HELP);
        }
    }
    for call in package.calls() {
        let Some(target) = target(&call) else { continue };
        // Where it begins is enough: the name of the computer is mostly in it.
        let Some(to) = place(target.text()) else { continue };
        findings
            .at(call)
            .say(format!("a recovery key of BitLocker is written to {to}"))
            .here("opens the disk for whoever reads it")
            .with_confidence(Confidence::Likely)
            .help(HELP);
    }
}

/// The file or folder that a recovery key goes to.
fn target(call: &RunCall<'_>) -> Option<Value> {
    match call.name.as_str() {
        "manage-bde" => {
            if let Some(folder) = call.option("recoverykey").or_else(|| call.option("rk")) {
                return Some(folder);
            }
            let is_shown = call.has_switch(&["protectors"]) && call.has_switch(&["get"]);
            call.output_file().filter(|_| is_shown).cloned()
        }
        "add-bitlockerkeyprotector" | "enable-bitlocker" => {
            call.parameter("recoverykeypath").cloned()
        }
        "out-file" | "set-content" | "add-content" | "export-csv" | "tee-object"
            if call.style == Style::Cmdlet =>
        {
            let path = call
                .parameter("filepath")
                .or_else(|| call.parameter("literalpath"))
                .or_else(|| call.parameter_or("path", 0))?;
            comes_from_key(call).then(|| path.clone())
        }
        "writealltext" | "appendalltext" | "writealllines" => {
            let mut given = call.positional();
            let path = given.next()?;
            given.next().filter(|text| is_key(call, text)).map(|_| path.clone())
        }
        _ if call.style == Style::Expression => {
            let is_one = || {
                speaks_of_key(call)
                    || call.arguments.first().is_some_and(|first| is_key(call, &first.value))
            };
            call.output_file().filter(|_| is_one()).cloned()
        }
        _ => None,
    }
}

/// Whether a variable in a value was given the key before: `$key = (…).RecoveryPassword`.
fn is_key(call: &RunCall<'_>, value: &Value) -> bool {
    let unit = call.unit();
    let text = unit.text.text();
    if speaks_so(text.get(value.range.clone()).unwrap_or_default()) {
        return true;
    }
    value.uses.iter().take(MOST_STEPS).any(|used| {
        let before = unit
            .assignments()
            .filter(|(name, range)| *name == used.name && range.end <= call.range.start);
        let last = before.last();
        last.is_some_and(|(_, range)| speaks_so(text.get(range).unwrap_or_default()))
    })
}

/// Steps back through a pipeline that are looked at.
const MOST_STEPS: usize = 8;

fn comes_from_key(call: &RunCall<'_>) -> bool {
    let given = call.parameter("value").or_else(|| call.parameter("inputobject"));
    let given = given.or_else(|| call.positional().last());
    let steps = std::iter::successors(call.source(), RunCall::source).take(MOST_STEPS);
    given.is_some_and(|given| is_key(call, given))
        || steps.into_iter().any(|step| {
            let first = step.arguments.first().filter(|_| step.style == Style::Expression);
            speaks_of_key(&step) || first.is_some_and(|first| is_key(&step, &first.value))
        })
}

/// Whether what a call gives are the protectors of a volume, their recovery passwords among them.
fn speaks_of_key(call: &RunCall<'_>) -> bool {
    speaks_so(call.text())
}

fn speaks_so(text: &str) -> bool {
    // What is longer says more than one thing.
    if text.len() > 1_000 {
        return false;
    }
    let text = text.to_ascii_lowercase();
    let is_shown = text.contains("manage-bde") && text.contains("-get");
    let is_part = text.contains(".recoverypassword")
        || text.contains("get-bitlockervolume") && text.contains(").keyprotector");
    // The name of a protector is no key.
    (is_shown || is_part) && !text.contains("keyprotectorid")
}

/// In words where a file lies, if that is a disk, a stick or a share.
fn place(path: &str) -> Option<&'static str> {
    let path = path.trim();
    let mut letters = path.chars();
    match (letters.next(), letters.next()) {
        _ if path.starts_with(r"\\") => Some("a share"),
        (Some('c' | 'C'), Some(':')) => Some("the disk that it opens"),
        (Some(letter), Some(':')) if letter.is_ascii_alphabetic() => Some("another disk"),
        _ => None,
    }
}
