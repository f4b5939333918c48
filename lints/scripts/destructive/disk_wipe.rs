//! `destr-disk-wipe`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{Package, RunCall};
use crate::script::reading::{Style, Value};

lint! {
    /// A disk or volume is erased.
    ///
    /// ## Why it matters
    ///
    /// A package is applied to devices in use too, by a double click. What `diskpart` cleans or
    /// `format` formats is gone, and which disk has the number 0 or the letter D differs from model to
    /// model.
    ///
    /// ## Fires
    ///
    /// ```batch
    /// echo select disk 0 > C:\Windows\Temp\disk.txt
    /// echo clean >> C:\Windows\Temp\disk.txt
    /// diskpart /s C:\Windows\Temp\disk.txt
    /// format D: /fs:ntfs /q /y
    /// ```
    ///
    /// ```powershell
    /// "select disk 1`nclean" | diskpart
    /// Clear-Disk -Number 1 -RemoveData -Confirm:$false
    /// Format-Volume -DriveLetter D -FileSystem NTFS
    /// ```
    ///
    /// As a warning where a filter leaves out the disk of Windows, as advice for `cipher /w`:
    ///
    /// ```powershell
    /// Get-Disk | Where-Object { -not $_.IsBoot -and -not $_.IsSystem } | Clear-Disk -RemoveData
    /// ```
    ///
    /// ```batch
    /// cipher /w:C:\
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// A new partition has nothing to lose:
    ///
    /// ```powershell
    /// # Clear-Disk -Number 1
    /// Get-Disk | Where-Object PartitionStyle -eq 'RAW' | Initialize-Disk -PassThru |
    ///     New-Partition -UseMaximumSize -AssignDriveLetter | Format-Volume -FileSystem NTFS
    /// ```
    ///
    /// ```batch
    /// echo list volume > C:\Windows\Temp\list.txt
    /// echo rem clean nothing >> C:\Windows\Temp\list.txt
    /// echo create partition primary >> C:\Windows\Temp\list.txt
    /// echo format fs=ntfs quick >> C:\Windows\Temp\list.txt
    /// diskpart /s C:\Windows\Temp\list.txt
    /// ```
    ///
    /// ## What to do
    ///
    /// Remove it. If the package really re-images devices, acknowledge this with a reason in the
    /// configuration.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows-server/administration/windows-commands/clean>
    pub(crate) DISK_WIPE {
        id: "destr-disk-wipe", category: ScriptsDestructive,
        severity: Error, confidence: Certain, attack: ["T1561.001"], since: "0.1.0",
        check,
    }
}

/// How many calls before `diskpart` are asked whether they write its script.
const MOST_BEFORE: usize = 400;

/// How sure it is that something is lost.
enum Loss {
    /// What is there is gone.
    Certain,
    /// A filter chooses what.
    Filtered,
    /// Which disk is not known.
    Unknown,
    /// Only what is deleted already.
    FreeSpace,
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let Some((what, loss)) = wiped(&call) else { continue };
        let help =
            "remove it; if the package is to re-image devices, acknowledge this with a reason";
        let finding = findings.at(call).say(what).help(help);
        match loss {
            Loss::Certain => {}
            Loss::Filtered => drop(finding.lowered_to(Severity::Warning)),
            Loss::Unknown => {
                drop(finding.lowered_to(Severity::Warning).with_confidence(Confidence::Heuristic))
            }
            Loss::FreeSpace => drop(finding.lowered_to(Severity::Advice)),
        }
    }
}

fn wiped(call: &RunCall<'_>) -> Option<(String, Loss)> {
    match call.name.as_str() {
        "diskpart" if call.style == Style::Program => {
            let lines = diskpart_lines(call);
            let line = erased(&lines)?;
            Some((format!("diskpart erases a disk or volume: `{line}`"), Loss::Certain))
        }
        "format" if call.is_program() => {
            let drive = call.texts().find(|text| {
                let bytes = text.as_bytes();
                matches!(bytes, [letter, b':'] | [letter, b':', b'\\'] if letter.is_ascii_alphabetic())
            })?;
            Some((format!("the volume {drive} is formatted"), Loss::Certain))
        }
        "clear-disk" | "remove-partition" | "format-volume" if call.style == Style::Cmdlet => {
            of_cmdlet(call)
        }
        "cipher" if call.texts().any(|text| text.to_ascii_lowercase().starts_with("/w")) => {
            let text = "the free space of a volume is overwritten, which takes hours";
            Some((text.to_owned(), Loss::FreeSpace))
        }
        _ => None,
    }
}

