//! What a built tree must be, whatever the project.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use corpus_build::{Error, answer_file, fragment_start, tree};
use quick_xml::events::Event;
use quick_xml::reader::Reader;
use sha2::{Digest as _, Sha256};

const SCRIPT: &[u8] = b"Start-Process msiexec.exe -ArgumentList '/i reader.msi /qn' -Wait\r\n";

/// One of everything.
const SETTINGS: &str = r#"<Accounts>
  <Azure><Authority>https://login.microsoftonline.com/common</Authority><BPRT>0.AA.AA</BPRT></Azure>
  <ComputerAccount><ComputerName>FAB-%SERIAL%</ComputerName></ComputerAccount>
  <Users>
    <User UserName="helpdesk" Name="helpdesk"><Password>Invented-1</Password><UserGroup>Administrators</UserGroup></User>
    <User UserName="pupil" Name="pupil"><Password>Invented-2</Password></User>
  </Users>
</Accounts>
<Certificates>
  <RootCertificates><RootCertificate CertificateName="Fabrikam" Name="Fabrikam"><CertificatePath>C:\pki\root.cer</CertificatePath></RootCertificate></RootCertificates>
</Certificates>
<ConnectivityProfiles><WLAN><WLANSetting>
  <WLANConfig SSID="fabrikam &amp; co" Name="fabrikam"><WLANXmlSettings>
    <AutoConnect>True</AutoConnect><SecurityKey>lanterns-over-fabrikam</SecurityKey><SecurityType>WPA2-Personal</SecurityType>
  </WLANXmlSettings></WLANConfig>
</WLANSetting></WLAN></ConnectivityProfiles>
<DevDetail><DNSComputerName>FAB-%RAND:5%</DNSComputerName></DevDetail>
<EditionUpgrade><UpgradeEditionWithProductKey>BCDFG-HJKMP-QRTVW-XY234-6789B</UpgradeEditionWithProductKey></EditionUpgrade>
<OOBE><Desktop><HideOobe>True</HideOobe><HideOobee>True</HideOobee></Desktop></OOBE>
<Policies>
  <Experience><AllowWindowsConsumerFeatures>No</AllowWindowsConsumerFeatures></Experience>
  <Start><ConfigureStartPins>{"pinnedList":[]}</ConfigureStartPins></Start>
  <System><AllowTelemetry>Basic</AllowTelemetry></System>
</Policies>
<ProvisioningCommands>
  <DeviceContext>
    <CommandFiles><CommandFile Name="setup.ps1">C:\Packages\pilot\setup.ps1</CommandFile></CommandFiles>
    <CommandLine>powershell.exe -File setup.ps1</CommandLine>
  </DeviceContext>
  <PrimaryContext><Command>
    <CommandConfig Name="first"><CommandFile>C:\Packages\pilot\Setup.ps1</CommandFile><CommandLine>cmd /c "setup.ps1" &lt;nul</CommandLine><ContinueInstall>True</ContinueInstall></CommandConfig>
    <CommandConfig Name="second"><CommandLine>hostname</CommandLine><ReturnCodeSuccess>0</ReturnCodeSuccess></CommandConfig>
  </Command></PrimaryContext>
</ProvisioningCommands>
<SMISettings><AutoLogon><Enable>ENABLE</Enable><UserName>pupil</UserName><Password>Invented-2</Password></AutoLogon></SMISettings>
<SharedPC><AccountManagement><AccountModel>Only guest</AccountModel></AccountManagement><EnableSharedPCMode>True</EnableSharedPCMode></SharedPC>
<Workplace><Enrollments><UPN UPN="enrol@fabrikam.example" Name="enrol@fabrikam.example"><AuthPolicy>OnPremise</AuthPolicy><EnrollmentServiceFullUrl>https://mdm.fabrikam.example/e</EnrollmentServiceFullUrl><Secret>Invented-3</Secret></UPN></Enrollments></Workplace>
"#;

fn built() -> Vec<(String, Vec<u8>)> {
    let assets: [(&str, &[u8]); 2] = [("setup.ps1", SCRIPT), ("root.cer", b"not really DER")];
    tree(&answer_file(SETTINGS), &assets).expect("the tree is built")
}

