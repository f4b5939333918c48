//! Networks from all that can carry them, and what no bytes may do.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use ppkglint_wim::writer::{ImageBuilder, Writer};
use proptest::prelude::*;

use super::{AuthMode, Generation, ProfileFaultKind, Security, WirelessNetwork};
use crate::container::open_bytes;
use crate::package::{Limits, Package, packages};

const WPA2: Security = Security::Personal { generation: Generation::Wpa2, is_tkip: false };

fn package(files: &[(String, Vec<u8>)]) -> Package {
    let image = files
        .iter()
        .fold(ImageBuilder::default(), |image, (path, bytes)| image.file(path, bytes.as_slice()));
    let wim = Writer::new().image(image).finish();
    packages(&open_bytes("a.ppkg", wim), &Limits::default()).swap_remove(0)
}

/// The files that WCD makes of a fragment and a profile.
fn files(fragment: &str, profile: &str) -> Vec<(String, Vec<u8>)> {
    let text = corpus_build::answer_file(fragment);
    corpus_build::tree(&text, &[("p.xml", profile.as_bytes())]).unwrap()
}

fn settings(ssid: &str, rest: &str) -> String {
    format!(
        "<ConnectivityProfiles><WLAN><WLANSetting><WLANConfig SSID=\"{ssid}\"><WLANXmlSettings>\
         {rest}</WLANXmlSettings></WLANConfig></WLANSetting></WLAN></ConnectivityProfiles>"
    )
}

const IMPORT: &str = "<ConnectivityProfiles><WLAN><Profiles><Profile Name=\"p\">C:\\p.xml</Profile>\
                      </Profiles></WLAN></ConnectivityProfiles>";

fn profile(security: &str) -> String {
    format!(
        "<WLANProfile xmlns=\"http://www.microsoft.com/networking/WLAN/profile/v1\">\n\
         <name>p&amp;q</name><SSIDConfig><SSID><name>p&amp;q</name></SSID></SSIDConfig>\
         <connectionType>ESS</connectionType><connectionMode>manual</connectionMode>\
         <MSM><security>{security}</security></MSM></WLANProfile>"
    )
}

/// A package with one provxml, which gives the device this for a network.
fn given(value: &str) -> Package {
    let escaped =
        value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;").replace('\n', " ");
    let list = "<ConfigurationSets><ConfigurationSet SettingsGroup=\"g\" \
                Data=\"$(_prov)\\RunTime\\a.provxml\"/></ConfigurationSets>";
    let provxml = format!(
        "<wap-provisioningdoc><characteristic type=\"WiFi\"><characteristic type=\"Profile\">\
         <characteristic type=\"x\"><parm name=\"WlanXml\" value=\"{escaped}\"/></characteristic>\
         </characteristic></characteristic></wap-provisioningdoc>"
    );
    package(&[
        ("Multivariant/0/Prov/RunTime.xml".into(), list.into()),
        ("Multivariant/0/Prov/RunTime/a.provxml".into(), provxml.into_bytes()),
    ])
}

fn said_at(package: &Package, place: &crate::package::Place) -> String {
    let span = place.span.clone().unwrap();
    let source = package.source(span.source).unwrap();
    format!("{}: {}", source.name(), source.slice(&span.range()))
}

#[test]
fn a_network_on_both_sides_is_one_and_is_pointed_at_on_the_authors_side() {
    let rest = "<HiddenNetwork>True</HiddenNetwork><SecurityKey>a&amp;b-lanterns</SecurityKey>\
                <SecurityType>WPA2-Personal</SecurityType>";
    let package = package(&files(&settings("p&amp;q", rest), ""));
    let [network] = package.wireless_networks() else { panic!("one network") };
    assert_eq!(network.ssid.as_ref().unwrap().is.text(), "p&q");
    let security = network.security.as_ref().unwrap();
    assert_eq!(security.is, WPA2);
    let author = "Multivariant/0/customizations.xml: ";
    assert_eq!(said_at(&package, &security.place), format!("{author}WPA2-Personal"));
    let key = network.key.as_ref().unwrap();
    assert_eq!(key.text, "a&b-lanterns");
    assert_eq!(said_at(&package, &key.place), format!("{author}a&amp;b-lanterns"));
    assert!(network.is_hidden.as_ref().unwrap().is && network.connects_by_itself());
    assert!(network.faults.is_empty(), "{:?}", network.faults);
}

