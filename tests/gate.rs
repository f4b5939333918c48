//! The configuration, ignores and the baseline, as a user lives with them.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test fails by panicking"
)]

use std::{fs, path::Path};

use ppkglint::{gate::ConfigFile, lint::reserved, lints};
use serde_json::{Map, Value, json};
use toml::de::{DeTable, DeValue};

mod made;
use made::{Desk, corpus};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn parse(text: &[u8]) -> Result<ConfigFile, Vec<String>> {
    let known: Vec<_> = lints::ALL.iter().chain(reserved::ALL).copied().collect();
    ConfigFile::parse(text, "ppkglint.toml", root(), &known)
        .map_err(|error| error.problems.into_iter().map(|problem| problem.message).collect())
}

/// TOML as a JSON Schema sees it.
fn as_json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::Table(table) => object(table),
        DeValue::Array(array) => array.iter().map(|value| as_json(value.get_ref())).collect(),
        DeValue::Integer(number) => json!(number.as_str().parse::<i64>().unwrap()),
        DeValue::Boolean(is) => json!(is),
        DeValue::Datetime(time) => json!(time.to_string()),
        DeValue::String(text) => json!(text),
        DeValue::Float(number) => json!(number.as_str()),
    }
}

fn object(table: &DeTable<'_>) -> Value {
    let entry = |(key, value): (&toml::Spanned<_>, &toml::Spanned<DeValue<'_>>)| {
        let key: &std::borrow::Cow<'_, str> = key.get_ref();
        (key.clone().into_owned(), as_json(value.get_ref()))
    };
    Value::Object(table.iter().map(entry).collect::<Map<_, _>>())
}

fn schema() -> Value {
    serde_json::from_str(&ppkglint::gate::config_schema()).unwrap()
}

fn fits_schema(text: &str) -> bool {
    let table = DeTable::parse(text).expect("TOML");
    jsonschema::validator_for(&schema()).expect("a schema").is_valid(&object(table.get_ref()))
}

/// A finding of the report by its lint: its package, state and reason.
fn found(report: &Value, lint: &str) -> Vec<(String, String)> {
    let findings = report["findings"].as_array().unwrap_or_else(|| panic!("{report}"));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let of_lint = findings.iter().filter(|finding| finding["lint"] == lint);
    of_lint.map(|finding| (text(&finding["package"]), text(&finding["state"]))).collect()
}

fn pair(package: &str, state: &str) -> (String, String) {
    (package.to_owned(), state.to_owned())
}

const OOBE: &str = "<OOBE><Desktop><HideOobe>True</HideOobe></Desktop></OOBE>";
const NO_ACCOUNT: &str = "oobe-hidden-no-account";

#[test]
fn the_published_schema_is_that_of_the_program() {
    let path = root().join("docs/config.schema.json");
    let made = ppkglint::gate::config_schema();
    if std::env::var_os("PPKGLINT_BLESS").is_some() {
        return fs::write(path, made).unwrap();
    }
    let published = fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    assert!(published == made, "PPKGLINT_BLESS=1 cargo test --test gate writes it anew");
    let desk = Desk::new();
    assert_eq!(desk.run(&["schema", "config"]).stdout(), made);
}

#[test]
fn the_examples_of_the_reference_are_configurations() {
    let text = fs::read_to_string(root().join("docs/configuration.md")).unwrap();
    let text = text.replace("\r\n", "\n");
    let examples: Vec<&str> = text
        .split("```toml\n")
        .skip(1)
        .map(|rest| rest.split_once("```").expect("a closed fence").0)
        .collect();
    assert!(examples.len() >= 3);
    for example in &examples {
        parse(example.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}:\n{example}"));
        assert!(fits_schema(example), "{example}");
    }
    // Every key is in it.
    let all = examples.concat();
    let schema = schema();
    for section in ["/properties", "/$defs/per-path/properties", "/$defs/ignore-finding/properties"]
    {
        for (key, about) in schema.pointer(section).unwrap().as_object().unwrap() {
            assert!(all.contains(key.as_str()), "the reference does not show {key}");
            let below = about["properties"].as_object();
            for key in below.into_iter().flat_map(Map::keys) {
                assert!(all.contains(key.as_str()), "the reference does not show {key}");
            }
        }
    }
}

