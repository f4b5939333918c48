//! Products that guard devices, by the names of their parts.

/// A product that guards devices.
pub(super) struct Product {
    /// What it is called.
    pub(super) name: &'static str,
    /// Whether makers of PCs install it as a trial for private people.
    pub(super) is_consumer: bool,
    /// Its services, in lower case.
    services: &'static [&'static str],
    /// Its programs that run all the time, in lower case, without `.exe`.
    processes: &'static [&'static str],
    /// Programs that do nothing but take it away, in the same way.
    removers: &'static [&'static str],
    /// What its name, its folders and its installers contain, in lower case.
    words: &'static [&'static str],
}

const fn product(
    name: &'static str,
    services: &'static [&'static str],
    processes: &'static [&'static str],
    removers: &'static [&'static str],
    words: &'static [&'static str],
) -> Product {
    Product { name, is_consumer: false, services, processes, removers, words }
}

/// One that makers of PCs install as a trial.
const fn trial(
    name: &'static str,
    services: &'static [&'static str],
    processes: &'static [&'static str],
    removers: &'static [&'static str],
    words: &'static [&'static str],
) -> Product {
    Product { name, is_consumer: true, services, processes, removers, words }
}

/// The products.
static PRODUCTS: &[Product] = &[
    product(
        "CrowdStrike Falcon",
        &["csfalconservice", "csagent", "csdevicecontrol"],
        &["csfalconservice", "csfalconcontainer"],
        &["csuninstalltool"],
        &["crowdstrike"],
    ),
    product(
        "SentinelOne",
        &["sentinelagent", "sentinelstaticengine", "sentinelhelperservice", "sentinelmonitor"],
        &["sentinelagent", "sentinelservicehost", "sentinelstaticengine"],
        &[],
        &["sentinelone", "sentinel agent", "sentinelinstaller"],
    ),
    product(
        "Microsoft Defender for Endpoint",
        &["sense", "mssecflt"],
        &["mssense", "sensecncproxy", "senseir"],
        &[],
        &["windowsdefenderatp"],
    ),
    product(
        "Sophos",
        &[
            "savservice",
            "savadminservice",
            "sophos endpoint defense service",
            "sophos mcs agent",
            "sophos mcs client",
            "sophos file scanner service",
            "sophos autoupdate service",
            "sophos agent",
            "sntpservice",
            "hmpalertsvc",
        ],
        &["savservice", "sedservice", "mcsagent", "sophosfs", "sophosntpservice"],
        &["sophosuninstall", "sophoszap"],
        &["sophos"],
    ),
    product(
        "Trellix (McAfee) Endpoint Security",
        &[
            "mfemms",
            "mfevtp",
            "mfetp",
            "mfefire",
            "mfeesp",
            "macmnsvc",
            "masvc",
            "mcshield",
            "mcafeeframework",
            "mcafee framework service",
            "xagt",
        ],
        &["mcshield", "mfetp", "mfeesp", "masvc", "xagt"],
        &["frminst"],
        &["mcafee agent", "mcafee endpoint", "trellix", "fireeye"],
    ),
    trial(
        "McAfee",
        &["mccspservicehost", "mfemactl", "mcafee webadvisor", "mcapexe"],
        &["mcuicnt", "mcapexe"],
        &["mcpr", "mccleanup"],
        &["mcafee"],
    ),
    product(
        "Symantec Endpoint Protection",
        &["sepmasterservice", "smcservice", "sepwscsvc", "ccevtmgr", "symantec antivirus"],
        &["ccsvchst", "sepwscsvc64"],
        &["cleanwipe"],
        &["symantec"],
    ),
    trial("Norton", &["nortonsecurity"], &["nortonsecurity"], &["nrnr"], &["norton"]),
    product(
        "Trend Micro",
        &["ntrtscan", "tmlisten", "tmccsf", "tmbmserver", "ds_agent", "ds_monitor", "amsp"],
        &["ntrtscan", "tmlisten", "pccntmon", "ds_agent"],
        &[],
        &["trend micro", "trendmicro"],
    ),
    product(
        "Kaspersky",
        &["avp", "klnagent", "klim6", "avp.kes.12.0"],
        &["avp", "klnagent"],
        &["kavremover", "kavremvr"],
        &["kaspersky"],
    ),
    product("ESET", &["ekrn", "eraagentsvc"], &["ekrn"], &["esetuninstaller"], &["eset"]),
    product(
        "Bitdefender",
        &[
            "epsecurityservice",
            "epprotectedservice",
            "epintegrationservice",
            "epupdateservice",
            "vsserv",
        ],
        &["epsecurityservice", "epprotectedservice", "bdservicehost", "vsserv", "bdagent"],
        &["bduninstalltool"],
        &["bitdefender"],
    ),
    product(
        "Carbon Black",
        &["cbdefense", "carbonblack", "carbonblackk", "cbdefensewsc"],
        &["repmgr", "cbcomms"],
        &[],
        &["carbon black", "carbonblack", "cbdefense"],
    ),
    product("Cylance", &["cylancesvc"], &["cylancesvc"], &[], &["cylance"]),
    product(
        "Cortex XDR",
        &["cyserver", "cyvera", "traps"],
        &["cyserver", "cytray", "tlaservice"],
        &["xdragentcleaner"],
        &["cortex xdr", "palo alto traps"],
    ),
    product(
        "Elastic Endpoint",
        &["elastic endpoint", "elasticendpoint", "elastic agent"],
        &["elastic-endpoint"],
        &[],
        &["elastic endpoint"],
    ),
    product(
        "Cybereason",
        &["cybereasonactiveprobe"],
        &["minionhost", "activeprobe"],
        &[],
        &["cybereason"],
    ),
    product("Huntress", &["huntressagent"], &["huntressagent"], &[], &["huntress"]),
    product("Webroot", &["wrsvc", "wrcoreservice", "wrskyclient"], &["wrsa"], &[], &["webroot"]),
    product(
        "Malwarebytes",
        &["mbamservice", "mbendpointagent"],
        &["mbamservice"],
        &[],
        &["malwarebytes"],
    ),
    trial(
        "Avast",
        &["avast! antivirus", "aswbidsagent"],
        &["avastsvc"],
        &["avastclear"],
        &["avast"],
    ),
    trial(
        "AVG",
        &["avg antivirus", "avgbidsagent"],
        &["avgsvc"],
        &["avgclear"],
        &["avg antivirus"],
    ),
    product("Sysmon", &["sysmon", "sysmon64", "sysmondrv"], &["sysmon", "sysmon64"], &[], &[]),
];

