//! Promise 1: secrets never leave. A unique secret is planted wherever one can stand, and looked for
//! in everything that is printed.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::{fs, path::Path, process::Command};

use base64::{Engine, engine::general_purpose::STANDARD};
use ppkglint::package::table::{self, Kind, table};
use ppkglint_wim::writer::{ImageBuilder, Writer};

/// Escaped in XML, not ASCII, and nobody's.
const SECRET: &str = "Zq7&Planted<0042>-ünX\"y";

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// `<Accounts><Users><User UserName="k"><Password>…`: the XML of a setting of the table.
fn fragment(setting: &table::Setting, value: &str) -> String {
    let names: Vec<&str> = setting.path.split('/').collect();
    let mut out = String::new();
    let mut path = String::new();
    for name in &names {
        let key = table().get(&path).and_then(table::Setting::key);
        let key = key.map_or_else(String::new, |key| format!(" {key}=\"k\""));
        path = if path.is_empty() { (*name).to_owned() } else { format!("{path}/{name}") };
        out += &format!("<{name}{key}>\n");
    }
    out = out.trim_end().to_owned() + value;
    for name in names.iter().rev() {
        out += &format!("</{name}>\n");
    }
    out
}

/// Every output of a check of `bytes` under `name`.
fn outputs(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    fs::write(&path, bytes).unwrap();
    let mut all = String::new();
    // Every format in one run, then other widths of the one for people.
    let formats = ["json", "jsonl", "sarif", "github", "concise"];
    let files = formats.map(|format| folder.join(format!("report.{format}")));
    let to_files: Vec<String> = formats
        .iter()
        .zip(&files)
        .flat_map(|(format, file)| ["--output".into(), format!("{format}={}", file.display())])
        .collect();
    let mut every = vec!["--output", "human"];
    every.extend(to_files.iter().map(String::as_str));
    for (columns, arguments) in [
        ("100", &every[..]),
        ("40", &["--output", "human", "--color", "always", "-q", "--select", "all"]),
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_ppkglint"))
            .arg("check")
            .arg(&path)
            .args(["--now", "2030-01-01"])
            .args(arguments)
            .env("COLUMNS", columns)
            .output()
            .unwrap();
        assert!(matches!(output.status.code(), Some(0 | 1 | 3)), "{name}: {:?}", output.status);
        all += &String::from_utf8(output.stdout).unwrap();
        all += &String::from_utf8(output.stderr).unwrap();
    }
    for file in files {
        all += &fs::read_to_string(&file).unwrap();
        fs::remove_file(file).unwrap();
    }
    assert!(!all.contains("[internal-error"), "{all}");
    all
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn assert_kept(what: &str, printed: &str) {
    let forms = [
        SECRET.to_owned(),
        escaped(SECRET),
        SECRET.to_uppercase(),
        STANDARD.encode(SECRET),
        // As `powershell -EncodedCommand` has it.
        STANDARD.encode(utf16("Zq7&Plan")).chars().take(16).collect(),
        // Its beginning and its heart; shorter parts stand in names of folders by chance.
        "Zq7".to_owned(),
        "Planted".to_owned(),
    ];
    for form in forms {
        assert!(!printed.contains(&form), "{what}: {form} is printed:\n{printed}");
    }
}

/// A package of these inner files, `files` replacing those that WCD would write.
fn package(customizations: &str, files: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut image = ImageBuilder::new();
    for (path, bytes) in corpus_build::tree(customizations, &[]).expect("a package") {
        image = image.file(&path, bytes);
    }
    for (path, bytes) in files {
        image = image.file(path, bytes.clone());
    }
    Writer::new().image(image).finish()
}

/// Something to complain about right beside the secret, so that its line is in an excerpt.
const BESIDE: &str = "<OOBE><HideOobe>True</HideOobe></OOBE>";

#[test]
fn a_secret_of_any_setting_is_printed_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let secret_settings: Vec<_> =
        table().iter().filter(|s| s.is_secret() && s.kind != Kind::File).collect();
    assert!(secret_settings.len() > 15);
    for setting in secret_settings {
        let text = fragment(setting, &escaped(SECRET));
        let answer = corpus_build::answer_file(&format!("{BESIDE}{text}"));
        let printed = outputs(folder.path(), "customizations.xml", answer.as_bytes());
        assert!(printed.contains("HideOobe"), "{}", setting.path);
        assert_kept(setting.path, &printed);
        // The same in all three copies of a package, the device's with another secret beside.
        if let Ok(files) = corpus_build::tree(&answer, &[]) {
            let mut image = ImageBuilder::new();
            for (path, bytes) in files {
                let changed = String::from_utf8_lossy(&bytes)
                    .replace(&escaped(SECRET), &format!("{}-other", escaped(SECRET)));
                let is_runtime = path.ends_with(".provxml");
                image = image.file(&path, if is_runtime { changed.into_bytes() } else { bytes });
            }
            let printed = outputs(folder.path(), "a.ppkg", &Writer::new().image(image).finish());
            assert_kept(setting.path, &printed);
        }
    }
}