#[test]
fn what_init_writes_is_a_configuration_with_and_without_its_signs() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["init"]).code(), 0);
    let text = fs::read_to_string(desk.path("ppkglint.toml")).unwrap();
    assert!(fits_schema(&text));
    let is_stated = |line: &&str| line.starts_with("# [") || line.contains(" = ");
    let lines: Vec<&str> = text.lines().filter(is_stated).map(|line| &line[2..]).collect();
    let stated = lines.join("\n");
    assert!(lines.len() > 25, "{stated}");
    parse(stated.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}:\n{stated}"));
    assert!(fits_schema(&stated), "{stated}");
    desk.put("ppkglint.toml", "fail-on = 'never'");
    assert_eq!(desk.run(&["init"]).code(), 2);
    assert_eq!(fs::read_to_string(desk.path("ppkglint.toml")).unwrap(), "fail-on = 'never'");
}

#[test]
fn what_the_program_refuses_the_schema_refuses() {
    for wrong in [
        "slect = []",
        "select = 'all'",
        "fail-on = 'fatal'",
        "tenant-id = 'x'",
        "[thresholds]\nfleet-size = -1",
        "[thresholds]\nfleet-size = '1'",
        "[severity]\npkg-unreadable = 'off'",
        "[[ignore-finding]]\nlint = 'pkg-unreadable'",
        "[[ignore-finding]]\nlint = 'pkg-unreadable'\nreason = ' '",
        "[[ignore-finding]]\nreason = 'x'",
        "[[per-path]]\nselect = []",
        "[[per-path]]\npaths = ['a']\nbaseline = 'x'",
        "deploy-until = 'soon'",
    ] {
        assert!(parse(wrong.as_bytes()).is_err(), "{wrong}");
        assert!(!fits_schema(wrong), "{wrong}");
    }
    // What only the program knows.
    for wrong in [
        "select = ['no-such-lint']",
        "deploy-until = 2026-11-23T10:00:00",
        "allowed-hosts = ['https://host.example/x']",
        "allowed-roots = ['0123']",
        "allowed-remote-tools = [' ']",
        "[[per-path]]\npaths = ['a[']",
        "[[ignore-finding]]\nlint = 'schema'\nreason = 'a category is no lint'",
    ] {
        assert!(parse(wrong.as_bytes()).is_err(), "{wrong}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_a_configuration_or_an_error(text in "\\PC{0,200}") {
        let _ = parse(text.as_bytes());
    }

    #[test]
    fn any_bytes_are_a_configuration_or_an_error(bytes in proptest::collection::vec(0u8..=255, 0..200)) {
        let _ = parse(&bytes);
    }

    #[test]
    fn keys_of_ours_with_any_values_are_a_configuration_or_an_error(
        lines in proptest::collection::vec(
            (
                "(select|ignore|fail-on|baseline|paths|lint|reason|expires|path|setting|\\[thresholds\\]|\\[severity\\]|\\[\\[per-path\\]\\]|\\[\\[ignore-finding\\]\\]|fleet-size|pkg-unreadable)",
                "( = )?(\\[?'[a-z*\\[\\]{},/\\\\é]{0,12}'\\]?|[0-9]{1,12}|2026-1[0-3]-[0-3][0-9]|\\{ a = 1 \\}|true|1e9)?",
            ),
            0..12,
        )
    ) {
        let text: Vec<String> = lines.iter().map(|(key, value)| format!("{key}{value}")).collect();
        let _ = parse(text.join("\n").as_bytes());
    }
}

#[test]
fn powershell_writes_a_configuration_too() {
    let desk = Desk::with("a.xml", corpus_build::answer_file(OOBE));
    let text = "ignore = [\"oobe-hidden-no-account\"]\r\n";
    let utf16: Vec<u8> =
        [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    for bytes in [utf16, [b"\xef\xbb\xbf", text.as_bytes()].concat()] {
        desk.put("ppkglint.toml", bytes);
        assert_eq!(desk.check(&["a.xml"]).1, 0);
    }
}

#[test]
fn the_nearest_configuration_counts_and_that_of_an_unpacked_package_never() {
    let desk = Desk::with("a/b/c.xml", corpus_build::answer_file(OOBE));
    let ignores = "ignore = ['oobe-hidden-no-account']";
    desk.put("ppkglint.toml", ignores);
    assert_eq!(desk.check(&["a/b/c.xml"]).1, 0);
    desk.put("a/ppkglint.toml", "");
    assert_eq!(desk.check(&["a/b/c.xml"]).1, 1);
    assert_eq!(desk.check(&["a/b/../b/c.xml", "--config", "ppkglint.toml"]).1, 0);
    assert_eq!(desk.check(&["a", "--isolated"]).1, 1);
    let answer = corpus_build::answer_file(OOBE);
    desk.put("d/package/Multivariant/0/customizations.xml", answer);
    desk.put("d/package/ppkglint.toml", ignores);
    desk.put("d/package/Multivariant/ppkglint.toml", ignores);
    desk.put("ppkglint.toml", "");
    let (report, code) = desk.check(&["d"]);
    assert_eq!((found(&report, NO_ACCOUNT), code), (vec![pair("d/package", "new")], 1));
    // Standard input belongs to the folder that one is in.
    desk.put("ppkglint.toml", ignores);
    let arguments = ["check", "-", "--now", "2026-07-20"];
    let answer = corpus_build::answer_file(OOBE);
    assert_eq!(desk.run_with_input(&arguments, answer.as_bytes()).code(), 0);
}

#[test]
fn inputs_of_one_run_are_judged_each_by_its_own_sections() {
    let desk = Desk::new();
    let expiring = corpus("clean-bulk-enrolment.ppkg");
    for name in ["a.ppkg", "b.ppkg", "c.ppkg", "d.ppkg"] {
        desk.put(name, &expiring);
    }
    desk.put(
        "ppkglint.toml",
        "token-expiry = 2026-12-01\n[[per-path]]\npaths = ['B.PPKG', 'd*']\ntoken-expiry = 2026-03-01\n\
         [[per-path]]\npaths = ['d.ppkg']\nignore = ['bulk-token-expired']\n",
    );
    let (report, code) = desk.check(&["--select", "bulk-token", "."]);
    assert_eq!(found(&report, "bulk-token-expired").len(), 2, "a selection begins anew");
    let (report, _) = desk.check(&["."]);
    assert_eq!(found(&report, "bulk-token-expired"), [pair("./b.ppkg", "new")]);
    assert_eq!(code, 1);
    let paths: Vec<String> = made::packages(&report).into_iter().map(|(path, _)| path).collect();
    assert_eq!(paths, ["./a.ppkg", "./b.ppkg", "./c.ppkg", "./d.ppkg"]);
}

#[test]
fn a_project_and_the_package_beside_it_say_a_thing_once() {
    let desk = Desk::new();
    let package = corpus("domain-join-bad-ou.ppkg");
    desk.put("x.ppkg", &package);
    assert_eq!(desk.run(&["extract", "x.ppkg", "--to", "x"]).code(), 0);
    let answer = fs::read(desk.path("x/Multivariant/0/customizations.xml")).unwrap();
    fs::remove_dir_all(desk.path("x")).unwrap();
    fs::remove_file(desk.path("x.ppkg")).unwrap();
    desk.put("p/Join.icdproj.xml", corpus("project/Fabrikam reader kiosk.icdproj.xml"));
    desk.put("p/customizations.xml", &answer);
    desk.put("p/join.ppkg", &package);
    let lint = "domain-join-ou-syntax";
    let (report, _) = desk.check(&["p"]);
    assert_eq!(found(&report, lint), [pair("p", "new")]);
    // The package somewhere else is another package.
    desk.put("q/join.ppkg", &package);
    let (report, _) = desk.check(&["p", "q"]);
    assert_eq!(found(&report, lint), [pair("p", "new"), pair("q/join.ppkg", "new")]);
    // One byte more, and they differ.
    desk.put("p/customizations.xml", [&answer[..], b"\n"].concat());
    let (report, _) = desk.check(&["p"]);
    assert_eq!(found(&report, lint), [pair("p", "new"), pair("p/join.ppkg", "new")]);
}

#[test]
fn a_comment_covers_its_element_in_a_project_and_nothing_in_a_package() {
    let allow = "<!-- ppkglint: allow(oobe-hidden-no-account, schema) the image has one -->";
    let commented = format!("{allow}<!-- see above -->\n{OOBE}");
    let answer = corpus_build::answer_file(&commented);
    let desk = Desk::with("a.xml", &answer);
    let (report, code) = desk.check(&["a.xml"]);
    assert_eq!((found(&report, NO_ACCOUNT), code), (vec![pair("a.xml", "ignored")], 0));
    assert_eq!(
        report["findings"][1]["reason"].as_str().or(report["findings"][0]["reason"].as_str()),
        Some("the image has one")
    );
    assert_eq!(found(&report, "ignore-unmatched").len(), 1, "schema is no lint");
    let (report, code) = desk.check(&["a.xml", "--no-ignores"]);
    assert_eq!((found(&report, NO_ACCOUNT), code), (vec![pair("a.xml", "new")], 1));
    desk.put("b/Multivariant/0/customizations.xml", &answer);
    let (report, code) = desk.check(&["b"]);
    assert_eq!((found(&report, NO_ACCOUNT), code), (vec![pair("b", "new")], 1));
    assert_eq!(found(&report, "ignore-unmatched"), []);
    let other = format!(
        "{allow}<DevDetail><DNSComputerName>A-%SERIAL%</DNSComputerName></DevDetail>{OOBE}"
    );
    desk.put("a.xml", corpus_build::answer_file(&other));
    assert_eq!(desk.check(&["a.xml"]).1, 1, "the comment is of the element before");
}

#[test]
fn code_scanning_sees_where_a_finding_was_accepted_and_what_is_wrong_with_the_configuration() {
    let desk = Desk::with(
        "a.xml",
        corpus_build::answer_file(&format!(
            "<!-- ppkglint: allow({NO_ACCOUNT}) the image has one -->{OOBE}"
        )),
    );
    desk.put("b.xml", corpus_build::answer_file(OOBE));
    desk.put(
        "ppkglint.toml",
        format!(
            "[[ignore-finding]]\nlint = '{NO_ACCOUNT}'\npath = 'b.xml'\nreason = 'a test'\n\
             [[ignore-finding]]\nlint = 'net-http-url'\nreason = 'old'\nexpires = 2020-01-01\n"
        ),
    );
    let log = desk.run(&["check", "a.xml", "b.xml", "--output", "sarif"]).stdout();
    let log: Value = serde_json::from_str(&log).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let accepted: Vec<_> = results
        .iter()
        .filter(|result| result["ruleId"] == NO_ACCOUNT)
        .map(|result| {
            let suppression = &result["suppressions"][0];
            (suppression["kind"].as_str().unwrap(), suppression["justification"].as_str().unwrap())
        })
        .collect();
    assert_eq!(accepted, [("inSource", "the image has one"), ("external", "a test")]);
    let expired = results.iter().find(|result| result["ruleId"] == "ignore-expired").unwrap();
    let location = &expired["locations"][0]["physicalLocation"];
    assert_eq!(location["region"]["startLine"], 8);
    let index = location["artifactLocation"]["index"].as_u64().unwrap() as usize;
    assert_eq!(run["artifacts"][index]["roles"][0], "userSpecifiedConfiguration");
}

#[test]
fn an_ignore_of_what_cannot_be_read_needs_a_reason_and_lifts_the_code_of_that_input_only() {
    let desk = Desk::with("a.ppkg", corpus("encrypted.ppkg"));
    desk.put("b.ppkg", corpus("truncated.ppkg"));
    let ignore = "[[ignore-finding]]\nlint = 'pkg-unreadable'\npath = 'a.ppkg'\n";
    desk.put("ppkglint.toml", ignore);
    assert_eq!(desk.check(&["a.ppkg"]).1, 2, "a reason is required");
    desk.put("ppkglint.toml", format!("{ignore}reason = 'on purpose'"));
    assert_eq!(desk.check(&["a.ppkg"]).1, 0);
    assert_eq!(desk.check(&["b.ppkg"]).1, 3);
    assert_eq!(desk.check(&["."]).1, 3);
    assert_eq!(desk.check(&["a.ppkg", "--no-ignores"]).1, 3);
    assert_eq!(desk.check(&["a.ppkg", "--ignore", "pkg-unreadable"]).1, 3, "not accepted: unheard");
    desk.put("ppkglint.toml", format!("{ignore}reason = 'x'\nexpires = 2026-07-19"));
    assert_eq!(desk.check(&["a.ppkg"]).1, 3);
    desk.put("ppkglint.toml", format!("{ignore}reason = 'x'\nexpires = 2026-07-20"));
    assert_eq!(desk.check(&["a.ppkg"]).1, 0, "the last day counts");
    desk.put("known.json", "{\"schema_version\": 1, \"findings\": []}");
    assert_eq!(desk.run(&["baseline", "write", "b.ppkg", "--baseline", "known.json"]).code(), 3);
    assert_eq!(desk.check(&["b.ppkg", "--baseline", "known.json"]).1, 3, "known is not read");
}

#[test]
fn an_ignore_is_unmatched_only_where_that_is_certain() {
    let desk = Desk::with("a.xml", corpus_build::answer_file(OOBE));
    desk.put("ppkglint.toml", "[[ignore-finding]]\nlint = 'domain-join-ou-syntax'\nreason = 'x'");
    let unmatched = |arguments: &[&str]| found(&desk.check(arguments).0, "ignore-unmatched").len();
    assert_eq!(unmatched(&["a.xml"]), 1, "there is nothing else below the folder");
    assert_eq!(unmatched(&["a.xml", "--select", "all", "--ignore", "domain-join"]), 0);
    desk.put("sub/b.ppkg", corpus("domain-join-bad-ou.ppkg"));
    assert_eq!(unmatched(&["a.xml"]), 0, "it may be of the other");
    assert_eq!(unmatched(&["."]), 0, "it is");
    desk.put("sub/b.ppkg", corpus("encrypted.ppkg"));
    assert_eq!(unmatched(&["."]), 0, "nobody knows what is in it");
    desk.put(
        "ppkglint.toml",
        "[[ignore-finding]]\nlint = 'domain-join-ou-syntax'\nreason = 'x'\npath = 'a.xml'",
    );
    assert_eq!(unmatched(&["a.xml"]), 1, "it names what was checked");
}

#[test]
fn a_severity_is_what_the_user_decides() {
    let desk = Desk::with("a.xml", corpus_build::answer_file(OOBE));
    desk.put(
        "ppkglint.toml",
        "[severity]\noobe-hidden-no-account = 'advice'\nignore-unmatched = 'error'\n",
    );
    let (report, code) = desk.check(&["a.xml"]);
    assert_eq!((report["findings"][0]["severity"].as_str(), code), (Some("advice"), 0));
    assert_eq!(desk.check(&["a.xml", "--fail-on", "advice"]).1, 1);
    assert_eq!(desk.check(&["a.xml", "--fail-on", "advice", "--min-confidence", "certain"]).1, 0);
    // Also where the lint holds a finding to be less bad than usual.
    desk.put("b.ppkg", corpus("stale-asset.ppkg"));
    desk.put("ppkglint.toml", "[severity]\npkg-asset-hash-mismatch = 'error'\n");
    assert_eq!(desk.check(&["b.ppkg"]).1, 1);
    assert_eq!(desk.check(&["b.ppkg", "--isolated"]).1, 0);
}

#[test]
fn a_baseline_survives_a_new_name_and_knows_a_new_package() {
    let desk = Desk::with("old.xml", corpus_build::answer_file(OOBE));
    assert_eq!(desk.run(&["baseline", "write", "."]).code(), 0);
    let baseline = ["--baseline", "ppkglint-baseline.json"];
    let state = |paths: &[&str]| found(&desk.check(&[paths, &baseline[..]].concat()).0, NO_ACCOUNT);
    assert_eq!(state(&["old.xml"]), [pair("old.xml", "known")]);
    desk.put("more.xml", corpus_build::answer_file(OOBE));
    assert_eq!(state(&["more.xml"]), [pair("more.xml", "new")]);
    fs::rename(desk.path("old.xml"), desk.path("renamed.xml")).unwrap();
    fs::remove_file(desk.path("more.xml")).unwrap();
    assert_eq!(state(&["."]), [pair("./renamed.xml", "known")]);
    // The configuration can name it, and pruning writes the new name.
    desk.put("ppkglint.toml", "baseline = 'ppkglint-baseline.json'");
    assert_eq!(desk.check(&["."]).1, 0);
    let pruned = desk.run(&["baseline", "prune", "."]);
    assert!(pruned.stdout().starts_with("0 findings taken out"), "{}", pruned.stdout());
    let text = fs::read_to_string(desk.path("ppkglint-baseline.json")).unwrap();
    assert!(text.contains("\"package\": \"renamed.xml\"") && !text.contains("old.xml"), "{text}");
    desk.put("renamed.xml", corpus_build::answer_file(""));
    let pruned = desk.run(&["baseline", "prune", "."]);
    assert!(pruned.stdout().starts_with("1 finding taken out"), "{}", pruned.stdout());
    assert!(!fs::read_to_string(desk.path("ppkglint-baseline.json")).unwrap().contains("renamed"));
}

#[test]
fn nothing_of_a_secret_reaches_a_baseline_or_what_is_said_of_a_configuration() {
    const SECRET: &str = "Zq7Planted0042ünX";
    let answer = |secret: &str| {
        corpus_build::answer_file(&format!(
            "<!-- ppkglint: allow(schema-misspelt-setting) like {secret} -->{OOBE}\
             <Accounts><Users><User UserName=\"k\"><Password>{secret}</Password></User></Users>\
             <ComputerAccount><ComputeName>{secret}</ComputeName><Password>{secret}</Password>\
             <AccountOU>OU={secret}/DC=x</AccountOU></ComputerAccount></Accounts>\
             <UnattendSettings><Password>{secret}</Password></UnattendSettings>"
        ))
    };
    let desk = Desk::new();
    let mut written = vec![];
    for secret in [SECRET, "Xw4-other-Secret-9981"] {
        desk.put("a.xml", answer(secret));
        desk.put(
            "ppkglint.toml",
            format!("[[ignore-finding]]\nlint = 'pkg-unreadable'\nreason = 'not {secret}'\n"),
        );
        let mut printed = desk.run(&["baseline", "write", "."]).stdout();
        let baseline = fs::read_to_string(desk.path("ppkglint-baseline.json")).unwrap();
        assert!(baseline.contains("ComputeName"), "{baseline}");
        printed += &baseline;
        written.push(baseline);
        printed += &desk.run(&["config", "show", "."]).stdout();
        for format in ["human", "concise", "json", "jsonl", "sarif", "github"] {
            let arguments = ["check", ".", "--output", format];
            let ran =
                desk.run(&[&arguments[..], &["--baseline", "ppkglint-baseline.json"]].concat());
            printed += &(ran.stdout() + &ran.stderr());
        }
        assert!(printed.contains("ignore-unmatched"), "{printed}");
        assert!(!printed.contains(secret), "{printed}");
        assert!(!printed.contains(&secret[..6]), "{printed}");
    }
    assert_eq!(written[0], written[1], "a baseline is the same whatever the secret is");
}
