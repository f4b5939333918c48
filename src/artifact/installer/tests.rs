//! Every input is made here, byte by byte.

use proptest::prelude::*;

use super::{InstallerFamily, installer_family};

fn family(bytes: &[u8]) -> Option<InstallerFamily> {
    counted(bytes).0
}

/// The family, and how many bytes were read for it.
fn counted(bytes: &[u8]) -> (Option<InstallerFamily>, u64) {
    let mut read = 0;
    let found = installer_family(bytes.len() as u64, &mut |range| {
        assert!(range.start < range.end && range.end <= bytes.len() as u64);
        read += range.end - range.start;
        bytes.get(range.start as usize..range.end as usize).map(<[u8]>::to_vec)
    });
    (found, read)
}

fn put(bytes: &mut Vec<u8>, at: usize, what: &[u8]) {
    if bytes.len() < at + what.len() {
        bytes.resize(at + what.len(), 0);
    }
    bytes.splice(at..at + what.len(), what.iter().copied());
}

/// A program with these sections, each of 512 bytes or more; the first is where the resources are.
fn program(sections: &[(&[u8], &[u8])], overlay: &[u8]) -> Vec<u8> {
    let mut bytes = vec![];
    put(&mut bytes, 0, b"MZ");
    put(&mut bytes, 0x3c, &0x80u32.to_le_bytes());
    put(&mut bytes, 0x80, b"PE\0\0");
    put(&mut bytes, 0x80 + 6, &(sections.len() as u16).to_le_bytes());
    put(&mut bytes, 0x80 + 20, &224u16.to_le_bytes());
    put(&mut bytes, 0x80 + 24, &0x10bu16.to_le_bytes());
    put(&mut bytes, 0x80 + 24 + 96 + 16, &0x1000u32.to_le_bytes());
    let mut start = 0x400;
    for (number, (name, content)) in sections.iter().enumerate() {
        let row = 0x80 + 24 + 224 + number * 40;
        put(&mut bytes, row, name);
        put(&mut bytes, row + 12, &(0x1000 * (number as u32 + 1)).to_le_bytes());
        put(&mut bytes, row + 16, &(content.len() as u32).to_le_bytes());
        put(&mut bytes, row + 20, &(start as u32).to_le_bytes());
        put(&mut bytes, start, content);
        start += content.len();
    }
    bytes.extend_from_slice(overlay);
    bytes
}

