//! What the commands of a run do that settings can do as well: accounts, names, networks.

use super::{RunCall, WmiMethod};
use crate::package::Package;
use crate::script::Value;
use crate::script::reading::{Call, Style};
use crate::text::Span;

impl Package {
    /// The commands that create a local account.
    pub fn account_makers(&self) -> impl Iterator<Item = RunCall<'_>> {
        self.calls().filter(|call| creates_account(call))
    }

    /// Whether what it runs or carries may let somebody sign in by an account that no setting makes:
    /// a command turns one on that Windows has, an answer file of Windows Setup makes one.
    pub fn brings_account_by_script(&self) -> bool {
        self.account_makers().next().is_some()
            || self.calls().any(|call| turns_on_account(&call))
            || self.sources().iter().any(|source| source.text().contains("<LocalAccount"))
    }

    /// The commands that join a domain.
    pub fn domain_joiners(&self) -> impl Iterator<Item = RunCall<'_>> {
        self.calls().filter(joins_domain)
    }

    /// Whether a command, or a script that the package carries, keeps passwords from expiring.
    pub fn stops_expiry_by_script(&self) -> bool {
        self.calls().any(|call| stops_expiry(&call))
    }

    /// Whether a command, or a script that the package carries, connects the device to a wireless or
    /// mobile network.
    pub fn joins_network_by_script(&self) -> bool {
        self.calls().any(|call| {
            call.is("netsh")
                && ["wlan", "mbn"].iter().any(|kind| {
                    call.starts_with(&[kind, "add", "profile"])
                        || call.starts_with(&[kind, "connect"])
                })
        })
    }

    /// Where a command, or a script that the package carries, renames the computer.
    pub fn renamed_by_script(&self) -> Option<Span> {
        self.calls().find(|call| renames(call)).and_then(|call| call.place().span)
    }
}

/// `net user x /add`, `New-LocalUser`, `dsadd user`, the ways of ADSI.
fn creates_account(call: &Call) -> bool {
    match call.style {
        Style::Cmdlet => {
            call.is("new-localuser")
                || call.is("new-object")
                    && call.parameter_or("typename", 0).is_some_and(|class| {
                        class.text().ends_with("AccountManagement.UserPrincipal")
                    })
        }
        Style::StaticMethod => {
            call.is("new")
                && call
                    .object()
                    .is_some_and(|class| class.text().ends_with("AccountManagement.UserPrincipal"))
        }
        Style::Method => {
            let is_user = |at: usize| call.positional().nth(at).is_some_and(|kind| kind.is("user"));
            match call.name.as_str() {
                "create" => is_user(0),
                // `$computer.Children.Add('kiosk', 'user')`
                "add" => is_user(1),
                "invoke" => {
                    let mut given = call.positional().flat_map(Value::each);
                    given.next().is_some_and(|name| name.is("create"))
                        && given.next().is_some_and(|kind| kind.is("user"))
                }
                _ => false,
            }
        }
        Style::Program => match call.name.as_str() {
            "net" | "net1" => call.starts_with(&["user"]) && call.has_switch(&["add", "ad"]),
            "dsadd" => call.starts_with(&["user"]),
            _ => false,
        },
        _ => false,
    }
}

/// `net user administrator /active:yes`, `Enable-LocalUser`.
fn turns_on_account(call: &Call) -> bool {
    match call.name.as_str() {
        "net" | "net1" => {
            call.starts_with(&["user"]) && call.option("active").is_some_and(|is| is.is("yes"))
        }
        "enable-localuser" => call.style == Style::Cmdlet,
        _ => false,
    }
}

fn joins_domain(call: &RunCall<'_>) -> bool {
    match call.name.as_str() {
        // The name of the domain is the first that needs no name.
        "add-computer" => {
            call.has_parameter("domainname")
                || !call.has_parameter("workgroupname") && call.positional().next().is_some()
        }
        "netdom" => call.starts_with(&["join"]),
        _ => call.wmi_method(&["joindomainorworkgroup"]).is_some_and(|join| is_of_domain(&join)),
    }
}

/// Whether it says who joins, or that it is a domain, which a workgroup needs not.
fn is_of_domain(join: &WmiMethod<'_, '_>) -> bool {
    let is_none = |value: &Value| value.text().is_empty() || value.is("$null") || value.is("null");
    let names = [("password", 1), ("username", 2)].into_iter();
    let mut given = names.filter_map(|(name, position)| join.argument(name, position));
    given.any(|value| !is_none(&value))
        || join
            .argument("fjoinoptions", 4)
            .and_then(|options| options.known()?.parse::<u32>().ok())
            .is_some_and(|options| options & 1 == 1)
}

fn stops_expiry(call: &Call) -> bool {
    let text = |words: &[&str]| {
        let line = call.line.text().to_ascii_lowercase();
        words.iter().any(|word| line.contains(word))
    };
    match call.name.as_str() {
        "new-localuser" | "set-localuser" => call
            .arguments
            .iter()
            .any(|argument| argument.name.as_deref() == Some("passwordneverexpires")),
        "net" | "net1" => text(&["maxpwage", "/expires:never"]),
        "wmic" => text(&["passwordexpires"]),
        "set-ciminstance" | "set-wmiinstance" => call.arguments.iter().any(|argument| {
            argument.value.text().to_ascii_lowercase().contains("passwordexpires")
                || argument.value.entry("passwordexpires").is_some()
        }),
        // ADS_UF_DONT_EXPIRE_PASSWD.
        "put" | "invokeset" => call.positional().any(|value| value.text().contains("65536")),
        _ => false,
    }
}

