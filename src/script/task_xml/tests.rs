#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

use std::ops::Range;

use proptest::prelude::*;

use super::*;

const TASK: &str = "\r\n  <?xml version=\"1.0\" encoding=\"UTF-16\"?>\r
<Task version=\"1.4\" xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">\r
  <RegistrationInfo><URI>\\Fabrikam\\Update</URI></RegistrationInfo>\r
  <Triggers>\r
    <BootTrigger><Enabled>true</Enabled></BootTrigger>\r
    <LogonTrigger><Enabled>false</Enabled><UserId>FABRIKAM\\kiosk</UserId></LogonTrigger>\r
    <WnfStateChangeTrigger/>\r
  </Triggers>\r
  <Principals>\r
    <Principal id=\"Author\"><UserId>S-1-5-18</UserId><RunLevel>HighestAvailable</RunLevel></Principal>\r
    <Principal id=\"Other\"><GroupId>S-1-5-32-545</GroupId></Principal>\r
  </Principals>\r
  <Settings>\r
    <RunOnlyIfNetworkAvailable>1</RunOnlyIfNetworkAvailable>\r
    <Hidden> true </Hidden>\r
    <DeleteExpiredTaskAfter>PT0S</DeleteExpiredTaskAfter>\r
  </Settings>\r
  <Actions Context=\"Author\">\r
    <Exec>\r
      <Command>powershell.exe</Command>\r
      <Arguments>-Command \"a &amp; b\"</Arguments>\r
      <WorkingDirectory>C:\\Fabrikam</WorkingDirectory>\r
    </Exec>\r
    <ComHandler><ClassId>{0}</ClassId></ComHandler>\r
    <Exec/>\r
  </Actions>\r
</Task>\r\n";

#[test]
fn a_task() {
    let task = read(TASK).unwrap();
    let at = |range: Range<u32>| &TASK[range.start as usize..range.end as usize];
    assert_eq!(task.uri.as_ref().unwrap().text(), r"\Fabrikam\Update");
    let kinds: Vec<_> = task.triggers.iter().map(|it| (it.kind, it.is_enabled)).collect();
    assert_eq!(
        kinds,
        [(TriggerKind::Boot, true), (TriggerKind::Logon, false), (TriggerKind::Other, true)]
    );
    assert_eq!(at(task.triggers[2].range.clone()), "<WnfStateChangeTrigger/>");
    assert_eq!(at(task.triggers[1].user.as_ref().unwrap().range()), r"FABRIKAM\kiosk");
    assert_eq!(task.principals.len(), 2);
    let principal = task.principal().unwrap();
    assert!(principal.is_system() && principal.is_elevated());
    assert!(!task.principals[1].is_system());
    assert_eq!(task.settings.run_only_if_network_available, Some(true));
    assert_eq!(task.settings.hidden, Some(true));
    assert_eq!(task.settings.enabled, None);
    assert_eq!(task.settings.delete_expired_task_after.unwrap().text(), "PT0S");
    let [
        Action::Exec {
            command, arguments: Some(arguments), working_directory: Some(folder), ..
        },
        Action::ComHandler { class: Some(class), .. },
        Action::Other { .. },
    ] = task.actions.as_slice()
    else {
        panic!("{:?}", task.actions)
    };
    assert_eq!(at(command.range()), "powershell.exe");
    assert_eq!(arguments.text(), "-Command \"a & b\"");
    assert_eq!(at(arguments.range()), "-Command \"a &amp; b\"");
    assert_eq!(at(arguments.place(&(12..13))), "&amp;");
    assert_eq!(folder.text(), r"C:\Fabrikam");
    assert_eq!(class.text(), "{0}");
}

#[test]
fn what_is_no_task() {
    for text in [
        "",
        "<Task/>",
        "<Job xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\"/>",
        "<Task xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">",
        "$a = '<Task xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\"/>'",
    ] {
        assert!(read(text).is_none(), "{text}");
    }
    assert!(
        read("<Task xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\"/>").is_some()
    );
}

/// Whether every range lies in the text.
fn is_sound(text: &str) {
    let Some(task) = read(text) else { return };
    let inside = |range: &Range<u32>| {
        assert!(text.get(range.start as usize..range.end as usize).is_some(), "{range:?} {text:?}");
    };
    let mut texts = vec![&task.uri, &task.context, &task.settings.delete_expired_task_after];
    for it in &task.principals {
        inside(&it.range);
        texts.extend([&it.id, &it.user, &it.group, &it.logon_type, &it.run_level]);
    }
    for it in &task.triggers {
        inside(&it.range);
        texts.push(&it.user);
    }
    for action in &task.actions {
        match action {
            Action::Exec { range, command, arguments, working_directory } => {
                inside(range);
                inside(&command.range());
                texts.extend([arguments, working_directory]);
            }
            Action::ComHandler { range, class, data } => {
                inside(range);
                texts.extend([class, data]);
            }
            Action::Other { range } => inside(range),
        }
    }
    for it in texts.into_iter().flatten() {
        inside(&it.range());
        for (at, ch) in it.text().char_indices() {
            inside(&it.place(&(at..at + ch.len_utf8())));
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_sound(text in ".{0,200}") {
        is_sound(&text);
    }

    #[test]
    fn any_task_is_sound(parts in prop::collection::vec((
        prop::sample::select(vec![
            "Principals><Principal", "Triggers><LogonTrigger", "Actions><Exec",
            "Actions><ComHandler", "Settings", "RegistrationInfo",
        ]),
        prop::sample::select(vec![
            "UserId", "GroupId", "Command", "Arguments", "ClassId", "Enabled", "Hidden", "URI",
            "DeleteExpiredTaskAfter", "RunLevel",
        ]),
        "(é|&amp;|&#x20;|\r\n|<!---->|[a-z ]){0,5}",
    ), 0..6), before in "[ \n\u{feff}]{0,3}") {
        let mut text = format!("{before}<Task xmlns=\"http://schemas.microsoft.com/windows/2004/02/mit/task\">");
        for (parents, leaf, value) in parts {
            let closing: Vec<&str> = parents.split("><").collect();
            let closing: String = closing.iter().rev().map(|name| format!("</{name}>")).collect();
            text.push_str(&format!("<{parents}><{leaf}>{value}</{leaf}>{closing}"));
        }
        text.push_str("</Task>");
        prop_assert!(read(&text).is_some());
        is_sound(&text);
    }
}
