//! A command that is wrapped in others is reported where it stands in the end, with the way there.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

mod made;

use base64::{Engine, engine::general_purpose::STANDARD};
use made::{Desk, corpus};

/// What `powershell -EncodedCommand` takes.
fn encoded(script: &str) -> String {
    STANDARD.encode(script.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
}

fn human(desk: &Desk, file: &str, lint: &str) -> String {
    let arguments = ["check", file, "--select", lint, "-q", "--fail-on", "never"];
    let ran = desk.run(&arguments);
    assert_eq!(ran.code(), 0, "{}", ran.stderr());
    ran.stdout()
}

#[test]
fn a_command_four_deep_is_reported_at_the_innermost_with_the_way_there() {
    let blob =
        encoded("& ('{0}{1}' -f 'Invoke-', 'Expression') 'vssadmin delete shadows /all /quiet'");
    let desk = Desk::with("setup.cmd", format!("cmd /c \"powershell -nop -enc {blob}\"\r\n"));
    let report = human(&desk, "setup.cmd", "mal-backup-destruction");
    let way = "through cmd /c, powershell -EncodedCommand, Invoke-Expression: vssadmin delete \
               shadows /all /quiet";
    let drawn = ['·', '│', '╰', '─', '┤', '┬'];
    let words: Vec<&str> =
        report.split_whitespace().filter(|word| !word.starts_with(drawn)).collect();
    assert!(words.join(" ").contains(way), "{report}");
    assert!(report.contains("error[mal-backup-destruction]: shadow copies"), "{report}");
    assert!(report.contains("[setup.cmd:1:30]"), "at the blob: {report}");

    let (found, _) = desk.check(&["setup.cmd", "--select", "mal-backup-destruction"]);
    let label = &found["findings"][0]["labels"][0];
    assert_eq!(label["text"].as_str().unwrap(), way);
    assert_eq!(label["span"], found["findings"][0]["span"]);
}

#[test]
fn what_folds_away_is_shown_folded() {
    let desk = Desk::with("nested.ppkg", corpus("mal-nested.ppkg"));
    let report = human(&desk, "nested.ppkg", "mal-obfuscation");
    let words: Vec<&str> = report.split_whitespace().filter(|word| *word != "│").collect();
    let shown = "it runs `Set-MpPreference -DisableRealtimeMonitoring $true`";
    assert!(words.join(" ").contains(shown), "{report}");
}

#[test]
fn a_blob_with_a_secret_is_not_shown_decoded() {
    let inner = encoded("net user bench Zq7Planted-Larch /add; vssadmin delete shadows /all");
    let nested = encoded(&format!("powershell -enc {inner}"));
    for blob in [&inner, &nested] {
        let desk = Desk::with("setup.cmd", format!("powershell -enc {blob}\r\n"));
        for lint in ["mal-encoded-command", "mal-backup-destruction", "all"] {
            let report = human(&desk, "setup.cmd", lint);
            assert!(!report.contains("Zq7Planted"), "{report}");
            let (found, _) = desk.check(&["setup.cmd", "--select", lint]);
            assert!(!found.to_string().contains("Zq7Planted"), "{found}");
        }
    }
}
