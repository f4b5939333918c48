//! `script-endless-loop`

use std::ops::Range;

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::reading::{Style, Unit};
use crate::script::{BindOperator, Language, Scope, ScopeKind};

lint! {
    /// A loop has no end, or waits without a limit.
    ///
    /// ## Why it matters
    ///
    /// Provisioning waits for a command for 30 minutes during the first setup of a device. A loop
    /// that ends only when the network is there, or never, takes all of it where the network does
    /// not come, and the package fails without a word of why.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// while ($true) {
    ///     Start-Sleep -Seconds 10
    /// }
    /// ```
    ///
    /// ```powershell
    /// do { Start-Sleep 5 } until (Test-Connection depot.example -Count 1 -Quiet)
    /// ```
    ///
    /// ```batch
    /// :wait
    /// ping -n 5 127.0.0.1 >nul
    /// goto wait
    /// ```
    ///
    /// ```batch
    /// ping -t depot.example
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// $tries = 0
    /// do { Start-Sleep 5; $tries++ } until ((Test-Connection depot.example -Quiet) -or $tries -ge 60)
    /// while ($true) {
    ///     $tries++
    ///     if ($tries -gt 60) { break }
    ///     Start-Sleep 5
    /// }
    /// do { Get-Date } until ($true)
    /// ```
    ///
    /// ```batch
    /// set tries=0
    /// :wait
    /// set /a tries+=1
    /// if %tries% geq 60 goto on
    /// ping -n 2 127.0.0.1 >nul
    /// goto wait
    /// :on
    /// ```
    ///
    /// ## What to do
    ///
    /// Count the rounds, or look at the clock, and give up well before 30 minutes are over.
    pub(crate) ENDLESS_LOOP {
        id: "script-endless-loop", category: ScriptsSilent,
        severity: Warning, confidence: Likely, since: "0.1.0",
        check,
    }
}

const HELP: &str = "count the rounds or look at the clock, and give up well before 30 minutes";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut seen: Vec<(usize, u32)> = vec![];
    for call in package.calls().filter(RunCall::is_now) {
        let is_ping = call.is("ping") && call.is_program() && call.has_switch(&["t"]);
        if is_ping && !call.is_background && call.sink().is_none() {
            findings.at(call).say("ping -t never ends").help("give it a number: ping -n 10");
        }
        if call.is("goto") {
            back(&call, findings);
        }
        let unit = (call.part_index, call.unit);
        let is_scripted = matches!(call.language(), Language::PowerShell | Language::VbScript);
        if is_scripted && seen.last() != Some(&unit) && !seen.contains(&unit) {
            seen.push(unit);
            loops(&call, findings);
        }
    }
}

/// How a loop goes on.
enum Ends {
    /// By nothing in it.
    Never,
    /// When something is reached.
    WhenReached,
}

/// The loops of the text that a call stands in.
fn loops(call: &RunCall<'_>, findings: &mut Findings<'_>) {
    let unit = call.unit();
    for (at, scope) in (0_u32..).zip(&unit.tree.scopes) {
        if scope.kind != ScopeKind::Loop || unit.is_unreachable(at) {
            continue;
        }
        let Some(ends) = fault(unit, scope) else { continue };
        let text =
            |range: Range<u32>| unit.text.text().get(range.start as usize..range.end as usize);
        let head = match scope.condition.as_ref().map(|condition| condition.range.clone()) {
            Some(range) if text(range.clone()).is_some_and(|text| !text.trim().is_empty()) => range,
            _ => scope.range.clone(),
        };
        let place = call.place_of_range(&(head.start as usize..head.end as usize));
        let finding = findings.at(place);
        let finding = match ends {
            Ends::Never => finding.say("nothing in this loop ends it"),
            Ends::WhenReached => finding
                .say("this loop waits for something without a limit")
                .with_confidence(Confidence::Heuristic),
        };
        finding.help(HELP);
    }
}

