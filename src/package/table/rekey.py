"""Writes settings.tsv from the tables of facts: python rekey.py FACTS > settings.tsv

A row is: path, kind, settings group, then `tag=value` or a bare `tag` for what is known.
`newer.tsv` and `runtime.tsv` are kept by hand and are not written here.
"""

import csv
import sys
import uuid
from pathlib import Path

EDITIONS = dict(Desktop="D", Common="C", Team="T", HoloLens="H", Holographic="G", IoTUAP="I", Mobile="M")

# Settings whose value, or the file the value names, gives somebody else access.
SECRET = """
Accounts/Azure/BPRT
Accounts/ComputerAccount/Password
Accounts/Users/User/Password
Certificates/ClientCertificates/ClientCertificate/CertificatePassword
Certificates/ClientCertificates/ClientCertificate/CertificatePath
Connections/Cellular/Connection/Password
Connections/EnterpriseAPN/EnterpriseConnection/Password
Connections/Proxies/Proxy/Password
ConnectivityProfiles/Email/Accounts/Account/Password
ConnectivityProfiles/Email/Accounts/Account/SMTPPassword
ConnectivityProfiles/Exchange/Accounts/ActiveSyncAccount/Password
ConnectivityProfiles/WLAN/Profiles/Profile
ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/WLANXmlSettings/SecurityKey
DeveloperSetup/WindowsDevicePortalSettings/AuthenticationPassword
DeviceManagement/Accounts/Account/Authentication/Credentials/CredentialsForLevel/Secret
EditionUpgrade/ChangeProductKey
EditionUpgrade/UpgradeEditionWithProductKey
SMISettings/AutoLogon/Password
WindowsTeamSettings/DeviceAccount/Password
WindowsTeamSettings/OMSAgent/WorkspaceKey
Workplace/Enrollments/UPN/Secret
""".split()

# Groups that no PC package needs, and whom they are for.
AUDIENCE = {
    "hololens": "AccountManagement DeveloperSetup FirstExperience",
    "iot-core": "FirewallConfiguration KioskBrowser Location StartupApp StartupBackgroundTasks",
    "surface-hub": "NetworkProxy NetworkQoSPolicy SurfaceHubManagement WindowsTeamSettings",
    "mobile": "AutomaticTime CallAndMessagingEnhancement Calling DeviceInfo EmbeddedLockdownProfiles HotSpot "
    "InitialSetup InternetExplorer Messaging Multivariant NFC OtherAssets ProvisioningOptions RcsPresence "
    "Shell TextInput Theme",
    "oem": "Cellular CellCore DataMarketplace Power",
}

# Settings one is told not to use, and why, or what replaces them.
AVOID = {
    "ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/ProxyServerPort": "fails on client editions",
    "ConnectivityProfiles/WiFiSense": "Wi-Fi Sense is gone from Windows",
    "DesktopBackgroundAndColors": "Personalization replaces it",
    "DeviceUpdateCenter": "not open to use",
    "EditionUpgrade/UpgradeEditionWithLicense": "for HoloLens and mobile editions; a PC takes a product key",
    "Maps/UseSmallerCache": "not for use",
    "Policies/Location/EnableLocation": "not for use",
    "Start/StartLayoutFilePath": "not for use",
    "UniversalAppInstall/DeviceContextStoreInstall": "Microsoft Store for Business has closed",
    "UniversalAppInstall/StoreInstall": "Microsoft Store for Business has closed",
}
AVOID_VALUE = {
    "UniversalAppInstall/DeviceContextApp/Application/DeploymentOptions": "2",
    "UniversalAppInstall/UserContextApp/Application/DeploymentOptions": "2",
}

# The label says the opposite of what the written value means to the device.
INVERTED = """
Policies/Browser/AllowAutofill
Policies/Defender/AllowArchiveScanning
Policies/Defender/AllowBehaviorMonitoring
""".split()

# The store marks every branch of a choice as required: these are, in one branch only.
REQUIRED_IN_A_BRANCH = (
    "ConnectivityProfiles/Email/",
    "ConnectivityProfiles/VPN/VPNSetting/VPNConfig/VPNSettings/",
    "ConnectivityProfiles/WLAN/WLANSetting/WLANConfig/WLANXmlSettings/SecurityKey",
    "UniversalAppInstall/DeviceContextApp/Application/OptionalPackageFiles/",
)
REQUIRED_ALWAYS = ["ConnectivityProfiles/VPN/VPNSetting/VPNConfig/VPNSettings/ProfileType"]

