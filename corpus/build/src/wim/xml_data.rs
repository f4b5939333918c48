//! The XML data at the end of a WIM.

use std::collections::BTreeSet;

use super::Image;

/// What Windows puts between the two times of a package: it takes about 63 ms to write one.
const WRITING: u64 = 632_027;

/// The version of WCD that the packages say they were built with.
const TOOL: &str = "2025.416.0.0";

/// The XML data of a WIM, as UTF-16LE with a byte order mark. `before` is the size of all that
/// stands before it.
#[must_use]
pub fn xml_data(images: &[Image], before: u64) -> Vec<u8> {
    let mut xml = format!("\u{feff}<WIM><TOTALBYTES>{before}</TOTALBYTES>");
    for (index, image) in (1..).zip(images) {
        xml.push_str(&image_element(index, image));
    }
    xml.push_str("</WIM>");
    xml.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn image_element(index: usize, image: &Image) -> String {
    let config = &image.identity.config;
    let folders: BTreeSet<&str> = image
        .files
        .iter()
        .flat_map(|(path, _)| path.match_indices('/').filter_map(|(at, _)| path.get(..at)))
        .collect();
    let total: usize = image.files.iter().map(|(_, content)| content.len()).sum();
    let created = image.built.filetime();
    format!(
        "<IMAGE INDEX=\"{index}\"><NAME>{}</NAME><DESCRIPTION>{}</DESCRIPTION>\
         <NOTES>VERSION={TOOL};Source=Classic;;TargetSkus=Desktop;EncryptPackage=False;\
         SignPackage={};PackageID={};</NOTES><AUTHOR></AUTHOR><VERSION>{}</VERSION>\
         <ALTITUDE>{}</ALTITUDE><RESETCLEAR>0</RESETCLEAR><PACKAGEID>{}</PACKAGEID>\
         <DIRCOUNT>{}</DIRCOUNT><FILECOUNT>{}</FILECOUNT><TOTALBYTES>{total}</TOTALBYTES>\
         <HARDLINKBYTES>0</HARDLINKBYTES>{}{}<WIMBOOT>0</WIMBOOT></IMAGE>",
        escape(&config.name),
        escape(&config.description),
        if image.identity.is_signed { "True" } else { "False" },
        config.bare_id(),
        escape(&config.version),
        altitude(&config.owner) + config.rank,
        escape(&config.id),
        folders.len(),
        // Windows counts two files too many in every package.
        image.files.len() + 2,
        time("CREATIONTIME", created),
        time("LASTMODIFICATIONTIME", created + WRITING),
    )
}

/// Where the packages of an owner begin in the order of precedence.
fn altitude(owner: &str) -> u32 {
    match owner {
        "SiliconVendor" => 1000,
        "OEM" => 2000,
        "SystemIntegrator" => 3000,
        "MobileOperator" => 4000,
        "ITAdmin" => 5000,
        _ => 0,
    }
}

fn time(element: &str, filetime: u64) -> String {
    format!(
        "<{element}><HIGHPART>0x{:08X}</HIGHPART><LOWPART>0x{:08X}</LOWPART></{element}>",
        filetime >> 32,
        filetime & 0xffff_ffff
    )
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