/// What is wrong with a loop.
fn fault(unit: &Unit, scope: &Scope) -> Option<Ends> {
    let text = unit.text.text();
    let part =
        |range: &Range<u32>| text.get(range.start as usize..range.end as usize).unwrap_or_default();
    let condition = scope.condition.as_ref().map(|word| part(&word.range).trim().to_lowercase());
    let condition = condition.unwrap_or_default();
    let bare = condition.trim_matches(['(', ')', ' ', ';', '\r', '\n']);
    let is_until = scope.condition.as_ref().is_some_and(|word| {
        let between = text.get(scope.range.end as usize..word.range.start as usize);
        between.is_some_and(|between| between.to_lowercase().contains("until"))
    });
    let always = if is_until { ["$false", "0"] } else { ["$true", "1"] };
    let head = text.get(..scope.range.start as usize).unwrap_or_default();
    let line = head.rsplit('\n').next().unwrap_or_default().to_lowercase();
    let is_for = bare.is_empty() && line.split_whitespace().collect::<String>().contains("for(;;)");
    let waits = ["test-connection", "test-netconnection", "invoke-webrequest", "get-netadapter"]
        .iter()
        .any(|name| bare.contains(name));
    let is_endless = always.contains(&bare) || is_for;
    if !is_endless && !waits {
        return None;
    }
    // A number that grows, or the clock, may end it.
    let is_inside =
        |range: &Range<u32>| scope.range.start <= range.start && range.end <= scope.range.end;
    let counts = unit.tree.bindings.iter().any(|binding| {
        is_inside(&binding.range)
            && (binding.operator != BindOperator::Set || is_counted(part(&binding.range)))
    });
    let body = part(&scope.range).to_lowercase();
    let clocks = ["get-date", "datetime", "elapsed", "stopwatch", "timeout", "tickcount"];
    let has_clock = clocks.iter().any(|word| body.contains(word) || bare.contains(word));
    let has_limit =
        waits && ["-and", "-or", "-lt", "-gt", "-le", "-ge"].iter().any(|word| bare.contains(word));
    if counts || has_clock || has_limit {
        return None;
    }
    let leaves = unit.tree.commands.iter().any(|command| {
        let name = command.name.constant().unwrap_or_default().to_ascii_lowercase();
        let is_end = matches!(
            name.as_str(),
            "break" | "return" | "exit" | "throw" | "restart-computer" | "stop-computer"
        );
        is_end && is_inside(&command.range)
    });
    Some(if is_endless && !leaves { Ends::Never } else { Ends::WhenReached })
}

/// `$i = $i + 1`.
fn is_counted(text: &str) -> bool {
    let Some((target, value)) = text.split_once('=') else { return false };
    let target = target.trim();
    !target.is_empty() && value.contains(target) && value.contains(['+', '-'])
}

/// Calls between a label and the jump back to it that are looked at.
const LONGEST: usize = 500;

/// A jump back to a label.
fn back(call: &RunCall<'_>, findings: &mut Findings<'_>) {
    let Some(label) = call.texts().next() else { return };
    let label = label.trim_start_matches(':');
    let tree = &call.unit().tree;
    let start = tree.scopes.iter().find(|scope| {
        let is_it = scope.name.as_ref().is_some_and(|name| name.eq_ignore_ascii_case(label));
        scope.kind == ScopeKind::Label && is_it
    });
    let Some(start) = start.filter(|scope| (scope.range.start as usize) < call.range.start) else {
        return;
    };
    let between: Vec<RunCall<'_>> = call
        .before()
        .filter(|other| other.unit == call.unit)
        .take_while(|other| other.range.start >= start.range.start as usize)
        .take(LONGEST)
        .collect();
    if between.len() == LONGEST || call.is_unreachable() {
        return;
    }
    let first = |call: &RunCall<'_>| call.texts().next().unwrap_or_default().to_ascii_lowercase();
    let leaves = between.iter().any(|other| other.is_any(&["goto", "exit", "shutdown"]));
    // A number that grows, a list that gets shorter, and a menu are loops of another sort.
    let counts = between.iter().any(|other| {
        other.is("shift")
            || other.is("choice")
            || other.is("set") && other.style == Style::Builtin && first(other) != ""
    });
    let asks = between.iter().any(|other| other.is("ping") && !is_pause(other) || other.is("curl"));
    let is_loop = !call.is_conditional() && !is_tied(call) && !leaves;
    if counts || !is_loop && !asks {
        return;
    }
    let finding = findings.at(*call);
    let finding = match is_loop {
        true => finding.say(format!("nothing ends the loop back to :{label}")),
        false => finding
            .say(format!("the loop back to :{label} waits for something without a limit"))
            .with_confidence(Confidence::Heuristic),
    };
    finding.help(HELP);
}

/// Whether `ping` is only there to wait.
fn is_pause(call: &RunCall<'_>) -> bool {
    call.texts().any(|text| text.starts_with("127.") || text.eq_ignore_ascii_case("localhost"))
}

/// Whether it runs only if the command before it succeeded, or failed.
fn is_tied(call: &RunCall<'_>) -> bool {
    call.runs_if != crate::script::RunsIf::Always
}