# What the store's order says of a HoloLens, where the PC waits for something else.
AFTER = {
    "AssignedAccess/AssignedAccessSettings": "Accounts/Users|UniversalAppInstall/DeviceContextApp",
    "AssignedAccess/MultiAppAssignedAccessSettings": "Accounts/Users|UniversalAppInstall/DeviceContextApp",
}
# Editions the store of 2020 did not know: desktop packages of 2022 and later carry it.
LATER_ON_PCS = ("DevDetail", "DevDetail/DNSComputerName")

# More than is said of a row: order, limits, what may be written.
COPIED = "key default min max min_length max_length pattern values extensions".split()


def rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def settings_group(path, before="_"):
    """The GUID by which RunTime.xml names a setting."""
    return str(uuid.uuid5(uuid.NAMESPACE_DNS, before + path.replace("/", "_")))


def resolve(name, path, paths):
    """The full path of a setting that another one's order names by its last part only."""
    name = name.strip("/")
    found = [p for p in paths if p == name] or [p for p in paths if p.endswith("/" + name)]
    return max(found, key=lambda p: len([1 for a, b in zip(p, path) if a == b]), default=None)


def main(facts):
    table = {row["path"]: row for row in rows(facts / "wcd-settings.tsv")}
    order = {}
    for row in rows(facts / "settings-sequence.tsv"):
        path = row["setting_path"].strip()
        if path in table and ("Desktop" in row["skus"].split(",") or path not in order):
            order[path] = row
        if path in table and row["setting_path"] == path:
            # The second is the name by which other settings wait for this one.
            assert row["settings_group"] in (settings_group(path), settings_group(path, before="")), path
    named = [*SECRET, *AVOID, *AVOID_VALUE, *INVERTED, *REQUIRED_ALWAYS, *AFTER, *LATER_ON_PCS]
    assert not [path for path in named if path not in table]
    audience = {group: who for who, groups in AUDIENCE.items() for group in groups.split()}
    assert not [group for group in audience if group not in table]

    for path in sorted(table):
        row, place = table[path], order.get(path, {})
        on_pcs = "Desktop" in row["skus"].split(",")
        if row["kind"] in ("group", "keyed-list", "list"):
            row["default"] = ""  # what stands there is not a value
        tags = [f"{name.replace('_', '-')}={row[name]}" for name in COPIED if row[name]]
        if row["required"]:
            branch = path.startswith(REQUIRED_IN_A_BRANCH) and path not in REQUIRED_ALWAYS
            tags.append("required-in-a-branch" if branch else "required")
        if row["csp"] not in ("", "Dummy"):
            tags.append("csp=" + row["csp"].removeprefix("./Vendor/MSFT/"))
        if place.get("level", "1") != "1":
            tags.append("level=" + place["level"])
        # A PC setting of the first level waits for nothing: what is named is for other editions.
        if path in AFTER:
            tags.append("after=" + AFTER[path])
        elif row["after"] and not (on_pcs and place.get("level") == "1"):
            names = row["after"].strip("()").split("|")
            tags.append("after=" + "|".join(dict.fromkeys(filter(None, (resolve(n, path, table) for n in names)))))
        if row["reboot"]:
            tags.append("reboot")
        tags += ["secret"] * (path in SECRET)
        tags += [f"avoid={AVOID.get(path)}"] * (path in AVOID)
        tags += [f"avoid-value={AVOID_VALUE.get(path)}"] * (path in AVOID_VALUE)
        tags += ["inverted"] * (path in INVERTED)
        tags += [f"for={audience.get(path)}"] * (path in audience)
        skus = row["skus"].split(",") + ["Desktop"] * (path in LATER_ON_PCS)
        tags.append("editions=" + "".join(EDITIONS[sku] for sku in sorted(skus, key=list(EDITIONS).index)))
        print(path, row["kind"], settings_group(path), *tags, sep="\t")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    main(Path(sys.argv[1]))
