//! What a file is by its first bytes, whatever its name says.

/// The type of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileType {
    /// A Windows program or library (PE).
    Program,
    /// A ZIP archive, and what is built on it.
    Zip,
    /// A ZIP archive whose first file is encrypted.
    EncryptedZip,
    /// A compound file: MSI, and documents of old.
    Compound,
    /// A cabinet.
    Cabinet,
    /// A 7-Zip archive.
    SevenZip,
    /// A RAR archive.
    Rar,
    /// A gzip stream.
    Gzip,
    /// A Windows image.
    Wim,
    /// A PNG image.
    Png,
    /// A JPEG image.
    Jpeg,
    /// A GIF image.
    Gif,
    /// A bitmap.
    Bitmap,
    /// A PDF document.
    Pdf,
    /// The image of an optical disc.
    DiscImage,
    /// A virtual disk.
    VirtualDisk,
    /// A shortcut.
    Shortcut,
    /// Compiled HTML help.
    CompiledHelp,
    /// A database of KeePass.
    KeePass,
    /// A PKCS#12 file: certificates, mostly with their keys.
    Pfx,
    /// A key or a certificate in text.
    Pem,
    /// A key of PuTTY.
    PuttyKey,
    /// A text that begins as a script does.
    Script,
}

/// Where an optical disc says what it is.
const DISC: u64 = 0x8001;

/// How a type begins.
const MAGIC: &[(&[u8], FileType)] = &[
    (b"PK\x03\x04", FileType::Zip),
    (b"PK\x05\x06", FileType::Zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", FileType::Compound),
    (b"MSCF\0\0\0\0", FileType::Cabinet),
    (b"7z\xbc\xaf\x27\x1c", FileType::SevenZip),
    (b"Rar!\x1a\x07", FileType::Rar),
    (b"\x1f\x8b\x08", FileType::Gzip),
    (b"MSWIM\0\0\0", FileType::Wim),
    (b"\x89PNG\r\n\x1a\n", FileType::Png),
    (b"\xff\xd8\xff", FileType::Jpeg),
    (b"GIF87a", FileType::Gif),
    (b"GIF89a", FileType::Gif),
    (b"%PDF-", FileType::Pdf),
    (b"vhdxfile", FileType::VirtualDisk),
    (b"conectix", FileType::VirtualDisk),
    (b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0\x46", FileType::Shortcut),
    (b"ITSF", FileType::CompiledHelp),
    (b"\x03\xd9\xa2\x9a", FileType::KeePass),
    (b"-----BEGIN ", FileType::Pem),
    (b"PuTTY-User-Key-File-", FileType::PuttyKey),
];

/// How scripts begin, in lower case.
const SCRIPTS: &[&str] = &[
    "@echo off",
    "#!",
    "#requires ",
    "<#",
    "param(",
    "param (",
    "set-executionpolicy ",
    "windows registry editor version",
    "<job",
    "on error resume next",
    "option explicit",
    "wscript.",
];

impl FileType {
    /// Bytes that [`of`](Self::of) wants to see.
    pub const HEAD: u64 = 512;

    /// What a file is that begins so; none for what begins as nothing that is known.
    pub fn of(head: &[u8]) -> Option<Self> {
        let known = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, is)| *is);
        match known {
            // The first of the general purpose flags.
            Some(Self::Zip) if head.get(6).is_some_and(|flags| flags & 1 == 1) => {
                Some(Self::EncryptedZip)
            }
            Some(known) => Some(known),
            None if is_program(head) => Some(Self::Program),
            None if is_pfx(head) => Some(Self::Pfx),
            None if is_bitmap(head) => Some(Self::Bitmap),
            None if is_script(head) => Some(Self::Script),
            None => None,
        }
    }

    /// Where the mark of an optical disc stands, for a file that [`of`](Self::of) does not know.
    pub fn disc_mark() -> std::ops::Range<u64> {
        DISC..DISC + 5
    }

    /// Whether what stands at [`disc_mark`](Self::disc_mark) is one.
    pub fn is_disc_mark(bytes: &[u8]) -> bool {
        bytes == b"CD001"
    }
}

/// `MZ`, and a header of a program where it points to, as far as that is seen: a text may begin so.
fn is_program(head: &[u8]) -> bool {
    let Some(at) = head.get(0x3c..0x40).and_then(|at| at.try_into().ok()) else { return false };
    let at = u32::from_le_bytes(at) as usize;
    let is_pe = match head.get(at..) {
        Some(header) if header.len() >= 4 => header.starts_with(b"PE\0\0"),
        // Programs stand in the first few kilobytes; texts have no such small number there.
        _ => (0x40..0x1000).contains(&at),
    };
    head.starts_with(b"MZ") && is_pe
}

/// `SEQUENCE { INTEGER 3, SEQUENCE …`: RFC 7292, 4.
fn is_pfx(head: &[u8]) -> bool {
    let behind = match head {
        [0x30, 0x80, rest @ ..] | [0x30, 0x81, _, rest @ ..] | [0x30, 0x82, _, _, rest @ ..] => {
            rest
        }
        [0x30, 0x83, _, _, _, rest @ ..] => rest,
        _ => return false,
    };
    behind.starts_with(&[2, 1, 3, 0x30])
}

/// `BM`, and reserved fields that are zero.
fn is_bitmap(head: &[u8]) -> bool {
    head.starts_with(b"BM") && head.get(6..10) == Some(&[0; 4])
}

fn is_script(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let text: Vec<u8> = match head.strip_prefix(b"\xff\xfe") {
        Some(wide) => wide.iter().step_by(2).copied().collect(),
        None => head.to_vec(),
    };
    let text = text.trim_ascii_start();
    SCRIPTS.iter().any(|start| {
        text.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start.as_bytes()))
    })
}

#[cfg(test)]
mod tests {
    use super::FileType;

    #[test]
    fn types_are_told_by_their_first_bytes() {
        let mut program = b"MZ".to_vec();
        program.resize(0x3c, 0);
        program.extend(b"\x80\0\0\0");
        program.resize(0x80, 0);
        program.extend(b"PE\0\0");
        let utf16: Vec<u8> =
            "\u{feff}@echo off".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (head, expected) in [
            (program.as_slice(), Some(FileType::Program)),
            (
                b"MZ is how some names begin, and a text may run on and on and on and on and on",
                None,
            ),
            (b"PK\x03\x04\x14\0\0\0", Some(FileType::Zip)),
            (b"PK\x03\x04\x14\0\x01\0", Some(FileType::EncryptedZip)),
            (b"\x89PNG\r\n\x1a\n", Some(FileType::Png)),
            (b"0\x82\x0a\x12\x02\x01\x030\x82", Some(FileType::Pfx)),
            // A certificate.
            (b"0\x82\x03\x12\x30\x82\x02\xfa", None),
            (b"\xef\xbb\xbf@ECHO OFF\r\n", Some(FileType::Script)),
            (&utf16, Some(FileType::Script)),
            (b"Dear colleagues", None),
            (b"", None),
        ] {
            assert_eq!(FileType::of(head), expected, "{head:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_are_too_much(head in proptest::collection::vec(proptest::num::u8::ANY, 0..600)) {
            FileType::of(&head);
            FileType::of(&[b"MZ", head.as_slice()].concat());
        }
    }
}
