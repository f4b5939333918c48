//! Promise 1 for what a package carries: a secret in a file among the assets, in the name of one or
//! in the notes is marked before any lint runs, and printed nowhere.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{fs, process::Command};

use base64::{Engine, engine::general_purpose::STANDARD};
use ppkglint::{
    container::open_bytes,
    package::{Limits, packages},
};
use ppkglint_wim::writer::{ImageBuilder, Writer};

/// Nobody's, and of the signs that every kind of secret here can have.
const SECRET: &str = "Zq7Planted0042nX";

fn encoded(text: &str) -> String {
    STANDARD.encode(text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
}

/// Files whose content or name holds the secret.
fn files() -> Vec<(String, String)> {
    let long = format!("{SECRET}{}", "MIIEvgIBADANBgkqhkiG9w0BAQEFAASC".repeat(4));
    // 44 characters of base64, which are 32 bytes.
    let tunnel = format!("{SECRET}AAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    let unattend = |inner: &str| {
        format!("<unattend xmlns=\"urn:schemas-microsoft-com:unattend\">{inner}</unattend>")
    };
    let profile = format!(
        "<WLANProfile><name>hall</name><MSM><security><sharedKey><protected>false</protected>\n\
         <keyMaterial>{SECRET}</keyMaterial></sharedKey></security></MSM></WLANProfile>"
    );
    let password =
        format!("<Password><Value>{SECRET}</Value><PlainText>true</PlainText></Password>");
    let hidden = encoded(&format!("{SECRET}Password"));
    [
        ("a.pem", format!("-----BEGIN PRIVATE KEY-----\n{long}\n-----END PRIVATE KEY-----")),
        ("cut.key", format!("-----BEGIN RSA PRIVATE KEY-----\n{long}")),
        ("id_rsa", format!("-----BEGIN OPENSSH PRIVATE KEY-----\n{long}")),
        ("a.ovpn", format!("client\n<key>\n-----BEGIN PRIVATE KEY-----\n{long}\n</key>")),
        ("k.ps1", format!("$k = @'\n-----BEGIN PRIVATE KEY-----\n{long}\n'@")),
        ("a.ppk", format!("PuTTY-User-Key-File-3: x\nEncryption: none\nPrivate-Lines: 1\n{long}")),
        ("a.conf", format!("[Interface]\nPrivateKey = {tunnel}\n")),
        ("a.rdp", format!("password 51:b:{SECRET}{}", "01AB".repeat(30))),
        ("clear.xml", unattend(&format!("<AutoLogon>{password}</AutoLogon>"))),
        ("base.xml", unattend(&format!("<Password><Value>{hidden}</Value></Password>"))),
        (
            "domain.xml",
            unattend(&format!("<Credentials><Password>{SECRET}</Password></Credentials>")),
        ),
        ("broken.xml", unattend(&password).replace("</Password>", "")),
        ("hall.xml", profile),
        ("a.config", format!("<c><add key=\"DbPassword\" value=\"{SECRET}\"/></c>")),
        ("a.ini", format!("[login]\nPassword={SECRET}\n")),
        ("a.json", format!("{{\"password\": \"{SECRET}\"}}")),
        ("a.txt", format!("the password: {SECRET}\n")),
        ("a.inf", format!("[x]\nadmin_pwd = {SECRET}\n")),
    ]
    .map(|(name, text)| (name.to_owned(), text))
    .into_iter()
    .chain([(format!("vpn pw={SECRET}.txt"), "nothing".to_owned())])
    .collect()
}

fn package(name: &str, text: &str) -> Vec<u8> {
    let answer =
        corpus_build::answer_file("<OOBE><Desktop><HideOobe>True</HideOobe></Desktop></OOBE>")
            .replace("<Name>Example</Name>", &format!("<Name>Example pw: {SECRET}</Name>"));
    let mut image = ImageBuilder::new();
    for (path, bytes) in corpus_build::tree(&answer, &[]).unwrap() {
        image = image.file(&path, bytes);
    }
    let path = format!("DataAsset/2/0_{}=/{name}", "A".repeat(43));
    Writer::new().image(image.file(&path, text.as_bytes().to_vec())).finish()
}

fn assert_kept(what: &str, printed: &str) {
    for form in [SECRET.to_owned(), encoded("Zq7Planted00").chars().take(16).collect()] {
        assert!(!printed.contains(&form), "{what}: {form} is printed:\n{printed}");
    }
}

#[test]
fn a_secret_that_a_file_holds_is_marked() {
    for (name, text) in files() {
        let input = open_bytes("a.ppkg", package(&name, &text));
        for package in packages(&input, &Limits::default()) {
            for source in package.sources() {
                let all = 0..source.text().len() as u32;
                assert_kept(&name, &source.shown(&all));
                assert_kept(&name, &package.shown_file(source.name()));
            }
        }
    }
}

#[test]
fn a_secret_that_a_file_holds_is_printed_nowhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ppkg");
    for (name, text) in files() {
        fs::write(&path, package(&name, &text)).unwrap();
        for format in ["human", "json", "sarif", "concise", "github", "jsonl"] {
            let output = Command::new(env!("CARGO_BIN_EXE_ppkglint"))
                .args(["check", "--select", "all", "--now", "2026-06-01", "--output", format])
                .arg(&path)
                .output()
                .unwrap();
            let printed = [output.stdout, output.stderr].concat();
            let printed = String::from_utf8(printed).unwrap();
            assert!(printed.contains("secret-in-metadata"), "{name}: {printed}");
            assert_kept(&name, &printed);
        }
    }
}

