//! `domain-join-privileged-account`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{AccountName, Package, Place};

lint! {
    /// The account that joins the domain is an administrator, by its name.
    ///
    /// ## Why it matters
    ///
    /// The package carries the account's password in clear. With a domain administrator that is the
    /// whole domain in a file that lies on USB sticks: whoever finds one can sign in to every server.
    /// Joining a computer needs nothing of the kind.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\Administrator</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>jdoe-t0@corp.example.com</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// A warning, since many a helper is called so:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\adm.jdoe</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>corp.example.com</DomainName>
    ///     <Account>corp\svc-domainjoin</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// The letters alone say nothing, nor does the domain:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <DomainName>admin.example.com</DomainName>
    ///     <Account>admin\leonardo.da.badmington</Account>
    ///     <Password>Invented-2026</Password>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Make an account that may create computer objects in the one organisational unit and nothing
    /// else, join with it, and change the password of the account that stood here.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/configuration/wcd/wcd-accounts>
    pub(crate) PRIVILEGED_ACCOUNT {
        id: "domain-join-privileged-account", category: DomainJoin, question: GivesAway,
        severity: Error, confidence: Likely, attack: ["T1078.002"], since: "0.1.0",
        check,
    }
}

/// The built-in administrator in the languages that call it otherwise than English does.
const BUILT_IN: [&str; 7] = [
    "administrator",
    "administrateur",
    "administrador",
    "administratör",
    "järjestelmänvalvoja",
    "rendszergazda",
    "администратор",
];

/// Words for whoever rules the domain.
const RULERS: [&str; 8] = [
    "domainadmin",
    "domainadmins",
    "domadm",
    "domadmin",
    "enterpriseadmin",
    "schemaadmin",
    "tier0",
    "t0",
];

/// Words that administrators use, and helpers too.
const SUSPECTS: [&str; 6] = ["admin", "admins", "adm", "administrator", "root", "sccm"];

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(account) = package.join_setting("Account") else { return };
    let name = AccountName::of(account.value());
    let Some(rank) = rank(name.user()) else { return };
    let finding = findings.at(Place::part_of(account, &name.user));
    let finding = match &rank {
        Rank::BuiltIn => finding
            .say("the domain is joined as its built-in administrator")
            .here("this account rules the domain"),
        Rank::Ruler(word) => finding
            .say(format!(
                "the domain is joined by what looks like one of its administrators: {word}"
            ))
            .here("by its name, an administrator of the domain"),
        Rank::Suspect(word) => finding
            .say(format!("the account that joins the domain may be an administrator: {word}"))
            .here("by its name, more than an account for joining")
            .lowered_to(Severity::Warning)
            .with_confidence(Confidence::Heuristic),
    };
    let password = package.join_setting("Password");
    finding.label_setting(password, "its password, for whoever holds the package").help(
        "join with an account that may only create computer objects in one organisational unit, \
         and change the password of this one",
    );
}

/// What the name of a user says of its rank.
enum Rank {
    BuiltIn,
    Ruler(String),
    Suspect(String),
}

fn rank(user: &str) -> Option<Rank> {
    let user = user.to_lowercase();
    if BUILT_IN.contains(&user.as_str()) {
        return Some(Rank::BuiltIn);
    }
    // Whole words only: "badmin" and "svc-joinadmin" are ordinary names.
    let pieces = user.split(|ch: char| ch.is_whitespace() || "._-".contains(ch));
    let words: Vec<&str> = pieces
        .flat_map(|piece| match RULERS.contains(&piece) {
            true => vec![piece],
            false => piece.split(|ch: char| ch.is_ascii_digit()).collect(),
        })
        .filter(|word| !word.is_empty())
        .collect();
    let pairs = words.windows(2).map(|pair| pair.concat());
    let mut all = words.iter().map(|word| (*word).to_owned()).chain(pairs);
    if let Some(word) = all.find(|word| RULERS.contains(&word.as_str())) {
        return Some(Rank::Ruler(word));
    }
    // "da" is also a piece of family names, where it stands in the middle.
    if [words.first(), words.last()].contains(&Some(&"da")) {
        return Some(Rank::Ruler("da".to_owned()));
    }
    let word = words.iter().find(|word| SUSPECTS.contains(*word))?;
    Some(Rank::Suspect((*word).to_owned()))
}