#[test]
fn where_the_sides_differ_the_device_counts_and_is_pointed_at() {
    let rest = "<SecurityType>Open</SecurityType>";
    let mut files = files(&settings("p", rest), "");
    for (path, bytes) in &mut files {
        if path.ends_with(".provxml") {
            let text = String::from_utf8(bytes.clone()).unwrap();
            *bytes = text.replace("&gt;open&lt;", "&gt;OWE&lt;").into_bytes();
            assert_ne!(text.as_bytes(), bytes.as_slice());
        }
    }
    let package = package(&files);
    let [network] = package.wireless_networks() else { panic!("one network") };
    let security = network.security.as_ref().unwrap();
    assert_eq!(security.is, Security::EnhancedOpen);
    assert!(said_at(&package, &security.place).ends_with(".provxml: OWE"));
    assert_eq!(security.place.beside.len(), 1);
}

#[test]
fn an_imported_profile_is_read_on_the_devices_side() {
    let security = "<authEncryption><authentication>WPA3SAE</authentication>\
                    <encryption>AES</encryption><useOneX>false</useOneX></authEncryption>\
                    <sharedKey><keyType>passPhrase</keyType><protected>true</protected>\
                    <keyMaterial>0123&lt;</keyMaterial></sharedKey>";
    let package = package(&files(IMPORT, &profile(security)));
    let [network] = package.wireless_networks() else { panic!("one network") };
    assert!(network.is_imported && network.is_read && !network.connects_by_itself());
    assert!(network.faults.is_empty(), "{:?}", network.faults);
    let key = network.key.as_ref().unwrap();
    assert!(key.is_protected);
    // Twice escaped: in the profile, and in the value that holds it.
    assert!(said_at(&package, &key.place).ends_with(": 0123&amp;lt;"));
    assert_eq!(key.place.beside.len(), 1, "where the author imported it");
    let setting = network.place.setting.as_deref().unwrap();
    assert_eq!(setting, "ConnectivityProfiles/WLAN/Profiles/Profile[0]");
}

#[test]
fn a_project_only_names_the_file_of_a_profile() {
    let text = corpus_build::answer_file(IMPORT);
    let input = open_bytes("customizations.xml", text.into_bytes());
    let package = packages(&input, &Limits::default()).swap_remove(0);
    let [network] = package.wireless_networks() else { panic!("one network") };
    assert!(network.is_imported && !network.is_read && network.ssid.is_none());
    assert!(package.may_connect_unattended(), "what it is is not known");
}

#[test]
fn a_package_without_an_authors_side_has_its_networks_all_the_same() {
    let package = given(&profile(""));
    assert!(!package.has_author && package.wireless().is_some());
    assert_eq!(package.wireless_networks().len(), 1);
    assert!(given("").wireless_networks()[0].is_read);
}

#[test]
fn the_key_in_a_profile_is_hidden_wherever_it_stands() {
    let security = "<sharedKey><keyMaterial>sledges&amp;Salt-77</keyMaterial></sharedKey>";
    let package = given(&profile(security));
    assert_eq!(package.censored("net use /key sledges&Salt-77"), "net use /key ••••(15)");
}

