//! The programs that every Windows has where a bare name finds them.

/// Whether Windows itself has a program of that name, in lower case and without `.exe`.
pub fn is_part_of_windows(name: &str) -> bool {
    PROGRAMS.binary_search(&name).is_ok()
}

/// Programs and scripts of `System32`, `Wbem`, `WindowsPowerShell\v1.0`, `OpenSSH` and the Windows
/// folder, of Windows 10 and 11; and those that went away, which other lints are about. Sorted.
#[rustfmt::skip]
const PROGRAMS: &[&str] = &[
    "appidcertstorecheck", "appidtel", "arp", "at", "atbroker", "attrib", "auditpol", "bcdboot",
    "bcdedit", "bdehdcfg", "bitsadmin", "bootcfg", "bootsect", "cacls", "calc", "certreq",
    "certutil", "change", "charmap", "chglogon", "chgport", "chgusr", "chkdsk", "chkntfs", "choice",
    "cipher", "cleanmgr", "clip", "cloudexperiencehost", "cmd", "cmdkey", "cmstp", "comp",
    "compact", "conhost", "control", "convert", "cscript", "csrss", "curl", "dcomcnfg", "defrag",
    "deviceenroller", "dfrgui", "diskpart", "diskperf", "diskraid", "dism", "dispdiag",
    "displayswitch", "djoin", "doskey", "driverquery", "drvinst", "dsregcmd", "dxdiag", "esentutl",
    "eventcreate", "eventvwr", "expand", "explorer", "extrac32", "fc", "find", "findstr", "finger",
    "fixmapi", "fltmc", "fodhelper", "forfiles", "format", "fsquirt", "fsutil", "ftp", "getmac",
    "gpresult", "gpupdate", "hdwwiz", "help", "hh", "hostname", "icacls", "ie4uinit", "iexplore",
    "iexpress", "installagent", "ipconfig", "iscsicli", "klist", "ksetup", "label", "licensingdiag",
    "lodctr", "logman", "logoff", "lpksetup", "makecab", "manage-bde", "mavinject",
    "mdmdiagnosticstool", "mmc", "mode", "mofcomp", "more", "mountvol", "mpcmdrun", "mrinfo",
    "msconfig", "msdt", "msg", "mshta", "msiexec", "msinfo32", "mspaint", "mstsc", "narrator",
    "nbtstat", "net", "net1", "netcfg", "netplwiz", "netsh", "netstat", "nltest", "notepad",
    "nslookup", "ntdsutil", "odbcad32", "odbcconf", "openfiles", "optionalfeatures", "osk",
    "pathping", "perfmon", "ping", "pkgmgr", "pnpunattend", "pnputil", "powercfg", "powershell",
    "powershell_ise", "print", "printui", "prndrvr.vbs", "prnmngr.vbs", "prnport.vbs", "provtool",
    "pubprn.vbs", "qappsrv", "qprocess", "query", "quser", "qwinsta", "rasdial", "reagentc",
    "recover", "reg", "regedit", "regedt32", "regini", "register-cimprovider", "regsvr32", "relog",
    "repadmin", "replace", "reset", "resmon", "robocopy", "route", "rstrui", "runas", "rundll32",
    "runonce", "rwinsta", "sc", "schtasks", "scp", "sdbinst", "secedit", "sethc", "setspn", "setx",
    "sfc", "shutdown", "sigverif", "slmgr", "slmgr.vbs", "slui", "snmp", "sort", "ssh", "ssh-add",
    "ssh-agent", "ssh-keygen", "ssh-keyscan", "subst", "svchost", "sxstrace", "syskey", "sysprep",
    "systeminfo", "systeminfo32", "systemreset", "takeown", "tar", "taskkill", "tasklist",
    "taskmgr", "telnet", "tftp", "timeout", "tpmtool", "tpmvscmgr", "tracerpt", "tracert", "tree",
    "tscon", "tsdiscon", "tskill", "typeperf", "tzutil", "unlodctr", "unregmp2", "usoclient",
    "utilman", "vaultcmd", "verifier", "vssadmin", "w32tm", "waitfor", "wbadmin", "wbemtest",
    "wecutil", "werfault", "wevtutil", "where", "whoami", "winhlp32", "winmgmt", "winrm",
    "winrm.cmd", "winrm.vbs", "winrs", "winsat", "winver", "wmic", "wordpad", "write", "wscript",
    "wsl", "wsmanhttpconfig", "wsreset", "wuapp", "wuauclt", "wusa", "xcopy", "xwizard",
];

#[cfg(test)]
mod tests {
    use super::{PROGRAMS, is_part_of_windows};

    #[test]
    fn the_list_is_sorted_and_knows_what_scripts_use() {
        assert!(PROGRAMS.is_sorted());
        assert!(
            ["reg", "robocopy", "slmgr.vbs", "xcopy"].iter().all(|name| is_part_of_windows(name))
        );
        assert!(!is_part_of_windows("setup"));
    }
}