/// Resources with one of that kind and number, in one language.
fn resource(kind: u32, id: u32, content: &[u8]) -> Vec<u8> {
    let mut bytes = vec![];
    for (at, name, leads) in
        [(0, kind, 0x18 | 1 << 31), (0x18, id, 0x30 | 1 << 31), (0x30, 0x409, 0x48u32)]
    {
        put(&mut bytes, at + 14, &1u16.to_le_bytes());
        put(&mut bytes, at + 16, &name.to_le_bytes());
        put(&mut bytes, at + 20, &leads.to_le_bytes());
    }
    put(&mut bytes, 0x48, &0x1058u32.to_le_bytes());
    put(&mut bytes, 0x4c, &(content.len() as u32).to_le_bytes());
    put(&mut bytes, 0x58, content);
    bytes
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

#[test]
fn every_family_of_programs_is_told() {
    use InstallerFamily::{
        AdvancedInstaller, Burn, Inno, InstallShield, Nsis, Other, SevenZip, Squirrel, Velopack,
    };
    let text: (&[u8], &[u8]) = (b".text", &[0x90; 512]);
    let with = |kind, id, content: &[u8]| {
        let resources = resource(kind, id, content);
        program(&[(b".rsrc", &resources)], b"")
    };
    let mut named = resource(0x60 | 1 << 31, 131, b"PK\x03\x04");
    put(&mut named, 12, &[1, 0, 0, 0]);
    put(&mut named, 0x60, &[&[4, 0][..], &wide("DATA")].concat());
    let bundle = [&[0; 16], super::BUNDLE].concat();
    for (bytes, expected) in [
        (program(&[text], b""), Other),
        (program(&[text], b"more behind it"), Other),
        (program(&[text, (b".wixburn", &[0; 16])], b""), Burn),
        (program(&[text, (b".ndata", b"")], b""), Nsis),
        (program(&[text], b"\0\0\0\0\xef\xbe\xad\xdeNullsoftInst\0"), Nsis),
        (program(&[text], b"ISSetupStream\0\x02\0"), InstallShield),
        (program(&[text], b"7z\xbc\xaf\x27\x1c\0\x04"), SevenZip),
        (program(&[text], b"\xef\xbb\xbf;!@Install@!UTF-8!\r\n"), SevenZip),
        (program(&[text], &[&[7; 90_000], &b"ADVINSTSFX\0\0"[..]].concat()), AdvancedInstaller),
        (with(24, 1, b"<assemblyIdentity name=\"Nullsoft.NSIS.exehead\"/>"), Nsis),
        (with(24, 1, b"<assemblyIdentity name=\"JR.Inno.Setup\"/>"), Inno),
        (with(10, 11111, b"x"), Inno),
        (with(16, 1, &wide("This installation was built with Inno Setup.")), Inno),
        (with(16, 1, &wide("ISInternalDescription\0Setup Launcher Unicode")), InstallShield),
        (with(16, 1, &wide("FileDescription\x007z SFX")), SevenZip),
        (with(16, 1, &wide("FileDescription\0A tool about Squirrels")), Other),
        (program(&[(b".rsrc", &named)], b""), Squirrel),
        (program(&[text, (b".rdata", &bundle)], b"PK\x03\x04"), Velopack),
        (program(&[text, (b".rdata", &bundle)], b""), Other),
    ] {
        assert_eq!(family(&bytes), Some(expected));
    }
}

#[test]
fn packages_are_told_from_other_files_of_their_form() {
    let compound = |class: &[u8]| {
        let mut bytes = super::COMPOUND.to_vec();
        put(&mut bytes, 30, &9u16.to_le_bytes());
        put(&mut bytes, 48, &2u32.to_le_bytes());
        put(&mut bytes, 3 * 512, &wide("Root Entry"));
        put(&mut bytes, 3 * 512 + 80, class);
        put(&mut bytes, 3 * 512 + 127, &[0]);
        bytes
    };
    let class = b"\x84\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0\x46";
    assert_eq!(family(&compound(class)), Some(InstallerFamily::Msi));
    let patch = [&[0x86][..], class.get(1..).unwrap_or_default()].concat();
    assert_eq!(family(&compound(&patch)), Some(InstallerFamily::Msp));
    // A document of old.
    assert_eq!(family(&compound(b"\x06\x09\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46")), None);

    let archive = |name: &[u8]| {
        let mut row = vec![0; 46];
        put(&mut row, 0, b"PK\x01\x02");
        put(&mut row, 28, &(name.len() as u16).to_le_bytes());
        [b"PK\x03\x04", row.as_slice(), name, b"PK\x05\x06"].concat()
    };
    assert_eq!(family(&archive(b"AppxManifest.xml")), Some(InstallerFamily::Msix));
    assert_eq!(family(&archive(b"old/AppxManifest.xml")), None);
    assert_eq!(family(&archive(b"readme.txt")), None);
    assert_eq!(family(b"MZ"), None);
    assert_eq!(family(b""), None);
}

#[test]
fn a_large_installer_costs_little_and_one_that_cannot_be_read_is_not_called_plain() {
    let overlay = vec![7; 8 << 20];
    let bytes = program(&[(b".rsrc", &resource(24, 1, b"JR.Inno.Setup"))], &overlay);
    let (found, read) = counted(&bytes);
    assert_eq!(found, Some(InstallerFamily::Inno));
    assert!(read < 48 << 10, "{read}");
    let start = bytes.get(..8 << 10).unwrap_or_default();
    let found = installer_family(bytes.len() as u64, &mut |range| {
        start.get(range.start as usize..range.end as usize).map(<[u8]>::to_vec)
    });
    assert_ne!(found, Some(InstallerFamily::Other));
}

#[test]
fn each_family_is_silent_with_its_own_words() {
    use InstallerFamily as F;
    let all = [
        F::Nsis,
        F::Inno,
        F::InstallShield,
        F::Burn,
        F::AdvancedInstaller,
        F::Squirrel,
        F::Velopack,
        F::Msi,
        F::Msp,
    ];
    for family in all {
        let words: Vec<&str> = family.silent_switch().split(' ').collect();
        assert!(family.is_silent(&words), "{family:?}");
        assert!(!family.is_silent(&[]), "{family:?}");
        assert!(!family.is_silent(&["/norestart", "DIR=C:\\s"]), "{family:?}");
    }
    for (family, argument, is_silent, shows_progress) in [
        (F::Nsis, "/s", false, false),
        (F::Inno, "/silent", true, true),
        (F::Inno, "/S", false, false),
        (F::Burn, "-q", true, false),
        (F::Burn, "/passive", false, true),
        (F::Burn, "/S", true, false),
        (F::Msi, "/QUIET", true, false),
        (F::Msi, "/qb", false, true),
        (F::Msi, "/passive", false, true),
        (F::Msi, "/qn+", false, false),
        (F::Squirrel, "-s", true, false),
        (F::Squirrel, "/S", true, false),
        (F::InstallShield, "\"/s\"", true, false),
        (F::SevenZip, "-y", true, false),
        (F::Other, "--quiet", true, false),
        (F::Other, "setup.ini", false, false),
    ] {
        assert_eq!(family.is_silent(&[argument]), is_silent, "{family:?} {argument}");
        assert_eq!(family.shows_progress(&[argument]), shows_progress, "{family:?} {argument}");
    }
}

/// Bytes that begin as something known, with anything in the places that lead elsewhere.
fn hostile() -> impl Strategy<Value = Vec<u8>> {
    let sound = prop_oneof![
        Just(program(&[(b".rsrc", &resource(16, 1, b"x")), (b".rdata", &[1; 64])], b"overlay")),
        Just([super::COMPOUND, &[9; 600]].concat()),
        Just([b"PK\x03\x04", &[b'P'; 200][..]].concat()),
        Just(vec![]),
    ];
    let changes = proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..40);
    (sound, changes, proptest::collection::vec(any::<u8>(), 0..64)).prop_map(
        |(mut bytes, changes, tail)| {
            for (at, byte) in changes {
                if !bytes.is_empty() {
                    let at = at.index(bytes.len());
                    put(&mut bytes, at, &[byte]);
                }
            }
            bytes.extend(tail);
            bytes
        },
    )
}

proptest! {
    #[test]
    fn no_bytes_are_too_much(bytes in hostile()) {
        let (_, read) = counted(&bytes);
        prop_assert!(read <= InstallerFamily::MAX_READ);
    }

    #[test]
    fn no_size_and_no_refusal_is_too_much(bytes in hostile(), size: u64, limit in 0usize..2_000) {
        let mut asked = 0;
        installer_family(size, &mut |range| {
            asked += range.end - range.start;
            bytes.get(..limit.min(bytes.len()))?;
            bytes.get(range.start as usize..).map(<[u8]>::to_vec)
        });
        prop_assert!(asked <= InstallerFamily::MAX_READ);
    }
}