#[test]
fn names_that_differ_in_case_are_two_networks_and_the_same_name_twice_too() {
    let one = |ssid: &str| {
        format!(
            "<WLANConfig SSID=\"{ssid}\"><WLANXmlSettings><SecurityType>Open</SecurityType>\
             </WLANXmlSettings></WLANConfig>"
        )
    };
    let fragment = format!(
        "<ConnectivityProfiles><WLAN><WLANSetting>{}{}{}</WLANSetting></WLAN>\
         </ConnectivityProfiles>",
        one("p"),
        one("P"),
        one("p")
    );
    let text = corpus_build::answer_file(&fragment);
    let input = open_bytes("customizations.xml", text.into_bytes());
    let package = packages(&input, &Limits::default()).swap_remove(0);
    let names = |network: &WirelessNetwork| network.ssid.as_ref().unwrap().is.text();
    let names: Vec<String> = package.wireless_networks().iter().map(names).collect();
    assert_eq!(names, ["p", "P", "p"]);
}

#[test]
fn what_a_profile_says_of_802_1x_is_read() {
    let eap =
        |namespace: &str| format!("xmlns=\"http://www.microsoft.com/provisioning/{namespace}\"");
    let security = format!(
        "<authEncryption><authentication>WPA2</authentication><encryption>AES</encryption>\
         <useOneX>true</useOneX></authEncryption>\
         <OneX xmlns=\"http://www.microsoft.com/networking/OneX/v1\"><authMode>user</authMode>\
         <EAPConfig><EapHostConfig {}><EapMethod><Type {}>25</Type></EapMethod><Config>\
         <Eap {}><Type>25</Type><EapType {}><ServerValidation>\
         <DisableUserPromptForServerValidation>false</DisableUserPromptForServerValidation>\
         <ServerNames>radius.example</ServerNames><TrustedRootCA>ab cd </TrustedRootCA>\
         <TrustedRootCA/></ServerValidation><PeapExtensions><PerformServerValidation>false\
         </PerformServerValidation></PeapExtensions></EapType></Eap></Config></EapHostConfig>\
         </EAPConfig></OneX>",
        eap("EapHostConfig"),
        eap("EapCommon"),
        eap("BaseEapConnectionPropertiesV1"),
        eap("MsPeapConnectionPropertiesV1"),
    );
    let package = given(&profile(&security));
    let network = &package.wireless_networks()[0];
    assert!(network.faults.is_empty(), "{:?}", network.faults);
    assert_eq!(network.security.as_ref().unwrap().is, Security::Enterprise { is_tkip: false });
    assert!(network.waits_for_user());
    let one_x = network.one_x.as_ref().unwrap();
    assert_eq!(one_x.mode.as_ref().unwrap().is, AuthMode::User);
    let eap = one_x.eap.as_ref().unwrap();
    assert_eq!(eap.name(), "PEAP");
    let validation = eap.validation.as_ref().unwrap();
    assert!(validation.is_there && validation.switched_off.is_some());
    assert!(validation.asks_user.is_some());
    assert_eq!(validation.names.as_ref().unwrap().is, "radius.example");
    let roots: Vec<&str> = validation.roots.iter().map(|root| root.is.as_str()).collect();
    assert_eq!(roots, ["ABCD"]);
    assert!(said_at(&package, &validation.roots[0].place).ends_with(": ab cd "));
}

#[test]
fn faults_of_a_profile_are_found() {
    let kinds = |text: &str| -> Vec<ProfileFaultKind> {
        let package = given(text);
        let faults = &package.wireless_networks()[0].faults;
        faults.iter().map(|fault| fault.kind.clone()).collect()
    };
    let sound = profile(
        "<authEncryption><authentication>open</authentication><encryption>none</encryption>\
         </authEncryption>",
    );
    assert_eq!(kinds(&sound), []);
    assert_eq!(kinds(&format!("\u{feff}<?xml version=\"1.0\"?>{sound}")), []);
    let swapped = sound.replace("<authentication>open</authentication>", "").replace(
        "<encryption>none</encryption>",
        "<encryption>none</encryption><authentication>open</authentication>",
    );
    assert_eq!(
        kinds(&swapped),
        [ProfileFaultKind::OutOfOrder("authentication".into(), "encryption")]
    );
    assert_eq!(
        kinds(&sound.replace("<connectionType>ESS</connectionType>", "")),
        [ProfileFaultKind::Missing("connectionType", "WLANProfile")]
    );
    assert_eq!(
        kinds(&sound.replace("<SSID><name>p&amp;q</name></SSID>", "<SSID/>")),
        [ProfileFaultKind::Missing("name", "SSID")]
    );
    assert_eq!(
        kinds(&sound.replace("connectionMode", "ConnectionMode")),
        [ProfileFaultKind::Misspelt("ConnectionMode".into(), "connectionMode")]
    );
    assert_eq!(
        kinds(&sound.replace("<SSID>", "<SSID><hex>7071</hex>")),
        [ProfileFaultKind::HexIsOtherName]
    );
    assert_eq!(
        kinds(&sound.replace("<SSID>", "<SSID><hex>70267</hex>")),
        [ProfileFaultKind::NotHex]
    );
    assert_eq!(kinds(&sound.replace("<SSID>", "<SSID><hex>702671</hex>")), []);
    assert_eq!(kinds("<LANProfile/>"), [ProfileFaultKind::NotAProfile("LANProfile".into())]);
    assert!(matches!(kinds("{}").as_slice(), [ProfileFaultKind::NotXml(_)]));
}

