//! What is said of a lint before it runs.

use super::{Context, Findings, Need, SetFindings};
use crate::package::Package;

/// One fault that can be found.
#[derive(Debug)]
pub struct Lint {
    /// Its name, for ever: kebab case, and reads well after "allow".
    pub id: &'static str,
    /// What it is about.
    pub category: Category,
    /// Which question it answers: the category's, unless the lint says otherwise.
    pub question: Question,
    /// The highest severity that it gives.
    pub severity: Severity,
    /// The highest confidence that it has.
    pub confidence: Confidence,
    /// MITRE ATT&CK techniques that it is a sign of.
    pub attack: &'static [&'static str],
    /// The lints that say the same thing more strongly: at the same place this one stays silent.
    pub yields_to: &'static [&'static str],
    /// What the user has to state for it to run.
    pub needs: &'static [Need],
    /// The version that it came with.
    pub since: &'static str,
    /// Its documentation in Markdown, as its doc comment has it.
    pub docs: &'static str,
    /// Looks for the fault.
    pub check: fn(&Package, &Context, &mut Findings<'_>),
    /// Looks for the fault in packages that lie together: those of one folder, or one that lies
    /// alone. Every package of a run is in one call.
    pub check_set: Option<fn(&[&Package], &Context, &mut SetFindings<'_>)>,
}

impl Lint {
    /// The first line of its documentation.
    pub fn summary(&self) -> &'static str {
        self.docs.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default()
    }

    /// Its documentation without the blank that a doc comment begins each line with.
    pub fn plain_docs(&self) -> String {
        let line = |line: &'static str| line.strip_prefix(' ').unwrap_or(line).trim_end();
        self.docs.lines().map(line).collect::<Vec<_>>().join("\n").trim_end().to_owned()
    }

    /// The text under `## Why it matters`.
    pub fn why(&self) -> Option<String> {
        let docs = self.plain_docs();
        let (_, rest) = docs.split_once("## Why it matters")?;
        let why = rest.split("\n## ").next()?;
        Some(why.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The links under `## References`.
    pub fn references(&self) -> Vec<&'static str> {
        let (_, references) = self.docs.split_once("## References").unwrap_or_default();
        references.split(['<', '>']).filter(|part| part.starts_with("https://")).collect()
    }
}

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Information, or a better way.
    Advice,
    /// Likely trouble, or a risk that a person must accept.
    Warning,
    /// Will fail, locks out, gives away a high-value secret, or hands over control.
    Error,
}

impl Severity {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Advice => "advice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// A rule of thumb.
    Heuristic,
    /// True unless something unusual is the case.
    Likely,
    /// A fact.
    Certain,
}

impl Confidence {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Heuristic => "heuristic",
            Self::Likely => "likely",
            Self::Certain => "certain",
        }
    }
}

/// What a reader of a package wants to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Question {
    /// Will it work?
    Works,
    /// What does it give away?
    GivesAway,
    /// What does it do to the device?
    Does,
    /// Is a package the right way at all?
    Fits,
}

macro_rules! categories {
    ($($(#[$doc:meta])* $name:ident = $word:literal, $question:ident;)*) => {
        /// What a lint is about.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Category { $($(#[$doc])* $name,)* }

        impl Category {
            /// Its word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }

            /// The question that it belongs to.
            pub const fn question(self) -> Question {
                match self { $(Self::$name => Question::$question,)* }
            }
        }
    };
}

categories! {
    /// The bulk token of an Entra ID enrolment.
    BulkToken = "bulk-token", Works;
    /// Enrolments with an MDM service by name.
    Workplace = "workplace", Works;
    /// The join of an Active Directory domain.
    DomainJoin = "domain-join", Works;
    /// What the device will be called.
    ComputerName = "computer-name", Works;
    /// Local accounts and who can sign in.
    Accounts = "accounts", Works;
    /// Secrets that anybody who holds the package can read.
    Credentials = "credentials", GivesAway;
    /// Certificates that the package installs.
    Certificates = "certificates", Does;
    /// Wireless networks.
    Wifi = "wifi", Works;
    /// Hosts, addresses, shares and proxies.
    Network = "network", Works;
    /// Edition upgrades and product keys.
    Edition = "edition", Works;
    /// Policies.
    Policies = "policies", Works;
    /// Settings for some devices only.
    Multivariant = "multivariant", Works;
    /// How the package is put together.
    Packaging = "packaging", Does;
    /// How settings are spelt and typed.
    Schema = "schema", Works;
    /// Scripts and commands that wait for somebody who is not there.
    ScriptsSilent = "scripts-silent", Works;
    /// Scripts that count on files, users or folders which provisioning does not have.
    ScriptsContext = "scripts-context", Works;
    /// Provisioning commands that Windows cannot start, or not as meant.
    ScriptsCommand = "scripts-command", Works;
    /// Scripts that break off, or fail without anybody noticing.
    ScriptsReliability = "scripts-reliability", Works;
    /// Code that comes from elsewhere while the package is applied.
    ScriptsDownload = "scripts-download", Does;
    /// Protections that are switched off.
    ScriptsSecurity = "scripts-security", Does;
    /// What keeps running when the package is done.
    ScriptsPersistence = "scripts-persistence", Does;
    /// What deletes things that do not come back.
    ScriptsDestructive = "scripts-destructive", Does;
    /// What Windows no longer has, or soon will not.
    Deprecated = "deprecated", Works;
    /// Whether a package is the right way, and what comes with it.
    DeploymentPath = "deployment-path", Fits;
    /// What no honest package does.
    ScriptsMalicious = "scripts-malicious", Does;
    /// What the program says of itself: a limit, an ignore, an error.
    Internal = "internal", Works;
}

impl Category {
    /// Whether only settings, or a package as such, can be at fault: a script that is linted on its
    /// own has neither.
    pub const fn is_of_packages_only(self) -> bool {
        matches!(
            self,
            Self::BulkToken
                | Self::Workplace
                | Self::Multivariant
                | Self::Schema
                | Self::DeploymentPath
        )
    }
}

impl Question {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::GivesAway => "gives-away",
            Self::Does => "does",
            Self::Fits => "fits",
        }
    }
}
