//! Why a password is weak: a reason, never the password.

/// Why a password is weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// It has fewer than 8 characters: so many.
    Short(usize),
    /// It has no characters but digits.
    Digits,
    /// It holds the name of its account.
    AccountName,
    /// It holds the name of the computer, without what a macro puts in.
    ComputerName,
    /// It is one of the first that are tried, perhaps with digits for letters or a number behind it.
    Common,
    /// It is a season or a month and a year.
    SeasonAndYear,
    /// It stands for a password that was never put in.
    Placeholder,
}

/// Passwords of fewer characters are weak whatever they are.
const SHORTEST: usize = 8;

impl Weakness {
    /// The first reason that holds for a password of that account and computer.
    ///
    /// Facts come before what only a list says.
    pub fn of(password: &str, account: &str, computer: Option<&str>) -> Option<Self> {
        let length = password.chars().count();
        if length < SHORTEST {
            return Some(Self::Short(length));
        }
        if password.chars().all(|ch| ch.is_ascii_digit()) {
            return Some(Self::Digits);
        }
        let folded = password.to_lowercase();
        let holds = |name: &str| {
            let name = name.trim().to_lowercase();
            // A short name stands in many a word.
            name.chars().count() >= 4 && folded.contains(&name)
        };
        if holds(account) {
            return Some(Self::AccountName);
        }
        let computer = computer.filter(|computer| computer.len() <= LONGEST_COMPUTER_NAME);
        if computer.is_some_and(|computer| fixed_parts(computer).any(holds)) {
            return Some(Self::ComputerName);
        }
        if is_common(password) {
            return Some(Self::Common);
        }
        is_season_and_year(password).then_some(Self::SeasonAndYear)
    }

    /// The reason in words, to stand behind "the password is weak:".
    pub fn reason(self) -> String {
        match self {
            Self::Short(length) => {
                format!("it has {length} characters, and fewer than {SHORTEST} are soon tried out")
            }
            Self::Digits => "it has nothing but digits".to_owned(),
            Self::AccountName => "it holds the name of its account".to_owned(),
            Self::ComputerName => "it holds the name of the computer".to_owned(),
            Self::Common => "it is one of those that are tried first".to_owned(),
            Self::SeasonAndYear => "it is made of a time of the year and a year".to_owned(),
            Self::Placeholder => "it is a placeholder that nothing has filled in".to_owned(),
        }
    }

    /// Whether it can be seen at once, rather than taken from a list.
    pub fn is_fact(self) -> bool {
        !matches!(self, Self::Common | Self::SeasonAndYear)
    }
}

/// Names of computers have no more characters, whatever is written.
const LONGEST_COMPUTER_NAME: usize = 63;

/// The parts of a computer's name that are the same on every device: not `%SERIAL%`, `%RAND:4%`.
fn fixed_parts(computer: &str) -> impl Iterator<Item = &str> {
    computer.split('%').step_by(2).map(|part| part.trim_matches(['-', '_', '.', ' ']))
}

/// What is left of a password when digits stand for letters again and the number behind is gone.
fn word_of(folded: &str) -> String {
    let is_letter = |ch: char| match ch {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' | '!' => 'i',
        '3' => 'e',
        '5' | '$' => 's',
        '7' => 't',
        other => other,
    };
    folded.trim_end_matches(|ch: char| !ch.is_alphabetic()).chars().map(is_letter).collect()
}

/// Words that lead the lists of leaked passwords, in the languages of Windows' largest markets, and
/// those that administrators put into a package for want of a better one. Numbers behind them and
/// digits for letters are understood; what is shorter than `SHORTEST` as a whole is weak anyhow.
/// Short on purpose: a longer list would accuse more passphrases than it finds weak passwords.
const COMMON_WORDS: &str = "\
    admin adminadmin administrador administrateur administrator asdfasdf asdfghjkl azerty azertyuiop \
    baseball changeit changeme computer contrasena default dragon football geheim guest guestguest \
    hallo hello iloveyou internet kennwort kiosk letmein localadmin login motdepasse passwd password \
    passwort princess qwer qwerty qwertyui qwertyuiop qwertz qwertzuiop school secret starwars \
    student sunshine superman temp test testtest user wachtwoord welcome welkom wifi wifipassword \
    willkommen windows wireless";

/// Runs of keys and digits that lead those lists, as they are.
const COMMON_RUNS: &str = "\
    00000000 0123456789 0987654321 11111111 12341234 12345678 123456789 1234567890 12345678910 \
    123123123 1q2w3e4r 1q2w3e4r5t 1qaz2wsx 87654321 88888888 98765432 987654321 99999999 abc12345 \
    abcd1234 q1w2e3r4 q1w2e3r4t5 zaq12wsx";

/// Whether it is one of the first that are tried, perhaps in disguise.
pub(super) fn is_common(password: &str) -> bool {
    let folded = password.to_lowercase();
    let word = word_of(&folded);
    COMMON_WORDS.split_whitespace().any(|common| common == word)
        || COMMON_RUNS.split_whitespace().any(|common| common == folded)
}

const TIMES: &[&str] = &[
    "spring",
    "summer",
    "autumn",
    "fall",
    "winter",
    "fruehling",
    "frühling",
    "sommer",
    "herbst",
    "printemps",
    "hiver",
    "verano",
    "invierno",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "januar",
    "februar",
    "maerz",
    "märz",
    "juni",
    "juli",
    "oktober",
    "dezember",
];

/// A time of the year, and a year of this or the last century of two or four digits.
pub(super) fn is_season_and_year(password: &str) -> bool {
    let folded = password.to_lowercase();
    TIMES.iter().filter_map(|time| folded.strip_prefix(time)).any(|rest| {
        let rest = rest.trim_matches(|ch: char| !ch.is_alphanumeric());
        let is_year = rest.len() == 2 || rest.starts_with("20") || rest.starts_with("19");
        rest.chars().all(|ch| ch.is_ascii_digit()) && matches!(rest.len(), 2 | 4) && is_year
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_seen_at_once_comes_first() {
        let of = |password| Weakness::of(password, "kiosk", Some("LITWARE-%SERIAL%"));
        assert_eq!(of("q2"), Some(Weakness::Short(2)));
        assert_eq!(of("84629175"), Some(Weakness::Digits));
        assert_eq!(of("MyKiosk-Terminal"), Some(Weakness::AccountName));
        assert_eq!(of("litware-lobby-9"), Some(Weakness::ComputerName));
        assert_eq!(of("serial-killers-club"), None, "a macro is no part of the name");
        assert!(of("q2").is_some_and(Weakness::is_fact));
    }

    #[test]
    fn common_words_are_known_in_disguise_and_not_within_others() {
        let of = |password| Weakness::of(password, "localadmin", None);
        for common in
            ["P@ssw0rd", "Password2026!", "Welcome123", "Qwertz123456", "Ch4ngeme!!", "1q2w3e4r"]
        {
            assert_eq!(of(common), Some(Weakness::Common), "{common}");
        }
        for season in ["Summer2026!", "winter-25", "Sommer2025"] {
            assert_eq!(of(season), Some(Weakness::SeasonAndYear), "{season}");
        }
        for fine in
            ["Summer-Rain-Over-Oslo", "Passwords-Are-Hard-7", "Tr0ub4dor&3x", "March1234567"]
        {
            assert_eq!(of(fine), None, "{fine}");
        }
    }
}
