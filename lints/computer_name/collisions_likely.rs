//! `computer-name-collisions-likely`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::{ComputerName, Package, PartKind, Place};

lint! {
    /// The random digits of the computer name are too few for so many devices.
    ///
    /// ## Why it matters
    ///
    /// Random names clash sooner than one thinks: with 4 digits and 200 devices it is almost certain
    /// that two have the same name. In a domain the second of them takes the computer account of the
    /// first, elsewhere nobody can tell them apart.
    ///
    /// ## Fires
    ///
    /// ```xml fleet-size=200
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%RAND:4%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// Advice where the number of devices is not stated; then 100 are assumed:
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%RAND:3%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```xml
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%RAND:7%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ```xml fleet-size=4
    /// <Accounts>
    ///   <ComputerAccount>
    ///     <ComputerName>PC-%RAND:4%</ComputerName>
    ///   </ComputerAccount>
    /// </Accounts>
    /// ```
    ///
    /// ## What to do
    ///
    /// Use more digits, or the serial number (`%SERIAL%`), which no two devices share. State how many
    /// devices there are in the configuration (`fleet-size`).
    pub(crate) COLLISIONS_LIKELY {
        id: "computer-name-collisions-likely", category: ComputerName,
        severity: Warning, confidence: Certain,
        yields_to: ["computer-name-rand-range", "computer-name-too-long"], since: "0.1.0",
        check,
    }
}

/// Devices that are assumed where nobody states their number.
const ASSUMED: u32 = 100;

/// The chance from which on it is said.
const TOLERATED: f64 = 0.01;

/// The same where the number of devices is only assumed: most packages are for fewer.
const UNSTATED: f64 = 0.1;

fn check(package: &Package, context: &Context, findings: &mut Findings<'_>) {
    let stated = context.site.fleet_size;
    let devices = stated.unwrap_or(ASSUMED);
    for name in package.computer_names().iter().filter(|name| name.is_understood()) {
        let Some(digits) = name.random_digits().filter(|digits| *digits > 0) else { continue };
        let chance = chance(devices, digits);
        if chance <= if stated.is_some() { TOLERATED } else { UNSTATED } {
            continue;
        }
        let is_random = |kind| matches!(kind, PartKind::Random { .. });
        let place = match name.parts.iter().find(|part| is_random(part.kind)) {
            Some(part) => Place::part_of(name.setting, &part.range),
            None => Place::from(name.setting),
        };
        let plural = if digits == 1 { "" } else { "s" };
        let percent = percent(chance);
        let mut finding = findings.at(place).say(match stated {
            Some(_) => format!(
                "with {digits} random digit{plural} and {devices} devices the chance that two get \
                 the same name is {percent}"
            ),
            None => format!(
                "{digits} random digit{plural} may be too few: with {devices} devices the chance \
                 that two get the same name is {percent}"
            ),
        });
        finding = finding.here(format!("{} different names", name_count(digits)));
        if stated.is_none() {
            finding = finding.lowered_to(Severity::Advice).with_confidence(Confidence::Heuristic);
        }
        finding.help(help(name, devices, stated.is_some()));
    }
}

/// The chance that two of so many devices get the same name: the birthday bound.
fn chance(devices: u32, digits: usize) -> f64 {
    let devices = f64::from(devices);
    let names = 10_f64.powi(i32::try_from(digits).unwrap_or(i32::MAX));
    if devices > names {
        return 1.0;
    }
    1.0 - (-devices * (devices - 1.0) / (2.0 * names)).exp()
}

/// The chance in words: never 0 or 100 where it is neither.
fn percent(chance: f64) -> String {
    match chance * 100.0 {
        all if all >= 100.0 => "100 %".to_owned(),
        more if more > 99.0 => "more than 99 %".to_owned(),
        some => format!("{some:.0} %"),
    }
}

/// How many names so many digits make.
fn name_count(digits: usize) -> String {
    let exponent = u32::try_from(digits).ok();
    let count = exponent.and_then(|exponent| 10_u64.checked_pow(exponent));
    count.map_or_else(|| format!("10^{digits}"), |count| count.to_string())
}

fn help(name: &ComputerName<'_>, devices: u32, is_stated: bool) -> String {
    let room = name.kind.limit().saturating_sub(name.fixed_bytes());
    let enough = (1..=room).find(|digits| chance(devices, *digits) <= TOLERATED);
    let digits = match enough {
        Some(enough) => format!("use {enough} digits or %SERIAL%"),
        None => "use %SERIAL%".to_owned(),
    };
    match is_stated {
        true => digits,
        false => format!("{digits}, or state fleet-size in the configuration"),
    }
}
