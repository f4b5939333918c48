//! What the README shows is what the program prints, to the letter.
//!
//! `PPKGLINT_BLESS=1 cargo test --test readme` writes the output anew.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use std::{fs, path::Path, process::Command};

const START: &str = "```console\n$ ppkglint ";

#[test]
fn the_screens_of_the_readme_are_real() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap().replace("\r\n", "\n");
    let mut rewritten = String::new();
    let mut rest = readme.as_str();
    let mut screens = 0;
    while let Some((before, screen)) = rest.split_once(START) {
        let (arguments, after) = screen.split_once('\n').expect("a command line");
        let (_, after) = after.split_once("```").expect("a closed fence");
        let output = Command::new(env!("CARGO_BIN_EXE_ppkglint"))
            .args(arguments.split_whitespace())
            .current_dir(root)
            .env("COLUMNS", "100")
            .env_remove("FORCE_COLOR")
            .env_remove("CLICOLOR_FORCE")
            .output()
            .unwrap();
        let printed = String::from_utf8(output.stdout).unwrap();
        rewritten += &format!("{before}{START}{arguments}\n{printed}```");
        rest = after;
        screens += 1;
    }
    rewritten += rest;
    if std::env::var_os("PPKGLINT_BLESS").is_some() {
        return fs::write(root.join("README.md"), &rewritten).unwrap();
    }
    assert!(screens > 0, "the README shows a screen");
    assert!(rewritten == readme, "the README shows what is not printed any more:\n{rewritten}");
    for command in ["cargo run --release -- check corpus/showcase.ppkg", "cargo test"] {
        assert!(readme.contains(&format!("\n{command}\n")), "{command}");
    }
}

#[test]
fn the_configuration_of_the_readme_is_one() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let (_, after) = readme.split_once("```toml\n").expect("the README shows a configuration");
    let (config, _) = after.split_once("```").unwrap();
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("ppkglint.toml"), config).unwrap();
    let package = root.join("corpus/domain-join-clean.ppkg");
    fs::copy(package, folder.path().join("a.ppkg")).unwrap();
    let check = |arguments: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_ppkglint"));
        program.args(["check", "a.ppkg", "--output", "concise", "--now", "2026-11-23"]);
        let output = program.args(arguments).current_dir(folder.path()).output().unwrap();
        assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let ignored = "Windows LAPS takes the account over on the first day";
    assert!(check(&[]).contains(ignored));
    let without = check(&["--isolated"]);
    assert!(without.contains("warning[local-admin-plaintext-password]"), "{without}");
}

#[test]
fn the_changelog_names_every_lint() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let changelog = fs::read_to_string(root.join("CHANGELOG.md")).unwrap();
    for lint in ppkglint::lints::ALL.iter() {
        assert!(changelog.contains(&format!("`{}`", lint.id)), "{}", lint.id);
    }
}
