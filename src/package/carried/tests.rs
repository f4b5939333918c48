#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use base64::{Engine, engine::general_purpose::STANDARD};
use proptest::prelude::*;

use super::{Carried, CarriedKind, bodies};
use crate::text::{Source, SourceId, xml};

/// What is found in a text of that name, and what is hidden in it.
fn read(name: &str, text: &str) -> (Vec<CarriedKind>, Vec<String>) {
    let source = Source::new(format!("DataAsset/0/0_x/{name}"), text.as_bytes());
    let document = xml::parse(source.text()).ok();
    let documents: Vec<_> = document.map(|document| (SourceId(0), document)).into_iter().collect();
    let carried = Carried::read(&[], std::slice::from_ref(&source), &documents);
    let hidden = carried.hidden.iter().map(|hidden| source.slice(&hidden.range).to_owned());
    (carried.found.iter().map(|found| found.kind.clone()).collect(), hidden.collect())
}

fn pem(label: &str, inside: &str) -> String {
    format!("# a key\n-----BEGIN {label}-----\n{inside}\n-----END {label}-----\n")
}

#[test]
fn keys_are_told_from_what_looks_like_them() {
    let body = "Invented".repeat(20);
    let open =
        STANDARD.encode(b"openssh-key-v1\0\0\0\0\x04none\0\0\0\x04none and more and more of it");
    let locked =
        STANDARD.encode(b"openssh-key-v1\0\0\0\0\x0aaes256-ctr\0\0\0\x06bcrypt and more of it");
    let key = |is_encrypted| vec![CarriedKind::PrivateKey { is_encrypted }];
    for (name, text, expected) in [
        ("a.pem", pem("RSA PRIVATE KEY", &body), key(false)),
        ("a.pem", pem("ENCRYPTED PRIVATE KEY", &body), key(true)),
        ("a.key", pem("RSA PRIVATE KEY", &format!("Proc-Type: 4,ENCRYPTED\n{body}")), key(true)),
        ("id_rsa", pem("OPENSSH PRIVATE KEY", &open), key(false)),
        ("id_rsa", pem("OPENSSH PRIVATE KEY", &locked), key(true)),
        ("a.ovpn", pem("OpenVPN Static key V1", &body), key(false)),
        ("a.pem", pem("CERTIFICATE", &body), vec![]),
        ("a.pem", pem("PUBLIC KEY", &body), vec![]),
        ("readme.txt", pem("RSA PRIVATE KEY", "(paste it here)"), vec![]),
        ("a.ps1", pem("RSA PRIVATE KEY", &body), vec![]),
        (
            "a.ppk",
            format!("PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nPrivate-Lines: 2\n{body}"),
            key(false),
        ),
        (
            "wg.conf",
            format!("[Interface]\r\nPrivateKey = {}\r\n", STANDARD.encode([7; 32])),
            vec![CarriedKind::WireGuardKey],
        ),
        (
            "a.cmd",
            format!(
                "echo [Interface]>w.conf\r\necho PrivateKey={}>>w.conf",
                STANDARD.encode([7; 32])
            ),
            vec![CarriedKind::WireGuardKey],
        ),
        ("a.ps1", "@'\n[Interface]\nPrivateKey = $key\n'@".to_owned(), vec![]),
        ("wg.conf", "[Interface]\nPrivateKey = <put it here>\n".to_owned(), vec![]),
        (
            "a.rdp",
            format!("full address:s:ts.example\npassword 51:b:{}\n", "01AB".repeat(40)),
            vec![CarriedKind::RemoteDesktopPassword],
        ),
    ] {
        assert_eq!(read(name, &text).0, expected, "{name}: {text}");
    }
    let text = pem("RSA PRIVATE KEY", &body);
    let found: Vec<&str> = bodies(&text).into_iter().map(|range| &text[range]).collect();
    assert_eq!(found, [format!("\n{body}\n")]);
    // Cut off.
    assert_eq!(bodies("-----BEGIN PRIVATE KEY-----\nabc").len(), 1);
}

#[test]
fn passwords_of_setup_are_found_however_they_are_written() {
    let encoded = |password: &str, name: &str| {
        let text = format!("{password}{name}");
        STANDARD.encode(text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
    };
    let of = |is_plain| {
        vec![CarriedKind::UnattendPassword { of: "the built-in Administrator", is_plain }]
    };
    for (value, plain, expected) in [
        ("Invented-1".to_owned(), "true", of(true)),
        (encoded("Invented-1", "AdministratorPassword"), "false", of(false)),
        (encoded("Invented-1", "AdministratorPassword"), "true", of(true)),
        (encoded("", "AdministratorPassword"), "false", vec![]),
        (encoded("Invented-1", "Other"), "false", vec![]),
        ("*SENSITIVE*DATA*DELETED*".to_owned(), "false", vec![]),
        (String::new(), "true", vec![]),
        ("{{ADMIN_PASSWORD}}".to_owned(), "true", vec![]),
    ] {
        let text = format!(
            "<unattend xmlns=\"urn:schemas-microsoft-com:unattend\"><AdministratorPassword>\
             <Value>{value}</Value><PlainText>{plain}</PlainText></AdministratorPassword></unattend>"
        );
        let (found, hidden) = read("unattend.xml", &text);
        assert_eq!(found, expected, "{text}");
        assert!(found.is_empty() || hidden.contains(&value), "{text}");
    }
    let text = "<unattend><Identification><Credentials><Password>Invented-1</Password>\
                </Credentials></Identification></unattend>";
    let of = "the account that joins the domain";
    let expected = vec![CarriedKind::UnattendPassword { of, is_plain: true }];
    assert_eq!(read("a.xml", text).0, expected);
}

#[test]
fn the_key_of_a_profile_is_found_when_it_is_in_clear() {
    for (protected, key, count) in
        [("false", "invented-lantern", 1), ("true", "01000000D08C", 0), ("false", "${KEY}", 0)]
    {
        let text = format!(
            "<WLANProfile><name>Hall</name><MSM><security><sharedKey>\
             <protected>{protected}</protected><keyMaterial>{key}</keyMaterial></sharedKey>\
             </security></MSM></WLANProfile>"
        );
        let (found, hidden) = read("hall.xml", &text);
        assert_eq!(found.len(), count, "{text}");
        assert_eq!(hidden, [key]);
    }
}

proptest! {
    #[test]
    fn no_text_is_too_much(parts in prop::collection::vec(prop::sample::select(PARTS), 0..40)) {
        let text = parts.concat();
        for range in bodies(&text) {
            prop_assert!(text.get(range).is_some());
        }
        let source = Source::new("DataAsset/0/0_x/a.conf", text.as_bytes());
        let carried = Carried::read(&[], std::slice::from_ref(&source), &[]);
        for hidden in &carried.hidden {
            let range = hidden.range.start as usize..hidden.range.end as usize;
            prop_assert!(source.text().get(range).is_some());
        }
        for found in &carried.found {
            let span = found.span.as_ref().map(|span| span.range()).unwrap();
            prop_assert!(source.text().get(span.start as usize..span.end as usize).is_some());
        }
    }
}

const PARTS: &[&str] = &[
    "-----BEGIN ",
    "-----END ",
    "-----",
    "RSA PRIVATE KEY",
    "OpenVPN Static key V1",
    "\n",
    "\r\n",
    "é",
    "[Interface]",
    "PrivateKey",
    " = ",
    "=",
    ":",
    "password 51",
    "b:",
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789",
    "PuTTY-User-Key-File-",
    "Private-Lines:",
    "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",
    " ",
];
