//! Constants that are written in another way.

use super::*;

fn runs_date(text: &str) -> bool {
    powershell(text).iter().any(|call| call.eq_ignore_ascii_case("Expression > get-date"))
}

#[test]
fn constants_that_are_written_in_another_way_are_folded() {
    for text in [
        "('Get' + '-Date')",
        "('{1}{0}' -f 'Date', 'Get-')",
        "(-join ('Get', '-Date'))",
        "([char]71 + 'et-Date')",
        "(-join (71, 101, 116, 45, 68, 97, 116, 101 | % { [char]$_ }))",
        "(('71,101,116,45,68,97,116,101'.Split(',') | ForEach-Object { [char][int]$_ }) -join '')",
        "('Gez-Daze'.Replace('z', 't'))",
        "('GetQDate' -creplace 'Q', '-')",
        "(-join 'etaD-teG'[-1..-8])",
        "('xGet-Datex'.Substring(1).Remove(8))",
        "('Get-~Date'.Split('~') -join '')",
        "([string]::Format('{0}-{1}', 'Get', 'Date'))",
        "([regex]::Replace('Ge#t-Da#te', '#', ''))",
        "([regex]::Matches('etaD-teG', '.', 'RightToLeft') -join '')",
        "([Text.Encoding]::UTF8.GetString([Convert]::FromBase64String('R2V0LURhdGU=')))",
        "([Text.Encoding]::ASCII.GetString([byte[]](0x47, 101, 116, 45, 68, 97, 116, 101)))",
    ] {
        assert!(runs_date(&format!("iex {text}")), "{text}");
    }
}

#[test]
fn names_out_of_variables_of_the_system_are_folded() {
    for name in [
        "$env:comspec[4, 15, 25] -join ''",
        "$PSHOME[4] + $PSHOME[30] + 'x'",
        "$ShellId[1] + $ShellId[13] + 'x'",
        "$VerbosePreference.ToString()[1, 3] + 'x' -join ''",
        "(Get-Variable '*mdr*').Name[3, 11, 2] -join ''",
    ] {
        let text = format!("& ({name}) 'Get-Date'");
        assert!(runs_date(&text), "{text}");
        let piped = format!("'Get-Date' | & ({name})");
        assert!(runs_date(&piped), "{piped}");
    }
    assert!(runs_date("sal run iex; run 'Get-Date'"));
}

#[test]
fn packed_streams_are_unpacked() {
    use base64::Engine;
    let base64 = |bytes: &[u8]| base64::engine::general_purpose::STANDARD.encode(bytes);
    let deflated = miniz_oxide::deflate::compress_to_vec(b"Get-Date", 6);
    let mut gzip = vec![0x1f, 0x8b, 8, 8, 0, 0, 0, 0, 0, 0, b'a', 0];
    gzip.extend_from_slice(&deflated);
    gzip.extend_from_slice(&[0; 8]);
    let mode = "[IO.Compression.CompressionMode]::Decompress";
    for text in [
        format!(
            "iex (New-Object IO.StreamReader(New-Object IO.Compression.GzipStream((New-Object \
             IO.MemoryStream(,[Convert]::FromBase64String('{}'))), {mode}))).ReadToEnd()",
            base64(&gzip)
        ),
        format!(
            "$data = [Convert]::FromBase64String('{}')\n$packed = New-Object IO.MemoryStream(,$data)\n\
             $stream = New-Object IO.Compression.DeflateStream($packed, {mode})\n\
             $reader = New-Object IO.StreamReader($stream)\n$reader.ReadToEnd() | iex",
            base64(&deflated)
        ),
    ] {
        assert!(runs_date(&text), "{text}");
    }
    let broken = format!(
        "iex ([IO.Compression.GzipStream]::new([Convert]::FromBase64String('{}')))",
        base64(&deflated)
    );
    assert!(!powershell(&broken).iter().any(|call| call.starts_with("Expression")));
}

#[test]
fn what_a_script_encodes_itself_is_decoded() {
    let text = "$e = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes('Get-Date'))\n\
                powershell -EncodedCommand $e";
    assert_eq!(powershell(text).pop().unwrap(), "EncodedCommand > get-date");
}

#[test]
fn a_list_that_is_changed_in_its_place_is_no_longer_the_same() {
    let turned = "$a = 'etaD-teG'.ToCharArray(); [array]::Reverse($a); iex (-join $a)";
    assert!(runs_date(turned));
    let set = "$a = 'Get', 'It'; $a[1] = $b; Use-It ($a -join '-')";
    assert_eq!(powershell(set).pop().unwrap(), "use-it […]");
    let xor = "$b = [Convert]::FromBase64String('R2V0LURhdGU=')\n\
               for ($i = 0; $i -lt $b.Length; $i++) { $b[$i] = $b[$i] -bxor 35 }\n\
               iex ([Text.Encoding]::ASCII.GetString($b))";
    assert!(!powershell(xor).iter().any(|call| call.contains("get-date")));
}

#[test]
fn wmi_starts_programs() {
    for text in [
        "([wmiclass]'Win32_Process').Create('net user')",
        "([wmiclass]'\\\\.\\root\\cimv2:Win32_Process').Create('net user')",
        "Invoke-CimMethod Win32_Process Create @{ CommandLine = 'net user' }",
    ] {
        assert_eq!(powershell(text).pop().unwrap(), "ProcessCreate > net [user]", "{text}");
    }
    let script = "Set p = GetObject(\"winmgmts:\\\\.\\root\\cimv2:Win32_Process\")\n\
                  p.Create \"net user\", Null, Null, id";
    let found = calls(script, Language::VbScript);
    assert_eq!(found.last().unwrap(), "ProcessCreate > net [user]");
}

#[test]
fn variables_behind_cmd_are_put_together() {
    let line = |text: &str| calls(text, Language::CommandLine);
    for text in [
        "cmd /v:on /c \"set a=net us& set b=er x& !a!!b!\"",
        "cmd /V /C \"set x=net user x&&!x!\"",
        "cmd /c \"set a=net us& set b=er x& call %a%%b%\"",
        "cmd /c \"echo net user x | cmd\"",
        "cmd /c \"echo net user x | powershell -\"",
    ] {
        let found = line(text);
        assert!(found.iter().any(|call| call.ends_with("> net [user] [x]")), "{text}: {found:?}");
    }
    let found = line("cmd /c reg add HKLM\\x /v a!b!c /d 1");
    assert!(found.iter().any(|call| call.contains("[a!b!c]")), "{found:?}");
}
