//! What is reached of scripts.

use crate::container::open_bytes;
use crate::package::{Limits, Package, Stage, packages};

/// The arguments of `Write-Host`, `echo` and `WScript.Echo` that are reached.
fn reached(name: &str, text: &str) -> String {
    let input = open_bytes(name, text.as_bytes().to_vec());
    let package: Package =
        packages(&input, &Limits::default()).into_iter().next().unwrap_or_else(|| unreachable!());
    let said = package
        .calls()
        .filter(|call| call.is_any(&["write-host", "echo"]) && call.stage() != Stage::Unreached)
        .filter_map(|call| call.positional().next().map(|value| value.text().to_owned()));
    said.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_function_that_nothing_calls_is_not_reached() {
    let script = "function A { Write-Host a; B }\nfunction B { Write-Host b }\n\
                  function C { Write-Host c; D }\nfunction D { Write-Host d; C }\n# C\nA";
    assert_eq!(reached("x.ps1", script), "a b");
}

#[test]
fn a_name_in_a_text_may_be_called() {
    let script = "function A { Write-Host a }\nfunction B { Write-Host b }\n\
                  function C { Write-Host c }\n& 'a'\nStart-Job ${function:B}";
    assert_eq!(reached("x.ps1", script), "a b");
    let unknown = "function A { Write-Host a }\nfunction B { Write-Host b }\nA\niex (irm $x)";
    assert_eq!(reached("x.ps1", unknown), "a b");
}

#[test]
fn a_script_that_calls_none_of_its_functions_has_them_for_others() {
    let script = "function A { Write-Host a }\nfunction B { Write-Host b }\n\
                  Export-ModuleMember -Function A";
    assert_eq!(reached("x.ps1", script), "a b");
    assert_eq!(reached("x.psm1", &format!("{script}\nA")), "a b");
}

#[test]
fn methods_are_called_by_objects() {
    let script = "function F { Write-Host f }\nclass C { [void] M() { Write-Host m } }\n\
                  function G { Write-Host g }\nF";
    assert_eq!(reached("x.ps1", script), "f m");
}

#[test]
fn what_runs_in_a_function_is_reached_with_it() {
    let script = "function A { cmd /c echo a }\nfunction B { cmd /c echo b }\nA";
    assert_eq!(reached("x.ps1", script), "a");
}

#[test]
fn a_sub_that_nothing_calls_is_not_reached() {
    let script = "Sub A()\n WScript.Echo \"a\"\nEnd Sub\nSub B()\n WScript.Echo \"b\"\nEnd Sub\n\
                  Function C()\n WScript.Echo \"c\"\n C = 1\nEnd Function\nA";
    assert_eq!(reached("x.vbs", script), "a");
}

#[test]
fn an_object_calls_what_handles_its_events() {
    let script = "Sub ie_Quit()\n WScript.Echo \"a\"\nEnd Sub\nSub B()\n WScript.Echo \"b\"\n\
                  End Sub\nSub C()\nEnd Sub\nC\n\
                  Set ie = WScript.CreateObject(\"InternetExplorer.Application\", \"ie_\")";
    assert_eq!(reached("x.vbs", script), "a");
}

#[test]
fn a_label_that_nothing_leads_to_is_not_reached() {
    let script = "call :a\ngoto c\n:a\necho a\nexit /b\n:b\necho b\ngoto :eof\n:c\n\
                  echo c\n:d\necho d\nexit /b\n:e\necho e\n:f\necho f\ngoto e";
    assert_eq!(reached("x.cmd", script), "a c d");
    assert_eq!(reached("x.cmd", "goto %1\n:a\necho a\nexit\n:b\necho b"), "a b");
    assert_eq!(reached("x.cmd", "if exist x goto b\n:a\necho a\nexit\n:B\necho b"), "a b");
}
