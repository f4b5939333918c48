//! `domain-join-account-domain-mismatch`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{AccountName, NameForm, Package, Place};

lint! {
    /// The account that joins belongs to another domain than the one that is joined.
    ///
    /// ## Why it matters
    ///
    /// The account is usually one of the domain that the computer joins. Where the names differ by a
    /// letter or two, one of them is misspelt and the join fails. Where they differ altogether, it
    /// works only if the domain knows the other name: by a trust, as its short name, or as one more
    /// suffix for signing in.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.contoso.example</DomainName>
    ///     <Account>CONTSO\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.contoso.example</DomainName>
    ///     <Account>joiner@contoso.onmicrosoft.com</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// Advice, where it may well be meant:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.contoso.example</DomainName>
    ///     <Account>joiner@fabrikam.example</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// The short name of a domain is often another of its labels, or made of them:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.contoso.example</DomainName>
    ///     <Account>CONTOSO\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.contoso.example</DomainName>
    ///     <Account>CONTOSO-CORP\joiner</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// An account of the domain above, or below:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.contoso.example</DomainName>
    ///     <Account>joiner@contoso.example</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Compare both with what Active Directory shows. If the account is meant to come from another
    /// domain, ignore this finding and say so.
    pub(crate) ACCOUNT_DOMAIN_MISMATCH {
        id: "domain-join-account-domain-mismatch", category: DomainJoin,
        severity: Warning, confidence: Likely,
        yields_to: ["domain-join-account-format"], since: "0.1.0",
        check,
    }
}

/// The longest name of a domain, in bytes.
const LONGEST: usize = 255;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(join) = package.domain_join() else { return };
    let Some(account) = join.account else { return };
    let name = AccountName::of(account.value());
    let of_account = name.domain().trim_end_matches('.').to_lowercase();
    let joined = join.domain_name().to_lowercase();
    let (NameForm::DownLevel | NameForm::Principal, Some(part)) = (name.form, &name.domain) else {
        return;
    };
    // Names are compared label by label, which is quadratic; no domain's name is longer than this.
    let is_name = |name: &str| (1..=LONGEST).contains(&name.len());
    if !is_name(&of_account) || !is_name(&joined) || fits(&of_account, &joined) {
        return;
    }
    let finding = findings.at(Place::part_of(account, part));
    let mut finding = if of_account.ends_with(".onmicrosoft.com") {
        finding
            .say(format!("{} is a name of Microsoft Entra ID, not of a domain", name.domain()))
            .here("a domain controller seldom knows this suffix")
    } else if is_slip(&of_account, &joined) {
        finding
            .say(format!(
                "the account is of {}, and the domain that is joined is {}: one of them looks \
                 misspelt",
                name.domain(),
                join.domain_name()
            ))
            .here("almost the name of the domain")
            .with_confidence(Confidence::Heuristic)
    } else {
        finding
            .say(format!(
                "the account is of {}, and the domain that is joined is {}",
                name.domain(),
                join.domain_name()
            ))
            .here("another name than the domain's")
            .lowered_to(Severity::Advice)
            .with_confidence(Confidence::Heuristic)
    };
    finding = finding.label_setting(join.domain, "the domain that is joined");
    finding.help(
        "compare both with what Active Directory shows; if the account is meant to come from \
         another domain, ignore this with that reason",
    );
}

/// Whether both, in lower case, can be names of one domain or of one family of domains.
fn fits(a: &str, b: &str) -> bool {
    match (a.contains('.'), b.contains('.')) {
        (true, true) => {
            let is_below = |lower: &str, upper: &str| {
                lower.strip_suffix(upper).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
            };
            is_below(a, b) || is_below(b, a)
        }
        (false, true) => is_short_name(a, b),
        (true, false) => is_short_name(b, a),
        (false, false) => a == b,
    }
}

/// Whether `short` may be the NetBIOS name of the domain: a label of it, or a word that holds one or
/// is held by one. The last label says nothing (`com`).
fn is_short_name(short: &str, domain: &str) -> bool {
    let (labels, _) = domain.rsplit_once('.').unwrap_or((domain, ""));
    labels.split('.').any(|label| {
        let is_word = label.len().min(short.len()) >= 3;
        short == label || (is_word && (short.contains(label) || label.contains(short)))
    })
}

/// Whether both differ by a slip of the pen.
fn is_slip(a: &str, b: &str) -> bool {
    let is_near = |a: &str, b: &str| {
        let length = a.chars().count().min(b.chars().count());
        let allowed = if length >= 8 { 2 } else { 1 };
        length >= 4 && strsim::osa_distance(a, b) <= allowed
    };
    match (a.contains('.'), b.contains('.')) {
        (true, true) | (false, false) => is_near(a, b),
        (false, true) => b.split('.').any(|label| is_near(a, label)),
        (true, false) => a.split('.').any(|label| is_near(label, b)),
    }
}