#[test]
fn a_secret_out_of_place_is_printed_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let secret = escaped(SECRET);
    let user = |inner: &str| format!("<Accounts><Users>{inner}</Users></Accounts>");
    let command = |line: &str| {
        let line = escaped(line);
        format!(
            "<ProvisioningCommands><DeviceContext><CommandLine>{line}</CommandLine></DeviceContext></ProvisioningCommands>"
        )
    };
    let plain = "Zq7-Planted-0042-nX";
    for (what, text) in [
        ("an attribute", user(&format!("<User UserName=\"k\" Password=\"{secret}\"></User>"))),
        ("a comment", user(&format!("<!-- <User><Password>{secret}</Password></User> -->"))),
        ("a misspelt parent", format!("<Acounts><Password>{secret}</Password></Acounts>")),
        (
            "a misspelt name",
            user(&format!("<User UserName=\"k\"><Pasword>{secret}</Pasword></User>")),
        ),
        (
            "CDATA",
            user(&format!("<User UserName=\"k\"><Password><![CDATA[{SECRET}]]></Password></User>")),
        ),
        ("net user", command(&format!("net user kiosk {plain} /add"))),
        ("a property", command(&format!("msiexec /i a.msi PASSWORD={plain} /qn"))),
        (
            "a secure string",
            command(&format!("powershell ConvertTo-SecureString '{plain}' -AsPlainText -Force")),
        ),
        ("a URL", command(&format!("curl https://me:{plain}@example.com/a"))),
        (
            "a copy in a command",
            format!(
                "{}{}",
                user(&format!("<User UserName=\"k\"><Password>{plain}</Password></User>")),
                command(&format!("tool.exe {plain}"))
            ),
        ),
        (
            "a comment out of a provxml",
            format!("<!-- <parm name=\"Password\" value=\"{secret}\"/> -->"),
        ),
        ("a processing instruction", format!("<?was password=\"{plain}\"?>")),
        (
            "an attribute of a misspelt element",
            user(&format!("<Usr Password=\"{plain}\"><UserGroup>a</UserGroup></Usr>")),
        ),
        (
            "a comment in the password",
            user(&format!("<User UserName=\"k\"><Password>x<!-- {plain} -->y</Password></User>")),
        ),
        (
            "an element beside the password",
            user(&format!("<User UserName=\"k\"><Password>{secret}<b/></Password></User>")),
        ),
        (
            "an element around the password",
            user(&format!(
                "<User UserName=\"k\"><Password><Value>{secret}</Value></Password></User>"
            )),
        ),
        (
            "swapped letters",
            user(&format!("<User UserName=\"k\"><Passwrod>{secret}</Passwrod></User>")),
        ),
        ("a misspelt token", format!("<Accounts><Azure><BRPT>{secret}</BRPT></Azure></Accounts>")),
        (
            "a misspelt secret",
            format!(
                "<Workplace><Enrollments><UPN UPN=\"k\"><Secert>{secret}</Secert></UPN></Enrollments></Workplace>"
            ),
        ),
        (
            "character references",
            user(&format!(
                "<User UserName=\"k\"><Password>{}</Password><UserGroup>{plain}</UserGroup></User>",
                plain.chars().map(|ch| format!("&#{};", u32::from(ch))).collect::<String>()
            )),
        ),
        (
            "a copy without the blanks around it",
            user(&format!(
                "<User UserName=\"k\"><Password>\n {plain} </Password><Usr>{plain}</Usr></User>"
            )),
        ),
        (
            "a copy in capitals",
            user(&format!(
                "<User UserName=\"k\"><Password>{plain}</Password><Usr>{}</Usr></User>",
                plain.to_uppercase()
            )),
        ),
        (
            "a copy in base64",
            user(&format!(
                "<User UserName=\"k\"><Password>{secret}</Password><Usr>{}</Usr></User>",
                STANDARD.encode(SECRET)
            )),
        ),
        ("a pipe", command(&format!("powershell '{plain}' | ConvertTo-SecureString -AsPlainText"))),
        ("a task", command(&format!("schtasks /create /tn x /ru admin /rp {plain}"))),
        ("a value with every sign in it", command("setup.exe PASSWORD=Zq7;Planted(0042)&nX|ü /qn")),
        ("a misplaced command", format!("<ComandLine>net user kiosk {plain} /add</ComandLine>")),
        (
            "an encoded command",
            command(&format!(
                "powershell -enc {}",
                STANDARD.encode(
                    format!("net user kiosk {SECRET} /add")
                        .encode_utf16()
                        .flat_map(u16::to_le_bytes)
                        .collect::<Vec<u8>>()
                )
            )),
        ),
    ] {
        let answer = corpus_build::answer_file(&format!("{BESIDE}{text}"));
        assert_kept(what, &outputs(folder.path(), "customizations.xml", answer.as_bytes()));
        let utf16: Vec<u8> = [0xfeffu16]
            .into_iter()
            .chain(answer.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_kept(what, &outputs(folder.path(), "utf16.xml", &utf16));
        // In a variant, and where a tag is wrong.
        let variant = answer
            .replace("<Common>", "<Common/><Variant><Settings>")
            .replace("</Common>", "</Settings></Variant>");
        assert_kept(what, &outputs(folder.path(), "variant.xml", variant.as_bytes()));
        for (from, to) in [
            ("</Accounts>", "</Acounts>"),
            ("<OOBE>", "<OOBE"),
            ("</Settings>", ""),
            ("<Password>", "<Password"),
            ("</", "<"),
        ] {
            let broken = answer.replacen(from, to, 1);
            assert_kept(what, &outputs(folder.path(), "broken.xml", broken.as_bytes()));
        }
        let raw = answer.replace(&secret, SECRET);
        assert_kept(what, &outputs(folder.path(), "raw.xml", raw.as_bytes()));
    }
}

