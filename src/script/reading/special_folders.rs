//! The folders that scripts ask Windows for by a name.

/// A folder that .NET or the shell of scripts has a name for; those of users are left out.
pub(super) fn special_folder(name: &str) -> Option<&'static str> {
    Some(match name.to_ascii_lowercase().as_str() {
        "commonapplicationdata" => r"C:\ProgramData",
        "commondesktopdirectory" | "allusersdesktop" => r"C:\Users\Public\Desktop",
        "commonprograms" | "allusersprograms" => {
            r"C:\ProgramData\Microsoft\Windows\Start Menu\Programs"
        }
        "commonstartmenu" | "allusersstartmenu" => r"C:\ProgramData\Microsoft\Windows\Start Menu",
        "commonstartup" | "allusersstartup" => {
            r"C:\ProgramData\Microsoft\Windows\Start Menu\Programs\StartUp"
        }
        "programfiles" => r"C:\Program Files",
        "programfilesx86" => r"C:\Program Files (x86)",
        "system" => r"C:\Windows\System32",
        "windows" => r"C:\Windows",
        _ => return None,
    })
}
