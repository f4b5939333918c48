//! `script-endless-loop`

use std::{collections::HashSet, ops::Range};

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
    /// :wait
    /// ping -n 1 depot.example
    /// if errorlevel 1 goto wait
    /// ```
    ///
    /// ```powershell
    /// for (;;) { if (Test-Path C:\Depot\ready.txt) { break } }
    /// ```
    ///
    /// ```batch
    /// ping -t depot.example
    /// ```
    ///
    /// ```vbscript
    /// Do
    ///     WScript.Sleep 1000
    /// Loop
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
    /// ping -n 1 depot.example >nul
    /// if errorlevel 1 if %tries% lss 10 goto wait
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

/// Loops and jumps of one text that are looked at: each takes a look at all that is in it.
const MOST: usize = 64;

const HELP: &str = "count the rounds or look at the clock, and give up well before 30 minutes";

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let mut seen = HashSet::new();
    let mut jumps = 0;
    for call in package.calls().filter(RunCall::is_now) {
        let is_ping = call.is("ping") && call.is_program() && call.has_switch(&["t"]);
        if is_ping && !call.is_background {
            findings.at(call).say("ping -t never ends").help("give it a number: ping -n 10");
        }
        if call.is("goto") && jumps < MOST {
            jumps += 1;
            back(&call, findings);
        }
        let unit = (call.part_index, call.unit);
        let is_scripted = matches!(
            call.language(),
            Language::PowerShell | Language::VbScript | Language::JScript
        );
        if is_scripted && seen.insert(unit) {
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
    let mut looked = 0;
    for (at, scope) in (0_u32..).zip(&unit.tree.scopes) {
        if scope.kind != ScopeKind::Loop || unit.is_unreachable(at) {
            continue;
        }
        let Some(condition) = endless(unit, scope) else { continue };
        looked += 1;
        if looked > MOST {
            return;
        }
        let Some(ends) = fault(unit, scope, &condition) else { continue };
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

/// The condition of a loop that is always so, or that waits for something.
struct Condition {
    text: String,
    is_endless: bool,
}

/// What the conditions of loops wait for.
const AWAITED: &[&str] =
    &["test-connection", "test-netconnection", "invoke-webrequest", "get-netadapter"];

/// Bytes of a condition, and of what stands before a loop, that are read.
const HEAD: usize = 400;

fn endless(unit: &Unit, scope: &Scope) -> Option<Condition> {
    let is_vbscript = unit.language == Language::VbScript;
    let text = unit.text.text();
    let (start, end) = (scope.range.start as usize, scope.range.end as usize);
    let range = scope.condition.as_ref().map(|word| word.range.clone()).unwrap_or_default();
    let written = text.get(range.start as usize..range.end as usize)?;
    if written.len() > HEAD {
        return None;
    }
    let written = written.to_lowercase();
    let between = text.get(end..range.start as usize).filter(|between| between.len() < HEAD);
    let is_until = between.is_some_and(|between| between.to_lowercase().contains("until"))
        || is_vbscript && written.starts_with("until ");
    let word = if is_until { "until " } else { "while " };
    let bare = match is_vbscript {
        true => written.strip_prefix(word).unwrap_or(&written),
        false => &written,
    };
    let bare = bare.trim_matches(['(', ')', ' ', ';', '\r', '\n']);
    let always = match (unit.language, is_until) {
        (Language::VbScript, true) => ["false", "0"],
        (Language::VbScript | Language::JScript, _) => ["true", "1"],
        (_, true) => ["$false", "0"],
        (_, false) => ["$true", "1"],
    };
    // `Do … Loop` has no condition.
    let is_do = || {
        let before = text.get(..start).unwrap_or_default().trim_end().bytes().rev();
        is_vbscript && before.take(2).map(|byte| byte.to_ascii_lowercase()).eq(*b"od")
    };
    // `for (;;)` has no condition.
    let is_for = || {
        let before = text.get(..start).unwrap_or_default().bytes().rev().take(HEAD);
        let signs = before.filter(|byte| !byte.is_ascii_whitespace() && *byte != b'{');
        signs.take(7).eq(*b");;(rof")
    };
    let is_endless = always.contains(&bare) || bare.is_empty() && (is_for() || is_do());
    // What is waited for as a file may come as well from another program.
    let rests = || {
        let body = text.get(start..end).unwrap_or_default().to_ascii_lowercase();
        bare.contains("test-path") && body.contains("sleep")
    };
    let waits = AWAITED.iter().any(|name| bare.contains(name)) || rests();
    (is_endless || waits).then(|| Condition { text: bare.to_owned(), is_endless })
}

/// What is wrong with a loop.
fn fault(unit: &Unit, scope: &Scope, condition: &Condition) -> Option<Ends> {
    let text = unit.text.text();
    let part =
        |range: &Range<u32>| text.get(range.start as usize..range.end as usize).unwrap_or_default();
    let Condition { text: bare, is_endless } = condition;
    // A number that grows, or the clock, may end it; who asks in a loop has asked before.
    let is_inside =
        |range: &Range<u32>| scope.range.start <= range.start && range.end <= scope.range.end;
    let counts = unit.tree.bindings.iter().any(|binding| {
        is_inside(&binding.range)
            && (binding.operator != BindOperator::Set || is_counted(part(&binding.range)))
    });
    let body = part(&scope.range).to_lowercase();
    let clocks =
        ["get-date", "datetime", "elapsed", "stopwatch", "timeout", "tickcount", "read-host"];
    let has_clock = clocks.iter().any(|word| body.contains(word) || bare.contains(word));
    let compares = ["-and", "-or", "-lt", "-gt", "-le", "-ge"];
    let has_limit = !is_endless && compares.iter().any(|word| bare.contains(word));
    if counts || has_clock || has_limit {
        return None;
    }
    let ends = ["break", "return", "exit", "throw", "restart-computer", "stop-computer"];
    let leaves = unit.tree.commands.iter().any(|command| {
        let name = command.name.constant().unwrap_or_default();
        ends.iter().any(|end| name.eq_ignore_ascii_case(end)) && is_inside(&command.range)
    });
    Some(if *is_endless && !leaves { Ends::Never } else { Ends::WhenReached })
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
    let sets = tree.bindings.iter().any(|binding| {
        start.range.start <= binding.range.start
            && (binding.range.start as usize) < call.range.start
    });
    let counts = sets
        || between.iter().any(|other| {
            other.is("shift")
                || other.is("choice")
                || other.is("set") && other.style == Style::Builtin && !first(other).is_empty()
        });
    let asks = between.iter().any(|other| other.is("ping") && !is_pause(other) || other.is("curl"))
        || call.conditions().any(waits_for_file);
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

/// `if not exist C:\Depot\ready.txt`.
fn waits_for_file(condition: &str) -> bool {
    let mut words = condition.split_whitespace().map(str::to_ascii_lowercase);
    words.any(|word| word == "not") && words.any(|word| word == "exist")
}

/// Whether `ping` is only there to wait.
fn is_pause(call: &RunCall<'_>) -> bool {
    call.texts().any(|text| text.starts_with("127.") || text.eq_ignore_ascii_case("localhost"))
}

/// Whether it runs only if the command before it succeeded, or failed.
fn is_tied(call: &RunCall<'_>) -> bool {
    call.runs_if != crate::script::RunsIf::Always
}