#[test]
fn a_secret_in_what_only_the_device_gets_is_printed_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let secret = escaped(SECRET);
    let clean =
        corpus_build::answer_file("<OOBE><Desktop><HideOobe>False</HideOobe></Desktop></OOBE>");
    let list = "<ConfigurationSource Version=\"1.0\"><ConfigurationSet Type=\"provxml\" SettingsGroup=\"x\" Data=\"$(_prov)\\RunTime\\0__x.provxml\" /></ConfigurationSource>";
    let provxml = |characteristics: &[&str], parm: &str, value: &str| {
        let mut out = String::from("<wap-provisioningdoc>\n");
        characteristics
            .iter()
            .for_each(|name| out += &format!("<characteristic type=\"{name}\">\n"));
        out += &format!("<parm name=\"{parm}\" value=\"{value}\" datatype=\"string\" />\n");
        characteristics.iter().for_each(|_| out += "</characteristic>\n");
        out + "</wap-provisioningdoc>"
    };
    let profile =
        escaped(&format!("<WLANProfile><keyMaterial>{secret}</keyMaterial></WLANProfile>"));
    for (what, text) in [
        ("a Wi-Fi profile", provxml(&["WiFi", "Profile", "net"], "WlanXml", &profile)),
        (
            "a PFX password",
            provxml(
                &["ClientCertificateInstall", "PFXCertInstall", "a"],
                "PFXCertPassword",
                &secret,
            ),
        ),
        ("a token", provxml(&["AADJ"], "BPRT", &secret)),
        ("an account", provxml(&["Accounts", "Users", "k"], "Password", &secret)),
        ("an unknown node", provxml(&["Vendor", "Thing"], "AdminPassword", &secret)),
        (
            "a command",
            provxml(
                &["ProvisioningCommands", "DeviceContext", "$(__PackageID)", "Default"],
                "CommandLine",
                "net user k Zq7-Planted-0042-nX /add",
            ),
        ),
    ] {
        for (listed, list) in [(true, list), (false, "<ConfigurationSource/>")] {
            let files = [
                ("Multivariant/0/Prov/RunTime.xml", list.as_bytes().to_vec()),
                ("Multivariant/0/Prov/RunTime/0__x.provxml", text.clone().into_bytes()),
            ];
            let printed = outputs(folder.path(), "a.ppkg", &package(&clean, &files));
            assert_kept(&format!("{what}, listed: {listed}"), &printed);
            // The same, cut off in the middle.
            let cut = text.as_bytes().iter().copied().take(text.len() - 30).collect();
            let files =
                [files.first().unwrap().clone(), ("Multivariant/0/Prov/RunTime/0__x.provxml", cut)];
            let printed = outputs(folder.path(), "a.ppkg", &package(&clean, &files));
            assert_kept(&format!("{what}, cut"), &printed);
        }
    }
}

