#![expect(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::ops::Range;

use proptest::prelude::*;

use super::*;

/// Every value: key, name, data and where the data stands.
fn values(text: &str) -> Vec<(String, Option<String>, Data, &str)> {
    let file = read(text);
    let values = file.entries.into_iter().filter_map(|entry| match entry.change {
        Change::Key => None,
        Change::Value { name, data, data_range, .. } => Some((
            entry.key.text.clone(),
            name,
            data,
            &text[data_range.start as usize..data_range.end as usize],
        )),
    });
    values.collect()
}

fn data(line: &str) -> Option<Data> {
    let text = format!(
        "Windows Registry Editor Version 5.00\r\n\r\n[HKEY_LOCAL_MACHINE\\A]\r\n{line}\r\n"
    );
    values(&text).pop().map(|(_, _, data, _)| data)
}

fn faults(text: &str) -> Vec<RegistryFaultKind> {
    read(text).faults.iter().map(|fault| fault.kind).collect()
}

#[test]
fn an_exported_file() {
    let text = "\u{feff}Windows Registry Editor Version 5.00\r\n\r\n; a comment\r\n\
        [HKEY_LOCAL_MACHINE\\SOFTWARE\\Fabrikam]\r\n\
        @=\"C:\\\\Program Files\\\\Fabrikam\"\r\n\
        \"Quoted \\\"name\\\"\"=\"x\" ; why\r\n\
        \"Path\"=hex(2):25,00,54,00,45,00,4d,00,\\\r\n  50,00,25,00,00,00\r\n\
        \"On\"=dword:0000000a\r\n\
        \"Gone\"=-\r\n\r\n\
        [-HKEY_CURRENT_USER\\Software\\Old]\r\n";
    let file = read(text);
    assert_eq!(file.header, Some(Header::Version5));
    assert_eq!(file.faults, []);
    let found = values(text);
    assert_eq!(found.len(), 5);
    assert_eq!(found[0].1, None);
    assert_eq!(found[0].2.text().unwrap().text(), r"C:\Program Files\Fabrikam");
    assert_eq!(found[0].3, r#""C:\\Program Files\\Fabrikam""#);
    assert_eq!(found[1].1.as_deref(), Some(r#"Quoted "name""#));
    assert_eq!(found[1].3, r#""x""#);
    assert_eq!(found[2].2.text().unwrap().text(), "%TEMP%");
    assert!(matches!(found[2].2, Data::ExpandString(_)));
    assert_eq!(found[2].3, "hex(2):25,00,54,00,45,00,4d,00,\\\r\n  50,00,25,00,00,00");
    assert_eq!(found[3].2.number(), Some(10));
    assert_eq!(found[4].2, Data::Deleted);
    let last = file.entries.last().unwrap();
    assert!(last.key.is_deleted);
    assert_eq!(last.change, Change::Key);
    assert_eq!(last.key.text, r"HKEY_CURRENT_USER\Software\Old");
    assert_eq!(&text[last.key.range.start as usize..][..last.key.text.len()], last.key.text);
}

#[test]
fn a_part_of_a_text_is_found_where_it_is_written() {
    let text = "REGEDIT4\n[HKLM\\A]\n\"a\"=\"C:\\\\x\\\\y.exe\"";
    let (_, _, data, _) = values(text).pop().unwrap();
    let data = data.text().unwrap();
    let at = data.text().find("y.exe").unwrap();
    assert_eq!(&text[data.source(&(at..at + 5))], "y.exe");
}

#[test]
fn the_forms_of_data() {
    assert_eq!(data(r#""a"=hex:01, 2,ff"#), Some(binary(3, &[1, 2, 255])));
    assert_eq!(data(r#""a"=hex:"#), Some(binary(3, &[])));
    assert_eq!(data(r#""a"=hex(0):"#), Some(binary(0, &[])));
    assert_eq!(data(r#""a"=hex(4):01,00,00,00"#), Some(Data::DWord(1)));
    assert_eq!(data(r#""a"=hex(4):01,00"#), Some(binary(4, &[1, 0])));
    assert_eq!(data(r#""a"=hex(b):01,00,00,00,00,00,00,80"#), Some(Data::QWord(1 << 63 | 1)));
    assert_eq!(
        data(r#""a"=hex(7):61,00,00,00,62,00,63,00,00,00,00,00"#),
        Some(Data::MultiString(vec!["a".into(), "bc".into()]))
    );
    assert_eq!(data(r#""a"=DWORD:1"#), Some(Data::DWord(1)));
    assert_eq!(data("  \"a\" = \"b\"").unwrap().text().unwrap().text(), "b");
    for wrong in
        ["dword:", "dword:0x1", "dword:123456789", "hex:100", "hex:zz", "hex(:1", "b", "\"b", "'b'"]
    {
        assert_eq!(data(&format!("\"a\"={wrong}")), None, "{wrong}");
    }
}

fn binary(kind: u32, bytes: &[u8]) -> Data {
    Data::Binary { kind, bytes: bytes.to_vec() }
}

#[test]
fn an_old_file_has_bytes_of_the_code_page() {
    let (_, _, data, _) =
        values("REGEDIT4\n[HKEY_CURRENT_USER\\A]\n\"a\"=hex(2):25,61,25,00").pop().unwrap();
    assert_eq!(data.text().unwrap().text(), "%a%");
}

#[test]
fn a_text_over_lines_is_one() {
    let text = "REGEDIT4\n[HKLM\\A]\n\"a\"=\"one\r\ntwo\"\r\n\"b\"=\"three\"";
    let texts: Vec<String> = values(text)
        .iter()
        .filter_map(|value| value.2.text().map(|text| text.text().to_owned()))
        .collect();
    assert_eq!(texts, ["one\r\ntwo", "three"]);
    // A quote that is missing takes nothing but its own line.
    let text = "REGEDIT4\n[HKLM\\A]\n\"a\"=\"one\n\"b\"=\"two\"";
    assert_eq!(values(text).len(), 1);
    assert_eq!(faults(text), [RegistryFaultKind::Data]);
}

#[test]
fn what_means_nothing_is_said() {
    use RegistryFaultKind::{Line, Name, NoHeader, NoKey, UnclosedKey, UnknownHive};
    assert_eq!(faults(""), []);
    assert_eq!(faults("[HKLM\\A]\n\"a\"=\"b\""), [NoHeader]);
    assert_eq!(faults("Windows Registry Editor Version 5\n[HKLM\\A]"), [NoHeader]);
    assert_eq!(
        faults("REGEDIT4\n\"a\"=\"b\"\n[HKLM\\A\n[A\\B]\nhello\n\"a\nx"),
        [NoKey, UnclosedKey, UnknownHive, Line, Name, Line]
    );
}

/// Whether every range lies in the text.
fn is_sound(text: &str) {
    let inside = |range: &Range<u32>| {
        assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?} {text:?}");
    };
    let file = read(text);
    for entry in &file.entries {
        inside(&entry.key.range);
        if let Change::Value { name_range, data_range, data, .. } = &entry.change {
            inside(name_range);
            inside(data_range);
            if let Some(data) = data.text() {
                assert!(text.get(data.source_range()).is_some());
            }
        }
    }
    for fault in &file.faults {
        inside(&fault.range);
    }
}

/// Were any of it quadratic, this would take minutes.
#[test]
fn hostile_repetition_is_read_at_once() {
    for piece in [
        "\"a\"=\"\n",
        "\"a\"=hex:\\\n",
        "@=\"x\\\n",
        "[",
        "]",
        "\"",
        "\"a\"=hex:0,",
        "\\",
        "@=",
        ";",
        "[HKLM\\a]\n@=\"\n",
        "hex(2):",
        "\"a\"=\"\\\"",
        "\n",
        "@=\"b\"c\n",
    ] {
        let text = format!("REGEDIT4\n[HKLM\\A]\n{}", piece.repeat(100_000));
        is_sound(&text);
        is_sound(&format!("{}\n\"a\"=hex:\\\n", text));
    }
}

proptest! {
    #[test]
    fn any_text_is_sound(text in ".{0,200}") {
        is_sound(&text);
    }

    #[test]
    fn any_lines_are_sound(pieces in prop::collection::vec(prop::sample::select(vec![
        "REGEDIT4", "\n", "\r\n", "[HKLM\\A]", "[-HKCU\\é]", "[", "]", "\"a\"=", "\"", "@=", "\"é\\\\\"",
        "\\\"", "\\", "hex:", "hex(2):", "hex(7):", "00,", "d8,", "ff", "dword:", "1", "-", ";", " ", "\u{feff}",
    ]), 0..40)) {
        is_sound(&pieces.concat());
    }

    #[test]
    fn a_text_that_was_written_is_read(value in "[ -~é]{0,40}") {
        let escaped = value.replace('\\', r"\\").replace('"', "\\\"");
        let found = data(&format!("\"a\"=\"{escaped}\"")).unwrap();
        prop_assert_eq!(found.text().unwrap().text(), value);
    }
}
