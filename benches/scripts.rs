//! How fast scripts are read: `PPKGLINT_SAMPLES=… cargo bench --bench scripts`.
//!
//! Every script below the folder is read as its name says, the whole lot several times; the best
//! round counts.

#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a bench says what it measured")]

use std::{
    hint::black_box,
    path::Path,
    time::{Duration, Instant},
};

use ppkglint::script::{
    Environment, Language, cmd, jscript, powershell,
    reading::{self},
    vbscript,
};

const ROUNDS: usize = 15;

type Parse = fn(&str);

fn scripts(folder: &Path, found: &mut Vec<(Language, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            scripts(&path, found);
        } else if let Some(language) = Language::of_file(&path.to_string_lossy()) {
            let (text, _) = ppkglint::text::decode(&std::fs::read(&path).unwrap());
            found.push((language, text));
        }
    }
}

fn best(of: &[&str], run: impl Fn(&str)) -> String {
    let bytes: usize = of.iter().map(|text| text.len()).sum();
    let mut best = Duration::MAX;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        of.iter().for_each(|text| run(text));
        best = best.min(start.elapsed());
    }
    format!("{bytes} bytes, {:.1} MB/s", bytes as f64 / best.as_secs_f64() / 1e6)
}

fn main() {
    let folder = std::env::var("PPKGLINT_SAMPLES").unwrap_or_else(|_| "corpus/source".to_owned());
    let mut all = vec![];
    scripts(Path::new(&folder), &mut all);
    let of = |wanted: Language| -> Vec<&str> {
        all.iter().filter(|(language, _)| *language == wanted).map(|(_, text)| &**text).collect()
    };
    let environment = Environment::device();
    let languages: [(&str, Language, Parse); 4] = [
        ("PowerShell", Language::PowerShell, |text| drop(black_box(powershell::parse(text)))),
        ("batch", Language::Batch, |text| drop(black_box(cmd::parse(text)))),
        ("VBScript", Language::VbScript, |text| drop(black_box(vbscript::parse(text)))),
        ("JScript", Language::JScript, |text| drop(black_box(jscript::parse(text)))),
    ];
    for (name, language, parse) in languages {
        let texts = of(language);
        if texts.is_empty() {
            continue;
        }
        println!("{name}, tokens and tree: {}", best(&texts, parse));
        let read = |text: &str| drop(black_box(reading::read(text, language, &environment)));
        println!("{name}, with values and what it runs: {}", best(&texts, read));
        let one = texts.concat();
        let one: String = one.repeat(1 + 10_000_000 / one.len().max(1));
        println!("{name}, one text: {}", best(&[&one], parse));
        println!("{name}, one text with values: {}", best(&[&one], read));
    }
}