#[test]
fn a_password_in_the_name_of_a_file_is_not_listed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.ppkg");
    let to = folder.path().join("files");
    fs::write(&path, package(&format!("vpn pw={SECRET}.txt"), "nothing")).unwrap();
    let listed = |arguments: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_ppkglint"));
        let output = program.args(arguments).arg(&path).output().unwrap();
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap()
    };
    for format in ["human", "json"] {
        let printed = listed(&["inspect", "--files", "--output", format]);
        assert!(printed.contains("vpn pw=••••(16).txt"), "{printed}");
        assert_kept(format, &printed);
    }
    let to = to.to_str().unwrap();
    // Twice: then it says which files are there already.
    for _ in 0..2 {
        assert_kept("extract", &listed(&["extract", "--to", to]));
    }
}

/// Scripts that have the secret in a constant under a name that says nothing, lines above its use.
fn scripts() -> Vec<(&'static str, String)> {
    let blob = encoded(&format!("$v = '{SECRET}'; net user kiosk $v /add"));
    [
        ("a.ps1", "$v = 'SECRET'\n$n = 'kiosk'\n\nnet user $n $v /add"),
        ("b.ps1", "$v = 'SECRET'\n$w = $v\nNew-LocalUser kiosk -Password $w"),
        ("c.ps1", "if ($a) { $v = 'SECRET' } else { $v = 'x' }\nnet user kiosk $v /add"),
        ("d.ps1", "$v = \"SECRET\"\n$s = ConvertTo-SecureString -AsPlainText -Force $v"),
        ("e.ps1", "$v = 'SECRET'\n$v | ConvertTo-SecureString -AsPlainText -Force"),
        ("f.ps1", "$v = 'SECRET'\nInvoke-Expression \"net user kiosk $v /add\""),
        ("g.ps1", "$v = 'SECRET'\n[Net.NetworkCredential]::new('svc', $v)"),
        ("h.ps1", "$v = 'SECRET'\nStart-Process msiexec \"/i a.msi PASSWORD=$v /qn\""),
        ("i.ps1", "$v = 'SECRET'\nInvoke-WebRequest \"https://ci:$v@files.example/a\""),
        ("j.ps1", "$l = 'user kiosk SECRET /add'\nStart-Process net -ArgumentList $l"),
        ("k.ps1", "powershell -EncodedCommand BLOB"),
        ("l.ps1", "@'\r\nset V=SECRET\r\nnet user kiosk %V% /add\r\n'@ | Set-Content C:\\a.cmd"),
        ("a.cmd", "set V=SECRET\r\nset N=kiosk\r\nnet user %N% %V% /add"),
        ("b.cmd", "set \"V=SECRET\"\r\nschtasks /create /tn a /tr b /ru svc /rp \"%V%\""),
        ("c.cmd", "set V=SECRET\r\ncmd /c \"sc config spool obj= svc password= %V%\""),
        ("m.ps1", "$Kennwort = 'SECRET'\nRead-Host"),
        ("n.ps1", "$h = @{ Authorization = \"Bearer SECRET\" }\nirm https://x.example -Headers $h"),
        ("o.ps1", "function f($n, $v) { net user $n $v /add }\nf kiosk 'SECRET'"),
        ("p.ps1", "$x = '<AutoLogon><Password><Value>SECRET</Value></Password></AutoLogon>'"),
        ("q.ps1", "$v = 'SECRET'\n\"<keyMaterial>$v</keyMaterial>\" | Out-File C:\\w.xml"),
        ("r.ps1", "foreach ($u in @{ N = 'a'; Pw = 'SECRET' }) { net user $u.N $u.Pw /add }"),
        ("e.cmd", "call :mk kiosk SECRET\r\nexit /b\r\n:mk\r\nnet user %1 %2 /add"),
        ("f.cmd", "rem pw: SECRET\r\necho ^<keyMaterial^>SECRET^</keyMaterial^>>>w.xml"),
        ("d.cmd", "curl -u ci:SECRET https://files.example/a"),
        ("e.cmd", "7z x a.7z -pSECRET -oC:\\a"),
        ("f.cmd", "netdom join pc /domain:corp /userd:svc /pd:SECRET"),
        ("g.cmd", "cmdkey /add:nas /user:svc /p:SECRET"),
        ("a.js", "var v = 'SECRET';\nnew ActiveXObject('WScript.Shell').Run('net user a ' + v);"),
        ("b.js", "sh.Run(['net', 'user', 'a', 'SECRET', '/add'].join(' '));"),
        ("a.vbs", "v = \"SECRET\"\r\nCreateObject(\"WScript.Shell\").Run \"net user a \" & v"),
    ]
    .map(|(name, text)| (name, text.replace("SECRET", SECRET).replace("BLOB", &blob)))
    .into()
}

#[test]
fn a_constant_that_becomes_a_password_is_marked_where_it_is_written() {
    for (name, text) in scripts() {
        let input = open_bytes(name, text.clone().into_bytes());
        for package in packages(&input, &Limits::default()) {
            for source in package.sources() {
                let shown = source.shown(&(0..source.text().len() as u32));
                assert_kept(&format!("{name}: {text}"), &shown);
                assert!(!shown.contains(&encoded("$v = 'Zq7Pla")), "{name}: {shown}");
            }
            assert_kept(name, &package.censored(&text));
        }
    }
}