fn of_cmdlet(call: &RunCall<'_>) -> Option<(String, Loss)> {
    if call.has_parameter("whatif") {
        return None;
    }
    let what = match call.name.as_str() {
        "clear-disk" => "all partitions of a disk are removed",
        "remove-partition" => "a partition is removed",
        _ => "a volume is formatted",
    };
    let names = ["number", "disknumber", "driveletter", "partitionnumber", "filesystemlabel"];
    let named = names.iter().find_map(|name| Some((name, call.parameter(name)?)));
    let named = named.map(|(name, value)| (*name, value)).or_else(|| {
        let name = if call.is("format-volume") { "driveletter" } else { "number" };
        Some((name, call.positional().next()?))
    });
    if let Some((name, value)) = named {
        let Some(known) = value.known() else { return Some((what.to_owned(), Loss::Unknown)) };
        let kind = if name == "driveletter" { "drive" } else { "number" };
        return Some((format!("{what} ({kind} {known})"), Loss::Certain));
    }
    // `-InputObject (Get-Disk 0)` is the same as a pipeline.
    let given =
        call.inside().filter(|inner| inner.is_any(&["get-disk", "get-partition", "get-volume"]));
    let mut sources: Vec<RunCall<'_>> = call.sources().collect();
    if sources.is_empty() && call.has_parameter("inputobject") {
        sources = given.collect();
    }
    // What was made right before has nothing in it.
    let is_new =
        |source: &RunCall<'_>| source.is_any(&["new-partition", "initialize-disk", "new-vhd"]);
    if sources.is_empty() || sources.iter().any(is_new) {
        return None;
    }
    let is_filter = |source: &RunCall<'_>| source.is_any(&["where-object", "select-object"]);
    let text = |source: &RunCall<'_>| source.text().to_ascii_lowercase();
    if sources.iter().filter(|source| is_filter(source)).any(|source| {
        let words = ["isboot", "issystem", "bustype", "raw", "removable", "usb", "isoffline"];
        words.iter().any(|word| text(source).contains(word))
    }) {
        return Some((format!("{what}, chosen by a filter"), Loss::Filtered));
    }
    let chosen = sources.iter().any(|source| {
        source
            .arguments
            .iter()
            .any(|argument| argument.value.known().is_some_and(|text| !text.trim().is_empty()))
    });
    let loss = if chosen { Loss::Certain } else { Loss::Unknown };
    Some((what.to_owned(), loss))
}

/// What `diskpart` is told, as far as it is known.
fn diskpart_lines(call: &RunCall<'_>) -> Vec<String> {
    let lines = |value: &Value| -> Vec<String> {
        value.each().iter().flat_map(|item| item.text().lines()).map(str::to_owned).collect()
    };
    if let Some(source) = call.source() {
        let given = source.arguments.first().map(|first| lines(&first.value));
        // `(echo select disk 0 & echo clean) | diskpart`.
        let echoed = source.before().take(MOST_BEFORE).take_while(|other| {
            other.is("echo") && other.output_file().is_none() && other.scope == source.scope
        });
        return match source.is("echo") {
            true => {
                let mut said: Vec<String> = echoed.map(|echo| self::said(&echo)).collect();
                said.reverse();
                said.push(self::said(&source));
                said
            }
            false => given.unwrap_or_default(),
        };
    }
    let Some(file) = call.option("s").or_else(|| call.input_file().cloned()) else { return vec![] };
    let name = |text: &str| {
        text.rsplit(['\\', '/']).next().unwrap_or(text).trim_matches('"').to_ascii_lowercase()
    };
    let file = name(file.text());
    let mut found = vec![];
    for other in call.before().take(MOST_BEFORE) {
        let writes = |target: Option<&Value>| target.is_some_and(|to| name(to.text()) == file);
        let value = match (other.style, other.name.as_str()) {
            (_, "echo") if writes(other.output_file()) => {
                found.push(vec![said(&other)]);
                continue;
            }
            (Style::Cmdlet, "set-content" | "add-content")
                if writes(other.parameter_or("path", 0)) =>
            {
                other.parameter_or("value", 1).cloned().or_else(|| piped(&other))
            }
            (Style::Cmdlet, "out-file") if writes(other.parameter_or("filepath", 0)) => {
                piped(&other)
            }
            (Style::Expression, _) if writes(other.output_file()) => {
                other.arguments.first().map(|first| first.value.clone())
            }
            (Style::Cmdlet, "new-item") if writes(other.parameter_or("path", 0)) => {
                other.parameter("value").cloned()
            }
            (Style::StaticMethod, "writealltext" | "writealllines")
                if writes(other.positional().next()) =>
            {
                other.positional().nth(1).cloned()
            }
            _ => None,
        };
        found.extend(value.as_ref().map(lines));
    }
    found.into_iter().rev().flatten().collect()
}

fn piped(call: &RunCall<'_>) -> Option<Value> {
    call.source()?.arguments.first().map(|first| first.value.clone())
}

/// What `echo` says.
fn said(echo: &RunCall<'_>) -> String {
    echo.texts().collect::<Vec<_>>().join(" ")
}

/// The first line for `diskpart` that erases something. What is made before it has nothing in it.
fn erased(lines: &[String]) -> Option<&str> {
    let mut is_new = false;
    for line in lines {
        let words: Vec<String> = line.split_whitespace().map(str::to_ascii_lowercase).collect();
        let mut words = words.iter().map(String::as_str);
        let is_it = match (words.next().unwrap_or_default(), words.next()) {
            ("create", _) => {
                is_new = true;
                false
            }
            (verb, _) if verb.starts_with("sel") => {
                is_new = false;
                false
            }
            ("clean", None | Some("all")) => true,
            ("format", _) => !is_new,
            (verb, Some(what)) if verb.starts_with("del") => {
                ["par", "vol", "dis"].iter().any(|of| what.starts_with(of))
            }
            _ => false,
        };
        if is_it {
            return Some(line.trim());
        }
    }
    None
}