#[test]
fn there_is_an_end_to_networks_and_it_is_said() {
    let mut fragment = "<ConnectivityProfiles><WLAN><WLANSetting>".to_owned();
    for number in 0..1_001 {
        fragment += &format!(
            "<WLANConfig SSID=\"n{number}\"><WLANXmlSettings><SecurityType>Open</SecurityType>\
             </WLANXmlSettings></WLANConfig>"
        );
    }
    fragment += "</WLANSetting></WLAN></ConnectivityProfiles>";
    let input = open_bytes("customizations.xml", corpus_build::answer_file(&fragment).into_bytes());
    let package = packages(&input, &Limits::default()).swap_remove(0);
    assert_eq!(package.wireless_networks().len(), 1_000);
    assert_eq!(package.unread.len(), 1);
}

/// Pieces that a profile is made of, to be put together at random.
fn piece() -> impl Strategy<Value = String> {
    let known = [
        "<WLANProfile xmlns=\"http://www.microsoft.com/networking/WLAN/profile/v1\">",
        "</WLANProfile>",
        "<name>",
        "</name>",
        "<SSIDConfig><SSID><hex>",
        "</hex></SSID></SSIDConfig>",
        "<MSM><security><authEncryption><authentication>",
        "</authentication></authEncryption>",
        "<sharedKey><keyMaterial>",
        "</keyMaterial></sharedKey>",
        "<OneX><EAPConfig><EapHostConfig><EapMethod><Type>13</Type></EapMethod><Config><Eap><EapType>",
        "</EapType></Eap></Config></EapHostConfig></EAPConfig></OneX>",
        "</security></MSM>",
        "&#xe9;",
        "&amp;",
        "\u{feff}",
    ];
    prop_oneof![
        3 => proptest::sample::select(known.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_of_a_profile_makes_it_fail(pieces in proptest::collection::vec(piece(), 0..24)) {
        let package = given(&pieces.concat());
        for network in package.wireless_networks() {
            for fault in &network.faults {
                let span = fault.place.span.clone().unwrap();
                let source = package.source(span.source).unwrap();
                let range = span.range();
                prop_assert!(source.text().get(range.start as usize..range.end as usize).is_some());
            }
            let _ = network.called();
        }
    }

    #[test]
    fn a_sound_profile_damaged_in_one_place_does_not_make_it_fail(
        at in 0_usize..600, put in "\\PC{0,3}", cut in 0_usize..9,
    ) {
        let text = profile(
            "<authEncryption><authentication>WPA2PSK</authentication><encryption>AES</encryption>\
             </authEncryption><sharedKey><keyType>passPhrase</keyType><protected>false</protected>\
             <keyMaterial>ünlit-lamps</keyMaterial></sharedKey>",
        );
        let before: String = text.chars().take(at).collect();
        let after: String = text.chars().skip(at + cut).collect();
        let package = given(&format!("{before}{put}{after}"));
        prop_assert!(package.wireless_networks().len() <= 1);
    }
}