/// The product that a service belongs to, by its name in lower case.
pub(super) fn of_service(service: &str) -> Option<&'static Product> {
    PRODUCTS.iter().find(|product| product.services.contains(&service))
}

/// The product that a process belongs to.
pub(super) fn of_process(process: &str) -> Option<&'static Product> {
    let process = process.trim().to_lowercase();
    let process = process.strip_suffix(".exe").unwrap_or(&process);
    PRODUCTS.iter().find(|product| product.processes.contains(&process))
}

/// The product that a program takes away, by its name in lower case without `.exe`.
pub(super) fn of_remover(program: &str) -> Option<&'static Product> {
    PRODUCTS.iter().find(|product| product.removers.contains(&program))
}

/// The product that a text names: a folder, an installer, what it is called in the list of
/// programs.
pub(super) fn named_in(text: &str) -> Option<&'static Product> {
    let text = text.to_lowercase();
    // `eset` is in `reset` too.
    let begins = |at: usize| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        !before.is_some_and(char::is_alphanumeric)
    };
    let has = |word: &&str| text.match_indices(*word).any(|(at, _)| begins(at));
    PRODUCTS.iter().find(|product| product.words.iter().any(has))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_product_is_named_by_whole_words() {
        let name = |text| named_in(text).map(|product| product.name);
        assert_eq!(name(r"C:\Program Files\ESET\uninstall.exe"), Some("ESET"));
        assert_eq!(name(r"C:\Program Files\Factory Reset\uninstall.exe"), None);
        assert_eq!(name("McAfee Agent"), Some("Trellix (McAfee) Endpoint Security"));
        assert_eq!(name("McAfee LiveSafe"), Some("McAfee"));
        assert_eq!(
            of_process("SentinelAgent.EXE").map(|product| product.name),
            Some("SentinelOne")
        );
    }
}