#[test]
fn a_secret_in_the_name_of_a_file_that_cannot_be_read_is_printed_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let secret = "Zq7-Planted-0042-name";
    let answer = corpus_build::answer_file(&format!(
        "<Accounts><Users><User UserName=\"k\"><Password>{secret}</Password></User></Users></Accounts>"
    ));
    let name = format!("Multivariant/0/Prov/RunTime/{secret}.provxml");
    let broken = (name.as_str(), b"<wap-provisioningdoc>".to_vec());
    let printed = outputs(folder.path(), "a.ppkg", &package(&answer, &[broken]));
    assert!(printed.contains("cannot be read"), "{printed}");
    assert_kept("the name of a file", &printed);
}

#[test]
fn a_fingerprint_says_nothing_about_a_secret() {
    let folder = tempfile::tempdir().unwrap();
    let fingerprints = |secret: &str| -> Vec<String> {
        let text = format!("<Accounts><Azure><BPRT>{secret}</BPRT></Azure></Accounts>");
        let path = folder.path().join("customizations.xml");
        fs::write(&path, corpus_build::answer_file(&text)).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_ppkglint"))
            .args([
                "check",
                "--output",
                "json",
                "--now",
                "2026-06-01",
                "--token-expiry",
                "2026-05-01",
            ])
            .arg(&path)
            .output()
            .unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let Some(findings) = report["findings"].as_array() else { panic!("no findings") };
        findings.iter().map(|finding| finding["fingerprint"].to_string()).collect()
    };
    // Both are too short in the same way, so that the same lints speak of them.
    let one = fingerprints("0.AXINVENTED.AgABINVENTED");
    assert!(!one.is_empty());
    assert_eq!(one, fingerprints("0.AXOTHER.AgABOTHERandlonger"));
}

#[test]
fn nobody_can_try_passwords_against_a_baseline() {
    let folder = tempfile::tempdir().unwrap();
    let fingerprints = |name: &str, bytes: &[u8]| -> Vec<String> {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_ppkglint"))
            .args(["check", "--output", "json", "--now", "2026-06-01"])
            .arg(&path)
            .output()
            .unwrap();
        let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let Some(findings) = report["findings"].as_array() else { panic!("no findings") };
        findings.iter().map(|finding| finding["fingerprint"].to_string()).collect()
    };
    for text in [
        "<Accounts><User Name=\"a\"><Password>@</Password></User></Accounts>",
        "<Accounts><Users><User UserName=\"a\"><Passwrod>@</Passwrod></User></Users></Accounts>",
        "<Acounts><Users><User UserName=\"a\"><Password>@</Password></User></Users></Acounts>",
        "<ProvisioningCommands><DeviceContext><ComandLine>net user k @ /add</ComandLine>\
         </DeviceContext></ProvisioningCommands>",
        "<Accounts><Users><User UserName=\"a\" Password=\"@\"><UserGrop>a</UserGrop></User></Users></Accounts>",
    ] {
        let of = |secret: &str| {
            let answer = corpus_build::answer_file(&text.replace('@', secret));
            fingerprints("customizations.xml", answer.as_bytes())
        };
        let one = of("Zq7-Planted-0042");
        assert!(!one.is_empty(), "{text}");
        assert_eq!(one, of("1234"), "{text}");
    }
    // The author's file and the device disagree about the password.
    let user = |secret: &str| {
        format!(
            "<Accounts><Users><User UserName=\"a\"><Password>{secret}</Password></User></Users></Accounts>"
        )
    };
    let of = |author: &str, device: &str| {
        let files = corpus_build::tree(&corpus_build::answer_file(&user(author)), &[]).unwrap();
        let mut image = ImageBuilder::new();
        for (path, bytes) in files {
            let text = String::from_utf8(bytes).unwrap();
            let text = if path.ends_with("provxml") { text.replace(author, device) } else { text };
            image = image.file(&path, text.into_bytes());
        }
        fingerprints("a.ppkg", &Writer::new().image(image).finish())
    };
    let one = of("Zq7-Planted-0042", "Another-1");
    assert!(!one.is_empty());
    assert_eq!(one, of("Something-else-2", "Different-length-3"));
}

#[test]
fn a_secret_is_printed_for_who_asks_for_it() {
    // So the tests above look where a secret would be.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("customizations.xml");
    let text = "<Accounts><User><Password>Zq7-Planted-0042</Password></User></Accounts>";
    fs::write(&path, corpus_build::answer_file(text)).unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_ppkglint"))
        .args(["check", "--show-secrets"])
        .arg(&path)
        .output()
        .unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.contains("Zq7-Planted-0042"), "{printed}");
}