fn renames(call: &Call) -> bool {
    match call.name.as_str() {
        "rename-computer" => true,
        "netdom" => call.starts_with(&["renamecomputer"]),
        "wmic" => {
            call.starts_with(&["computersystem"])
                && call.texts().any(|text| text.eq_ignore_ascii_case("rename"))
        }
        // The method of Win32_ComputerSystem.
        "rename" => call.style == Style::Method,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::container::open_bytes;
    use crate::package::{Limits, Package, packages};

    fn script(name: &str, text: &str) -> Package {
        let input = open_bytes(name, text.as_bytes().to_vec());
        packages(&input, &Limits::default()).into_iter().next().unwrap_or_else(|| unreachable!())
    }

    #[test]
    fn the_ways_to_create_an_account() {
        for (name, text) in [
            ("a.cmd", "cmd /c net user kiosk /add /y"),
            ("a.cmd", "cmd /c \"ver & n^et.exe user \"a b\" %PASS% /add\""),
            ("a.cmd", "if %x%==y (\r\n  net user kiosk ^\r\n  /add\r\n)"),
            ("a.cmd", "powershell New-LocalUser -Name kiosk -NoPassword"),
            ("a.ps1", "$user = $computer.Create('User', 'kiosk')"),
            ("a.ps1", "New-Local`User kiosk"),
            ("a.ps1", "$user = $computer.psbase.Invoke('Create', @('User', 'kiosk'))"),
            ("a.ps1", "$computer.Children.Add('kiosk', 'user')"),
            ("a.ps1", "New-Object System.DirectoryServices.AccountManagement.UserPrincipal($c)"),
            ("a.cmd", "schtasks /create /tn x /tr \"net user kiosk /add\" /sc onstart /ru SYSTEM"),
            ("a.ps1", "cmd /c \"net user kiosk /add\""),
            ("a.vbs", "Set user = computer.Create(\"User\", \"kiosk\")"),
        ] {
            assert!(script(name, text).account_makers().next().is_some(), "{text}");
        }
        for (name, text) in [
            ("a.cmd", "net localgroup administrators kiosk /add"),
            ("a.cmd", "net user kiosk /active:no"),
            ("a.cmd", "cmd /c rem net user kiosk /add"),
            ("a.cmd", ":: net user kiosk /add"),
            ("a.cmd", "echo net user kiosk /add"),
            ("a.ps1", "<# net user kiosk /add\n #> Get-LocalUser # New-LocalUser"),
            ("a.vbs", "' net user kiosk /add"),
        ] {
            assert!(script(name, text).account_makers().next().is_none(), "{text}");
        }
    }

    #[test]
    fn an_account_may_come_from_windows_or_from_setup() {
        for (name, text) in [
            ("a.cmd", "net user administrator /active:yes"),
            ("a.ps1", "Get-LocalUser | Where-Object SID -like '*-500' | Enable-LocalUser"),
            ("a.ps1", "Set-Content x.xml '<unattend><LocalAccount></LocalAccount></unattend>'"),
        ] {
            assert!(script(name, text).brings_account_by_script(), "{text}");
        }
        for (name, text) in [
            ("a.cmd", "net user administrator /active:no"),
            ("a.ps1", "# Enable-LocalUser Administrator\nDisable-LocalUser Guest"),
        ] {
            assert!(!script(name, text).brings_account_by_script(), "{text}");
        }
    }

    #[test]
    fn the_ways_to_join_a_domain() {
        for text in [
            "Add-Computer corp.adatum.example -Credential $c",
            "(gwmi Win32_ComputerSystem).JoinDomainOrWorkgroup('corp', $w, 'kim', $null, 3)",
            "Invoke-CimMethod -ClassName Win32_ComputerSystem -MethodName JoinDomainOrWorkgroup \
             -Arguments @{ Name = 'corp'; FJoinOptions = 3 }",
            "netdom join $env:COMPUTERNAME /domain:corp",
        ] {
            assert!(script("a.ps1", text).domain_joiners().next().is_some(), "{text}");
        }
        for text in [
            "Add-Computer -WorkgroupName X",
            "(gwmi Win32_ComputerSystem).JoinDomainOrWorkgroup('WORKGROUP')",
            "(gwmi Win32_ComputerSystem).UnjoinDomainOrWorkgroup($w, 'kim', 0)",
        ] {
            assert!(script("a.ps1", text).domain_joiners().next().is_none(), "{text}");
        }
    }

    #[test]
    fn the_ways_to_rename_a_computer() {
        for text in [
            "powershell Rename-Computer -NewName x",
            "netdom.exe renamecomputer %COMPUTERNAME% /newname:x",
            "wmic computersystem where name=\"%computername%\" call rename name=\"x\"",
        ] {
            assert!(script("a.cmd", text).renamed_by_script().is_some(), "{text}");
        }
        for text in ["rem powershell Rename-Computer a", "ren a b", "echo Rename-Computer"] {
            assert!(script("a.cmd", text).renamed_by_script().is_none(), "{text}");
        }
    }

    #[test]
    fn the_ways_to_join_a_network_and_to_keep_a_password() {
        let joins = |text| script("a.cmd", text).joins_network_by_script();
        assert!(joins("netsh wlan add profile filename=\"lab.xml\" user=all"));
        assert!(joins("netsh.exe WLAN  connect name=lab"));
        assert!(!joins("netsh wlan show profiles") && !joins("rem netsh wlan connect name=lab"));
        let keeps = |text| script("a.ps1", text).stops_expiry_by_script();
        assert!(keeps("Set-LocalUser kiosk -PasswordNeverExpires $true"));
        assert!(keeps("net accounts /maxpwage:unlimited"));
        assert!(!keeps("# Set-LocalUser kiosk -PasswordNeverExpires $true"));
    }
}
