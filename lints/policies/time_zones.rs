//! The names by which Windows knows time zones.

/// The zones, `Standard Time` left out of those that end in it.
const ZONES: &str = "\
Afghanistan|Alaskan|Aleutian|Altai|Arab|Arabian|Arabic|Argentina|Astrakhan|Atlantic|AUS Central|\
Aus Central W.|AUS Eastern|Azerbaijan|Azores|Bahia|Bangladesh|Belarus|Bougainville|Canada Central|\
Cape Verde|Caucasus|Cen. Australia|Central America|Central Asia|Central Brazilian|Central Europe|\
Central European|Central Pacific|Central|Central Standard Time (Mexico)|Chatham Islands|China|Cuba|\
Dateline|E. Africa|E. Australia|E. Europe|E. South America|Easter Island|Eastern|\
Eastern Standard Time (Mexico)|Egypt|Ekaterinburg|Fiji|FLE|Georgian|GMT|Greenland|Greenwich|GTB|\
Haiti|Hawaiian|India|Iran|Israel|Jordan|Kaliningrad|Kamchatka|Korea|Libya|Line Islands|Lord Howe|\
Magadan|Magallanes|Marquesas|Mauritius|Mid-Atlantic|Middle East|Montevideo|Morocco|Mountain|\
Mountain Standard Time (Mexico)|Myanmar|N. Central Asia|Namibia|Nepal|New Zealand|Newfoundland|\
Norfolk|North Asia East|North Asia|North Korea|Omsk|Pacific SA|Pacific|\
Pacific Standard Time (Mexico)|Pakistan|Paraguay|Qyzylorda|Romance|Russia Time Zone 10|\
Russia Time Zone 11|Russia Time Zone 3|Russian|SA Eastern|SA Pacific|SA Western|Saint Pierre|\
Sakhalin|Samoa|Sao Tome|Saratov|SE Asia|Singapore|South Africa|South Sudan|Sri Lanka|Sudan|Syria|\
Taipei|Tasmania|Tocantins|Tokyo|Tomsk|Tonga|Transbaikal|Turkey|Turks And Caicos|Ulaanbaatar|\
US Eastern|US Mountain|UTC|UTC+12|UTC+13|UTC-02|UTC-08|UTC-09|UTC-11|Venezuela|Vladivostok|Volgograd|\
W. Australia|W. Central Africa|W. Europe|W. Mongolia|West Asia|West Bank|West Pacific|Yakutsk|Yukon";

/// Zones whose names do not end in `Standard Time`.
const WHOLE: &[&str] = &["Russia Time Zone", "UTC", "Standard Time"];

/// Whether Windows knows a zone of that name; `_dstoff` behind it turns summer time off.
pub(super) fn is_time_zone(name: &str) -> bool {
    let name = name.strip_suffix("_dstoff").unwrap_or(name);
    names().any(|zone| zone.eq_ignore_ascii_case(name))
}

/// The zone that a name of another system begins like: `W. Europe`, `Tokyo`, `Asia/Tokyo`.
pub(super) fn nearest(name: &str) -> Option<String> {
    let place = name.rsplit_once('/').map_or(name, |(_, place)| place).replace('_', " ");
    let of_city = match place.as_str() {
        "Amsterdam" | "Berlin" | "Rome" | "Stockholm" | "Vienna" | "Zurich" | "CET" => "W. Europe",
        "Brussels" | "Madrid" | "Paris" => "Romance",
        "Chicago" => "Central",
        "Denver" => "Mountain",
        "London" | "Dublin" => "GMT",
        "Los Angeles" => "Pacific",
        "New York" => "Eastern",
        "Sydney" => "AUS Eastern",
        other => other,
    };
    let full = format!("{of_city} Standard Time");
    names().find(|zone| zone.eq_ignore_ascii_case(&full) || zone.eq_ignore_ascii_case(of_city))
}

fn names() -> impl Iterator<Item = String> {
    ZONES.split('|').map(|zone| match WHOLE.iter().any(|whole| zone.contains(whole)) {
        true => zone.to_owned(),
        false => format!("{zone} Standard Time"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known_by_their_whole_name_in_any_case() {
        for name in [
            "W. Europe Standard Time",
            "utc",
            "UTC-11",
            "Central Standard Time (Mexico)",
            "Russia Time Zone 3",
            "Pacific Standard Time_dstoff",
            "Aus Central W. Standard Time",
        ] {
            assert!(is_time_zone(name), "{name}");
        }
        for name in ["W. Europe", "Europe/Berlin", "UTC Standard Time", "CET", ""] {
            assert!(!is_time_zone(name), "{name}");
        }
        assert_eq!(names().count(), 141);
    }

    #[test]
    fn a_zone_of_another_system_is_translated_where_it_is_plain() {
        assert_eq!(nearest("Europe/Berlin").as_deref(), Some("W. Europe Standard Time"));
        assert_eq!(nearest("Asia/Tokyo").as_deref(), Some("Tokyo Standard Time"));
        assert_eq!(nearest("tokyo").as_deref(), Some("Tokyo Standard Time"));
        assert_eq!(nearest("Mars/Olympus"), None);
    }
}
