//! What is wrong with a value, as far as the settings table can tell.

use super::setting::Setting;
use super::table::{self, Kind};

/// Why a setting does not take a value. The table is of 2020: ranges of numbers have stayed as they
/// are since, lists of choices have grown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueFault {
    /// `1`, `0`, `Yes` or `No`, where `True` or `False` is meant.
    NearlyBoolean,
    /// Neither `True` nor `False`.
    NotBoolean,
    /// No whole number, and no word that a later list could know.
    NotNumber,
    /// Less than the least number.
    Below(i64),
    /// More than the greatest number.
    Above(i64),
    /// A number that stands for no choice of the list.
    UnknownNumber,
    /// A word that stands for no choice.
    UnknownWord,
}

/// Settings whose list only proposes: what is not in it is taken as well.
const OPEN_LISTS: &[&str] =
    &["ConnectivityProfiles/VPN/VPNSetting/VPNConfig/VPNSettings/PluginProfilePackageFamilyName"];

impl Setting {
    /// What is wrong with the value that counts. None for an empty one, one that is filled in
    /// later (`%SERIAL%`, `$(…)`), and a setting that the table does not know.
    pub fn value_fault(&self) -> Option<ValueFault> {
        let known = self.known?;
        let value = self.value().trim();
        if value.is_empty() || value.contains("$(") || value.contains('%') {
            return None;
        }
        match known.kind {
            Kind::Boolean => boolean(value),
            Kind::Integer => integer(known, value),
            Kind::String => choice(known, value),
            _ => None,
        }
    }
}

fn boolean(value: &str) -> Option<ValueFault> {
    let is = |words: &[&str]| words.iter().any(|word| value.eq_ignore_ascii_case(word));
    if is(&["true", "false"]) {
        return None;
    }
    Some(match is(&["0", "1", "yes", "no"]) {
        true => ValueFault::NearlyBoolean,
        false => ValueFault::NotBoolean,
    })
}

fn integer(known: &table::Setting, value: &str) -> Option<ValueFault> {
    if known.raw_of_label(value).is_some() || known.label_of_raw(value).is_some() {
        return None;
    }
    let Some(number) = number(value) else {
        // A later version of WCD may have words where the table has numbers only.
        let is_word = value.chars().next().is_some_and(char::is_alphabetic);
        return Some(if is_word { ValueFault::UnknownWord } else { ValueFault::NotNumber });
    };
    match (known.min(), known.max()) {
        (Some(min), _) if number < min => return Some(ValueFault::Below(min)),
        (_, Some(max)) if number > max => return Some(ValueFault::Above(max)),
        // Between its bounds a number without a label is one that the list left out.
        (Some(_), Some(_)) => return None,
        _ => {}
    }
    let listed: Vec<i64> = known.values().filter_map(|(raw, _)| raw.parse().ok()).collect();
    if listed.is_empty() {
        return None;
    }
    // A list of powers of two is one of flags, which add up.
    let is_flag = |raw: &&i64| u64::try_from(**raw).is_ok_and(u64::is_power_of_two);
    let flags = listed.iter().filter(|raw| **raw != 0).all(|raw| is_flag(&raw));
    let sum = listed.iter().fold(0, |sum, raw| sum | raw);
    let adds_up = flags && listed.iter().filter(is_flag).count() > 2 && number & !sum == 0;
    (!adds_up).then_some(ValueFault::UnknownNumber)
}

fn choice(known: &table::Setting, value: &str) -> Option<ValueFault> {
    let has_list = known.values().next().is_some() && !OPEN_LISTS.contains(&known.path);
    // `<enabled/>` may be followed by what a policy takes beside.
    let is_open = !has_list || value.starts_with('<');
    (!is_open && known.raw_of_label(value).is_none()).then_some(ValueFault::UnknownWord)
}

fn number(value: &str) -> Option<i64> {
    match value.strip_prefix("0x").or_else(|| value.strip_prefix("0X")) {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => value.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(path: &str, value: &str) -> Option<ValueFault> {
        let known = table::table().get(path).filter(|known| !known.kind.is_container());
        let known = known.unwrap_or_else(|| unreachable!());
        match known.kind {
            Kind::Boolean => boolean(value),
            Kind::Integer => integer(known, value),
            _ => choice(known, value),
        }
    }

    #[test]
    fn labels_and_numbers_of_the_list_are_taken_in_any_case() {
        let group = "Accounts/Users/User/UserGroup";
        for value in ["Administrators", "standard users", "2"] {
            assert_eq!(fault(group, value), None, "{value}");
        }
        assert_eq!(fault(group, "Administrator"), Some(ValueFault::UnknownWord));
        assert_eq!(fault(group, "3"), Some(ValueFault::UnknownNumber));
        assert_eq!(fault("OOBE/Desktop/HideOobe", "TRUE"), None);
        assert_eq!(fault("OOBE/Desktop/HideOobe", "1"), Some(ValueFault::NearlyBoolean));
    }

    #[test]
    fn numbers_are_held_to_their_bounds_and_words_may_be_newer() {
        let hours = "Policies/Update/ActiveHoursStart";
        assert_eq!(fault(hours, "23"), None);
        assert_eq!(fault(hours, "24"), Some(ValueFault::Above(23)));
        assert_eq!(fault(hours, "8:00"), Some(ValueFault::NotNumber));
        assert_eq!(fault(hours, "Morning"), Some(ValueFault::UnknownWord));
    }

    #[test]
    fn flags_add_up_and_open_lists_take_anything() {
        let options = "UniversalAppInstall/DeviceContextApp/Application/DeploymentOptions";
        assert_eq!(fault(options, "33"), None);
        assert_eq!(fault(options, "128"), Some(ValueFault::UnknownNumber));
        assert_eq!(fault(OPEN_LISTS[0], "Vendor.Vpn_1"), None);
    }
}
