//! The WLAN profile that WCD makes of the settings of one network.

use crate::setting::Setting;

/// The profile of the network that `settings` describe, as one line.
pub(crate) fn profile(ssid: &str, settings: &[&Setting]) -> String {
    let value = |name: &str| {
        let named = |setting: &&&Setting| setting.steps.last().is_some_and(|s| s.name == name);
        settings.iter().find(named).map(|setting| setting.value.as_str())
    };
    let is = |name: &str, default: bool| {
        value(name).map_or(default, |text| text.eq_ignore_ascii_case("true"))
    };
    let hex: String = ssid.bytes().map(|byte| format!("{byte:02X}")).collect();
    let ssid = escape(ssid);
    let hidden = is("HiddenNetwork", false);
    let mode = if is("AutoConnect", true) { "auto" } else { "manual" };
    let (authentication, encryption, key_type) = match value("SecurityType") {
        Some("WPA2-Personal") => ("WPA2PSK", "AES", Some("passPhrase")),
        Some("WEP") => ("open", "WEP", Some("networkKey")),
        _ => ("open", "none", None),
    };
    let shared_key = key_type.zip(value("SecurityKey")).map(|(kind, key)| {
        format!(
            "<sharedKey><keyType>{kind}</keyType><protected>false</protected>\
             <keyMaterial>{}</keyMaterial></sharedKey>",
            escape(key)
        )
    });
    format!(
        "<?xml version=\"1.0\"?>\
         <WLANProfile xmlns=\"http://www.microsoft.com/networking/WLAN/profile/v1\">\
         <name>{ssid}</name><SSIDConfig><SSID><hex>{hex}</hex><name>{ssid}</name></SSID>\
         <nonBroadcast>{hidden}</nonBroadcast></SSIDConfig>\
         <connectionType>ESS</connectionType><connectionMode>{mode}</connectionMode>\
         <MSM><security><authEncryption><authentication>{authentication}</authentication>\
         <encryption>{encryption}</encryption><useOneX>false</useOneX></authEncryption>{}\
         </security></MSM></WLANProfile>",
        shared_key.unwrap_or_default()
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
