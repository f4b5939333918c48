//! Letters of drives.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use crate::container::open_bytes;
use crate::package::{DriveOf, Limits, packages};

/// What is given, then what is used: `S share kept`, `? volume`, `D:`.
fn drives(name: &str, text: &str) -> Vec<String> {
    let input = open_bytes(name, text.as_bytes().to_vec());
    let packages = packages(&input, &Limits::default());
    let drives = packages.first().unwrap().drives();
    let given = drives.given.iter().map(|given| {
        let letter = given.letter.unwrap_or('?');
        let of = match given.of {
            DriveOf::Share => "share",
            DriveOf::Folder => "folder",
            DriveOf::Volume => "volume",
        };
        format!("{letter} {of}{}", if given.is_kept { " kept" } else { "" })
    });
    given.chain(drives.used.iter().map(|used| format!("{}:", used.letter))).collect()
}

#[test]
fn letters_are_given_in_many_ways() {
    for (text, expected) in [
        ("net use s: \\\\files\\x /persistent:yes", "S share kept"),
        ("net use * \\\\files\\x", "? share"),
        ("net use %LETTER% \\\\files\\x", "? share"),
        ("subst T: C:\\ProgramData\\Adatum", "T folder"),
        ("subst T: \\\\files\\x", "T share"),
        ("pushd \\\\files\\x", "? share"),
        ("diskpart /s C:\\d.txt", "? volume kept"),
        ("mountvol S: /s", "S volume kept"),
    ] {
        assert_eq!(drives("x.cmd", text), [expected], "{text}");
    }
    for (text, expected) in [
        ("New-PSDrive S FileSystem \\\\files\\x", "S share"),
        ("New-PSDrive -Name S -PSProvider FileSystem -Root \\\\files\\x -Persist", "S share kept"),
        ("New-PSDrive -Name $l -PSProvider FileSystem -Root C:\\x", "? folder"),
        ("New-SmbGlobalMapping -RemotePath \\\\files\\x -LocalPath S:", "S share"),
        ("New-Partition -DiskNumber 1 -UseMaximumSize -DriveLetter E", "E volume kept"),
        ("Mount-DiskImage C:\\a.iso", "? volume kept"),
        (
            "(New-Object -ComObject WScript.Network).MapNetworkDrive('S:', '\\\\files\\x', $true)",
            "S share kept",
        ),
    ] {
        assert_eq!(drives("x.ps1", text), [expected], "{text}");
    }
    for text in
        ["net use S: /delete", "net use \\\\files\\x", "subst T: /d", "net use", "pushd C:\\x"]
    {
        assert_eq!(drives("x.cmd", text), [] as [String; 0], "{text}");
    }
    let text = "New-PSDrive -Name HKU -PSProvider Registry -Root HKEY_USERS";
    assert_eq!(drives("x.ps1", text), [] as [String; 0]);
}

#[test]
fn letters_are_used_where_paths_begin() {
    for (text, expected) in [
        ("Z:\\apps\\setup.exe /S", "Z:"),
        ("copy D:\\a.txt C:\\", "D:"),
        ("msiexec /i \"E:\\a b\\c.msi\" /qn", "E:"),
        ("dism /online /enable-feature /featurename:NetFx3 /source:D:\\sources\\sxs", "D:"),
        ("msiexec /i a.msi TARGETDIR=F:\\Adatum /qn", "F:"),
    ] {
        assert_eq!(drives("x.cmd", text), [expected], "{text}");
    }
    for text in [
        "C:\\a.exe",
        "X:\\Windows\\a.exe",
        "echo Z:\\a",
        "if exist D:\\ echo there",
        "dir D:\\",
        "start https://a.example",
    ] {
        assert_eq!(drives("x.cmd", text), [] as [String; 0], "{text}");
    }
}
