//! Tasks and services are read from the commands that make them, in whatever way these are written.

use proptest::prelude::*;

use crate::container::open_bytes;
use crate::package::{CarriedKind, FolderChanges, Limits, packages};

/// The tasks of a script, one a line: name, account, whether it is elevated, triggers, programs, and
/// whether it removes itself.
fn tasks(name: &str, text: &str) -> Vec<String> {
    let input = open_bytes(name, text.as_bytes().to_vec());
    let packages = packages(&input, &Limits::default());
    let tasks = packages.iter().flat_map(|package| package.tasks());
    let shown = tasks.map(|task| {
        let runs: Vec<&str> = task.runs.iter().map(|run| run.name.as_str()).collect();
        let name = task.name.as_deref().unwrap_or("?");
        let end = if task.removes_itself { " once" } else { "" };
        format!("{name} {} {:?} {runs:?}{end}", task.shown_account(), task.triggers)
    });
    shown.collect()
}

const XML: &str = r#"<Task xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
<Triggers><BootTrigger/></Triggers>
<Principals><Principal id="a"><UserId>S-1-5-18</UserId></Principal></Principals>
<Actions Context="a"><Exec><Command>C:\Windows\a.exe</Command></Exec></Actions></Task>"#;

#[test]
fn tasks_of_schtasks() {
    let script = "schtasks /create /tn \\F\\A /sc onstart /ru SYSTEM /tr \"a.exe /x\"\r\n\
        schtasks /Create /TN B /SC ONLOGON /RU Users /RL HIGHEST /TR b.exe\r\n\
        schtasks /create /tn C /sc once /st 10:00 /z /tr c.exe\r\n\
        schtasks /create /tn D /sc daily /ru \"\" /tr \"cmd /c d.exe & schtasks /delete /tn D /f\"\r\n\
        schtasks /delete /tn A /f\r\n\
        schtasks /change /tn B /disable\r\n";
    assert_eq!(
        tasks("a.cmd", script),
        [
            r#"A as SYSTEM [Boot] ["a"] once"#,
            r#"B as Users with the highest rights [Logon] ["b"]"#,
            r#"C as SYSTEM [Time] ["c"] once"#,
            r#"D as SYSTEM [Calendar] ["cmd", "d", "schtasks"] once"#,
        ]
    );
    let again = "schtasks /delete /tn A /f\r\nschtasks /create /tn A /sc daily /tr a.exe\r\n";
    assert_eq!(tasks("a.cmd", again), [r#"A as SYSTEM [Calendar] ["a"]"#]);
}

#[test]
fn tasks_of_powershell_are_put_together_from_variables() {
    let parts = "$a = New-ScheduledTaskAction -Execute a.exe\n\
        $b = New-ScheduledTaskAction -Execute b.exe\n\
        $t = @((New-ScheduledTaskTrigger -AtStartup), (New-ScheduledTaskTrigger -AtLogOn))\n\
        $p = New-ScheduledTaskPrincipal -UserId 'NT AUTHORITY\\SYSTEM' -RunLevel Highest\n";
    let lines = [
        "Register-ScheduledTask -TaskName A -Action $b -Trigger $t -Principal $p",
        "Register-ScheduledTask B -InputObject (New-ScheduledTask -Action $a, $b -Principal $p)",
        "New-ScheduledTask -Action $a -Trigger $t | Register-ScheduledTask C -User Users",
        "$s = @{ TaskName = 'D'; Action = $a; User = 'SYSTEM' }\nRegister-ScheduledTask @s",
        "Register-ScheduledTask -TaskName E -Action $a -Principal $given",
        "Register-ScheduledTask -TaskName F -Action $a\nGet-ScheduledTask F | Unregister-ScheduledTask",
    ];
    assert_eq!(
        tasks("a.ps1", &format!("{parts}{}", lines.join("\n"))),
        [
            r#"A as SYSTEM [Boot, Logon] ["b"]"#,
            r#"B as SYSTEM [] ["a", "b"]"#,
            r#"C as Users [Boot, Logon] ["a"]"#,
            r#"D as SYSTEM [] ["a"]"#,
            r#"E as SYSTEM [] ["a"]"#,
            r#"F as SYSTEM [] ["a"] once"#,
        ]
    );
}

#[test]
fn tasks_of_xml_come_from_texts_and_files() {
    let script = format!(
        "$xml = @'\n{XML}\n'@\n\
         Register-ScheduledTask -TaskName A -Xml $xml\n\
         Set-Content C:\\x\\t.xml $xml\n\
         schtasks /create /tn B /xml C:\\x\\t.xml\n\
         $y = Get-Content C:\\x\\t.xml -Raw\n\
         Register-ScheduledTask -TaskName C -Xml $y\n\
         Register-ScheduledTask -TaskName D -Xml (Get-Content C:\\x\\other.xml | Out-String)"
    );
    assert_eq!(
        tasks("a.ps1", &script),
        [
            r#"A as SYSTEM [Boot] ["a"]"#,
            r#"B as SYSTEM [Boot] ["a"]"#,
            r#"C as SYSTEM [Boot] ["a"]"#,
            "D as somebody that is not known [] []",
        ]
    );
}

#[test]
fn services_are_made_in_four_ways() {
    let script = "sc.exe create A binPath= \"C:\\a b\\a.exe\" obj= \"NT AUTHORITY\\LocalService\"\r\n\
        sc query A\r\n\
        nssm install B C:\\b.exe -x\r\n\
        instsrv C C:\\srvany.exe\r\n\
        powershell -Command \"New-Service -Name D -BinaryPathName C:\\d.exe\"\r\n";
    let input = open_bytes("a.cmd", script.as_bytes().to_vec());
    let packages = packages(&input, &Limits::default());
    let shown = packages.iter().flat_map(|package| package.made_services()).map(|service| {
        let path = service.path.as_ref().map_or("?", |path| path.text()).to_owned();
        format!("{:?} {path} {}", service.name, service.is_of_system())
    });
    assert_eq!(
        shown.collect::<Vec<_>>(),
        [
            r#"Some("A") C:\a b\a.exe false"#,
            r#"Some("B") C:\b.exe true"#,
            r#"Some("C") C:\srvany.exe true"#,
            r#"Some("D") C:\d.exe true"#,
        ]
    );
}

/// What tasks, services and folders are made of.
/// The members that a script adds to groups: the group, then who.
fn members(name: &str, text: &str) -> Vec<String> {
    let input = open_bytes(name, text.as_bytes().to_vec());
    let packages = packages(&input, &Limits::default());
    let added = packages.iter().flat_map(|package| package.new_members());
    added.map(|added| format!("{}: {}", added.group.text(), added.members.join(", "))).collect()
}

#[test]
fn members_are_added_in_many_ways() {
    for (text, expected) in [
        (
            "Get-LocalGroup -SID S-1-5-32-544 | Add-LocalGroupMember -Member kim",
            "S-1-5-32-544: kim",
        ),
        (
            "$g = Get-LocalGroup -SID 'S-1-5-32-544'\nAdd-LocalGroupMember -Group $g.Name -Member kim",
            "S-1-5-32-544: kim",
        ),
        (
            "Add-LocalGroupMember -Group (Get-LocalGroup -SID S-1-5-32-544).Name -Member kim",
            "S-1-5-32-544: kim",
        ),
        (
            "$sid = New-Object Security.Principal.SecurityIdentifier('S-1-5-32-544')\n\
             $g = $sid.Translate([Security.Principal.NTAccount]).Value.Split('\\')[1]\n\
             Add-LocalGroupMember $g kim",
            "…: kim",
        ),
        (
            "$g = (New-Object Security.Principal.SecurityIdentifier('S-1-5-32-544'))\
             .Translate([Security.Principal.NTAccount]).Value.Split('\\')[1]\n\
             Add-LocalGroupMember -Group $g -Member kim",
            "S-1-5-32-544: kim",
        ),
        (
            "$g = [ADSI]\"WinNT://$env:COMPUTERNAME/Administrators,group\"\n\
             $g.Add('WinNT://CORP/kim,user')",
            r"Administrators: CORP\kim",
        ),
        (
            "([ADSI]'WinNT://./Administrators,Group').psbase.Invoke('Add', 'WinNT://CORP/kim')",
            r"Administrators: CORP\kim",
        ),
        (
            "([ADSI]'WinNT://./Users,group').Add(\"WinNT://$given/Domain Users,group\")",
            "Users: Domain Users",
        ),
    ] {
        let found = members("a.ps1", text);
        assert_eq!(
            found.join("; ").replace(crate::script::reading::UNKNOWN, "…"),
            expected,
            "{text}"
        );
    }
    let vbs = "Set g = GetObject(\"WinNT://./Administrators,group\")\ng.Add \"WinNT://CORP/kim\"";
    assert_eq!(members("a.vbs", vbs), [r"Administrators: CORP\kim"]);
    assert!(members("a.ps1", "$list.Add('x'); $x.Invoke('Add', 'y')").is_empty());
}

/// What is found in the XML that a script writes, and the lines that it stands in.
fn written(name: &str, text: &str) -> Vec<(u32, CarriedKind)> {
    let input = open_bytes(name, text.as_bytes().to_vec());
    let packages = packages(&input, &Limits::default());
    let found = packages.iter().flat_map(|package| {
        package.written_secrets().into_iter().filter_map(|(place, kind)| {
            let span = place.span?;
            let source = package.source(span.source)?;
            Some((source.position(span.range().start).line, kind))
        })
    });
    found.collect()
}

#[test]
fn secrets_are_found_in_the_xml_that_a_script_writes() {
    let profile = |key: &str| {
        format!(
            "<WLANProfile><name>Hall</name><MSM><security><sharedKey><protected>false</protected>\n\
             <keyMaterial>{key}</keyMaterial></sharedKey></security></MSM></WLANProfile>"
        )
    };
    let key = || CarriedKind::WirelessKey { profile: Some("Hall".to_owned()) };
    let of = |text: &str| written("a.ps1", text);
    let here = |key: &str| format!("@\"\n{}\n\"@", profile(key));
    let plain = here("invented-lantern");
    assert_eq!(of(&format!("{plain} | Out-File x.xml")), [(3, key())]);
    assert_eq!(of(&format!("Set-Content -Path x.xml -Value {plain}")), [(3, key())]);
    assert_eq!(of(&format!("$x = {plain}\n[IO.File]::WriteAllText('C:\\x.xml', $x)")).len(), 1);
    assert_eq!(of(&format!("[xml]$x = {plain}\n$x.Save('C:\\x.xml')")).len(), 1);
    let known = format!("$key = 'invented-lantern'\n{} > x.xml", here("$key"));
    assert_eq!(of(&known).len(), 1);
    for quiet in [
        format!("{} > x.xml", here("$key")),
        format!("{} > x.xml", here("$(Get-Secret wifi)")),
        format!("{plain} > x.txt"),
        plain.replace("false", "true") + " > x.xml",
    ] {
        assert!(of(&quiet).is_empty(), "{quiet}");
    }
    let echo = profile("invented-lantern").replace('<', "^<").replace('>', "^>");
    let lines: Vec<String> = echo.lines().map(|line| format!("echo {line}>>x.xml")).collect();
    assert_eq!(written("a.cmd", &lines.join("\r\n")), [(2, key())]);
    assert!(written("a.cmd", &lines.join("\r\n").replace("invented-lantern", "%KEY%")).is_empty());
}

const PIECES: &[&str] = &[
    "Register-ScheduledTask ",
    "New-ScheduledTask ",
    "$a = New-ScheduledTaskAction ",
    "-Action $a ",
    "-Xml $a ",
    "-InputObject (",
    ") ",
    "| ",
    "@s ",
    "\n",
    "schtasks /create /tn x /tr ",
    "schtasks /delete /tn ",
    "/xml a.xml ",
    "Unregister-ScheduledTask ",
    "$s.RegisterTaskDefinition(",
    "'x', $d, 6, ",
    "'C:\\x\\a.ps1' ",
    "sc.exe create ",
    "binpath= ",
    "icacls C:\\x /inheritance:r ",
    "Set-Acl ",
    "> C:\\x\\a.cmd ",
    "> a.xml ",
    "'<WLANProfile><name>é</name><MSM><security><sharedKey><protected>false</protected>",
    "<keyMaterial>$x é",
    "</keyMaterial></sharedKey></security></MSM></WLANProfile>' ",
    "Add-LocalGroupMember $a.Name ",
    "$a.Add('WinNT://é,user')",
    "é",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_script_has_its_tasks_and_services(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
        is_powershell in any::<bool>(),
    ) {
        let name = if is_powershell { "a.ps1" } else { "a.cmd" };
        let input = open_bytes(name, pieces.concat().into_bytes());
        for package in packages(&input, &Limits::default()) {
            for task in package.tasks() {
                prop_assert!(task.runs.len() <= super::tasks::MOST_RUN);
                let _ = task.runs.iter().map(super::RunCall::started_files).count();
            }
            let _ = package.made_services().len();
            let _ = package.written_secrets().len();
            let _ = package.new_members().count();
            let _ = FolderChanges::of(&package).may_close(r"C:\x\a.ps1");
            prop_assert!(package.calls().all(|call| call.runs().all(|inner| inner.index > call.index)));
        }
    }
}