fn text<'a>(files: &'a [(String, Vec<u8>)], path: &str) -> &'a str {
    let file = files.iter().find(|(name, _)| name == path);
    let (_, content) = file.unwrap_or_else(|| panic!("{path} is missing"));
    std::str::from_utf8(content).expect("WCD writes UTF-8")
}

/// The values of an attribute, in order, unescaped.
fn values(xml: &str, attribute: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            Event::Start(start) | Event::Empty(start) => {
                let value = start.try_get_attribute(attribute).expect("well-formed attributes");
                found.extend(value.map(|value| {
                    value
                        .normalized_value(quick_xml::XmlVersion::Explicit1_0)
                        .expect("known entities")
                        .into_owned()
                }));
            }
            Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn a_fragment_starts_where_it_is_said_to() {
    let file = answer_file("<OOBE/>");
    assert!(file.get(fragment_start()..).is_some_and(|rest| rest.starts_with("<OOBE/>")));
}

#[test]
fn every_file_of_a_package_is_there_in_the_encoding_of_wcd() {
    let files = built();
    for (path, content) in files.iter().filter(|(path, _)| path.ends_with("xml")) {
        let text = std::str::from_utf8(content).expect("UTF-8");
        values(text, "any");
        let bare = ["CommonSettings.xml", "Multivariant.xml", "DataAsset.xml"];
        if !bare.iter().any(|name| path.ends_with(name)) && !path.ends_with("customizations.xml") {
            assert!(text.starts_with("\u{feff}<?xml version=\"1.0\" encoding=\"utf-8\""), "{path}");
        }
        if !path.ends_with("customizations.xml") {
            assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{path}");
        }
    }
    assert_eq!(text(&files, "Multivariant/0/customizations.xml"), answer_file(SETTINGS));
    assert!(text(&files, "CommonSettings/1/AnswerFile.xml").contains("<User UserName=\"pupil\">"));
}

#[test]
fn every_list_resolves_and_no_provxml_is_stray() {
    let files = built();
    let mut listed = Vec::new();
    for source in values(text(&files, "Multivariant/0/MasterDatastore.xml"), "Path") {
        let inner = |path: &str| {
            format!("Multivariant/0/{}", path.replace("$(_prov)", "Prov").replace('\\', "/"))
        };
        let list = text(&files, &inner(&source));
        listed.extend(values(list, "Data").iter().map(|data| inner(data)));
    }
    let mut present: Vec<&String> =
        files.iter().map(|(path, _)| path).filter(|path| path.ends_with(".provxml")).collect();
    let numbers: Vec<usize> = listed
        .iter()
        .filter_map(|path| path.rsplit('/').next()?.split("__").next()?.parse().ok())
        .collect();
    assert_eq!(numbers, (0..listed.len()).collect::<Vec<_>>());
    let mut listed: Vec<&String> = listed.iter().collect();
    listed.sort();
    present.sort();
    assert_eq!(listed, present);
}

#[test]
fn the_hash_of_every_asset_folder_is_that_of_its_file() {
    let files = built();
    let keys = values(text(&files, "DataAsset/DataAsset.xml"), "Key");
    let assets: Vec<_> =
        files.iter().filter(|(path, _)| path.starts_with("DataAsset/2/")).collect();
    assert_eq!(assets.len(), 2);
    for (path, content) in assets {
        let folder = path.split('/').nth(2).expect("a folder of its own");
        let hash = folder.split_once('_').expect("number and hash").1.replace('.', "/");
        assert_eq!(hash, STANDARD.encode(Sha256::digest(content)));
        let key = path.trim_start_matches("DataAsset/2/").replace('/', "\\");
        assert!(keys.contains(&key), "{key} is not in the index");
    }
}

#[test]
fn a_missing_asset_is_an_error() {
    let error = tree(&answer_file(SETTINGS), &[]).expect_err("setup.ps1 is missing");
    assert!(matches!(error, Error::Asset { .. }), "{error}");
}

/// File stem, and a line that its provxml must hold.
const RUNTIME: &[(&str, &str)] = &[
    (
        "Accounts_Azure",
        r#"<parm SettingsPath="Accounts/Azure/BPRT" name="BPRT" value="0.AA.AA" datatype="string" />"#,
    ),
    (
        "Accounts_ComputerAccount",
        r#"<parm SettingsPath="Accounts/ComputerAccount/ComputerName" name="ComputerName" value="1" datatype="integer" />"#,
    ),
    (
        "Accounts_Users_helpdesk",
        r#"<parm SettingsPath="Accounts/Users/User/UserGroup" name="LocalUserGroup" value="2" datatype="integer" />"#,
    ),
    (
        "Certificates_RootCertificates_Fabrikam",
        r#"<characteristic type="RootCATrustedCertificates" scope="Device">"#,
    ),
    (
        "ConnectivityProfiles_WLAN_WLANSetting_fabrikam & co",
        "&lt;name&gt;fabrikam &amp;amp; co&lt;/name&gt;",
    ),
    (
        "DevDetail_DNSComputerName",
        r#"<parm SettingsPath="DevDetail/DNSComputerName" name="DNSComputerName" value="FAB-%RAND:5%" datatype="string" />"#,
    ),
    ("EditionUpgrade_UpgradeEditionWithProductKey", r#"datatype="string" exec="1" />"#),
    (
        "OOBE_Desktop_HideOobe",
        r#"<parm SettingsPath="OOBE/Desktop/HideOobe" name="HideOobe" value="true" datatype="boolean" />"#,
    ),
    (
        "Policies_Experience_AllowWindowsConsumerFeatures",
        r#"<characteristic type="Policy" scope="User">"#,
    ),
    (
        "Policies_Start_ConfigureStartPins",
        r#"value="{&quot;pinnedList&quot;:[]}" datatype="string" />"#,
    ),
    ("Policies_System_AllowTelemetry", r#"value="1" datatype="integer" />"#),
    (
        "ProvisioningCommands_DeviceContext_CommandFiles_0",
        r#"<characteristic type="/ProvisioningCommands/DeviceContext/CommandFiles/CommandFile">"#,
    ),
    ("ProvisioningCommands_DeviceContext_CommandLine", r#"<characteristic type="Default">"#),
    (
        "ProvisioningCommands_PrimaryContext_Command_0_CommandLine",
        r#"value="cmd /c &quot;setup.ps1&quot; &lt;nul""#,
    ),
    (
        "ProvisioningCommands_PrimaryContext_Command_0_ContinueInstall",
        r#"value="true" datatype="boolean""#,
    ),
    (
        "ProvisioningCommands_PrimaryContext_Command_1_CommandLine",
        r#"<characteristic type="$(__PackageID)">"#,
    ),
    (
        "SMISettings_AutoLogon",
        r#"<parm SettingsPath="SMISettings/AutoLogon/Enable" name="Enable" value="1" datatype="string" />"#,
    ),
    (
        "SharedPC",
        r#"<parm SettingsPath="SharedPC/AccountManagement/AccountModel" name="AccountModel" value="0" datatype="integer" />"#,
    ),
    (
        "Workplace_Enrollments_enrol@fabrikam.example",
        r#"<parm SettingsPath="Workplace/Enrollments/UPN/EnrollmentServiceFullUrl" name="EnrollmentServiceFullURL""#,
    ),
];

#[test]
fn each_feature_has_its_runtime_side() {
    let files = built();
    for (stem, line) in RUNTIME {
        let end = format!("__{stem}.provxml");
        let file = files.iter().find(|(path, _)| path.ends_with(&end));
        let (path, _) = file.unwrap_or_else(|| panic!("no provxml for {stem}"));
        assert!(text(&files, path).contains(line), "{path} lacks {line}:\n{}", text(&files, path));
    }
    let made = files.iter().filter(|(path, _)| path.ends_with(".provxml")).count();
    // The other password, the asset of the first command and the return code of the second; the
    // misspelt setting makes none.
    assert_eq!(made, RUNTIME.len() + 3);
}
