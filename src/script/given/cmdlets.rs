//! Passwords that commands and methods of PowerShell and VBScript are given.

use super::words::{behind_scheme, is_authorization, is_password, is_plain, is_secret};
use super::{Finder, GivenKind, part_of};
use crate::script::reading::{Style, UNKNOWN, Value};

impl Finder<'_> {
    pub(super) fn cmdlet(&mut self) {
        let call = self.call;
        match call.name.as_str() {
            "convertto-securestring" => return self.secure_string(),
            "new-object" => self.new_object(),
            "set-itemproperty" | "new-itemproperty" => self.registry_value(),
            "set-variable" | "new-variable" => {
                self.pair(
                    call.bound(&["name", "value"], "name"),
                    call.bound(&["name", "value"], "value"),
                );
            }
            "add-bitlockerkeyprotector" | "enable-bitlocker" => {
                if let Some(value) = call.parameter("recoverypassword") {
                    self.add(GivenKind::RecoveryPassword, value.clone());
                }
                return;
            }
            _ => {}
        }
        for argument in &call.arguments {
            let Some(name) = argument.name.as_ref().filter(|_| !argument.is_switch) else {
                continue;
            };
            let value = &argument.value;
            // What a command gives back is a secure string, or read from somewhere.
            if is_password(name) && !is_plain(value.text()) && value.commands.is_none() {
                self.add(GivenKind::Option(format!("-{name}")), value.clone());
            } else if is_secret(name) && !is_plain(value.text()) && value.commands.is_none() {
                self.add(GivenKind::Named(format!("-{name}")), value.clone());
            }
            for (key, value) in &value.entries {
                self.entry(key, value);
            }
        }
        // `Start-Process msiexec -ArgumentList 'PASSWORD=x'` is a call of its own.
    }

    /// `-Body @{ client_secret = 'x' }`, `-Headers @{ Authorization = 'Bearer x' }`, `-Arguments @{
    /// StartPassword = 'x' }`.
    fn entry(&mut self, key: &str, value: &Value) {
        let is_made = value.commands.is_some() || is_plain(value.text());
        let range = match is_authorization(key) {
            true => behind_scheme(value.text()),
            false if is_secret(key) => 0..value.text().len(),
            false => return,
        };
        // A table that only holds it, to be looked at later, is given to nothing.
        if !is_made && !self.call.is("new-object") {
            let kind = match is_password(key) {
                true => GivenKind::Option(key.to_owned()),
                false => GivenKind::Named(key.to_owned()),
            };
            self.add(kind, part_of(value, range));
        }
    }

    /// A name and its value, one behind the other: `$h.Add('X-Api-Key', 'x')`.
    fn pair(&mut self, name: Option<&Value>, value: Option<&Value>) {
        if let (Some(name), Some(value)) = (name, value) {
            self.entry(name.text(), value);
        }
    }

    fn secure_string(&mut self) {
        let call = self.call;
        let text = call.parameter_or("string", 0).cloned().or_else(|| self.piped());
        let Some(text) = text else { return };
        if call.has_parameter("asplaintext") {
            return self.add(GivenKind::SecureString, text);
        }
        let key = call.parameter("key").or_else(|| call.parameter("securekey"));
        let Some(key) = key.filter(|key| key.is_known() && !key.text().is_empty()) else { return };
        self.add(GivenKind::SecureStringWithKey, text);
        self.add(GivenKind::SecureStringKey, key.clone());
    }

    /// The value that is piped into the call.
    fn piped(&self) -> Option<Value> {
        let source = self.reading.calls.get(self.call.piped_from? as usize)?;
        // What a function gives is not known, but where it has it from is.
        if source.style == Style::Cmdlet {
            let mut value = Value { range: source.range.clone(), ..Value::default() };
            let at = source.command.filter(|_| source.unit == self.call.unit)?;
            value.text.push_changed(UNKNOWN.encode_utf8(&mut [0; 4]), source.range.clone());
            value.commands = Some((at, 1));
            return Some(value);
        }
        let is_value = source.style == Style::Expression;
        let first = source.arguments.first().map(|argument| argument.value.clone());
        is_value.then(|| first.unwrap_or_else(|| source.program.clone()))
    }

    /// `New-Object PSCredential('user', 'password')`, `NetworkCredential`.
    fn new_object(&mut self) {
        let Some(kind) = self.call.parameter_or("typename", 0) else { return };
        let is_certificate = is_certificate(kind.text());
        if !is_credential(kind.text()) && !is_certificate {
            return;
        }
        let given = self.call.parameter("argumentlist").or_else(|| {
            let at = usize::from(self.call.parameter("typename").is_none());
            self.call.positional().nth(at)
        });
        if let Some(password) = given.and_then(|given| given.items.as_ref()?.get(1)).cloned() {
            match is_certificate {
                true => self.of_certificate(password),
                false => self.credential(password),
            }
        }
    }

    fn credential(&mut self, password: Value) {
        if password.commands.is_none() && !is_plain(password.text()) {
            self.add(GivenKind::Credential, password);
        }
    }

    /// The password of a PFX file.
    fn of_certificate(&mut self, password: Value) {
        if password.commands.is_none() && !is_plain(password.text()) {
            self.add(GivenKind::Option("X509Certificate2".to_owned()), password);
        }
    }

    fn registry_value(&mut self) {
        let call = self.call;
        let (Some(name), Some(value)) = (
            call.parameter_or("name", 1),
            call.parameter("value").or_else(|| call.parameter_or("value", 2)),
        ) else {
            return;
        };
        if is_password(name.text()) && !is_plain(value.text()) {
            self.add(GivenKind::Registry(name.text().to_owned()), value.clone());
        }
    }

    pub(super) fn method(&mut self) {
        let call = self.call;
        let given = |at: usize| call.positional().nth(at).cloned();
        match (call.style, call.name.as_str()) {
            (Style::StaticMethod, "new") => {
                let (Some(object), Some(password)) = (call.object(), given(1)) else { return };
                if is_credential(object.text()) {
                    self.credential(password);
                } else if is_certificate(object.text()) {
                    self.of_certificate(password);
                }
            }
            // Of a collection of certificates: `Import('a.pfx', 'x', …)`.
            (Style::Method, "import") => {
                let is_file = given(0).is_some_and(|file| {
                    let file = file.text().to_ascii_lowercase();
                    file.ends_with(".pfx") || file.ends_with(".p12")
                });
                if let Some(password) = given(1).filter(|_| is_file) {
                    self.of_certificate(password);
                }
            }
            (Style::Method, "invoke") if given(0).is_some_and(|name| name.is("SetPassword")) => {
                if let Some(password) = given(1) {
                    self.add(GivenKind::Account, password);
                }
            }
            // Of a service, by WMI: the account and its password are the last but three.
            (Style::Method, "change") => {
                if let Some(password) = given(7) {
                    self.add(GivenKind::Account, password);
                }
            }
            (Style::Method, "appendchar") => {
                if let Some(character) = given(0) {
                    self.add(GivenKind::SecureString, character);
                }
            }
            // Of ADSI and of MSXML.
            (Style::Method, "opendsobject") => {
                if let Some(password) = given(2) {
                    self.add(GivenKind::Connection, password);
                }
            }
            (Style::Method, "open") => {
                if let Some(password) = given(4) {
                    self.add(GivenKind::Connection, password);
                }
            }
            (Style::Method, "setbiospassword" | "setbiossetting" | "savebiossettings") => {
                self.of_firmware();
            }
            (
                Style::Method | Style::StaticMethod,
                "add"
                | "set"
                | "set_item"
                | "setvalue"
                | "setenvironmentvariable"
                | "setrequestheader"
                | "tryaddwithoutvalidation",
            ) => {
                let is_registry = call.is("setvalue");
                let at = usize::from(is_registry && call.style == Style::StaticMethod);
                let (Some(name), Some(value)) = (given(at), given(at + 1)) else { return };
                match is_registry && is_password(name.text()) && !is_plain(value.text()) {
                    true => self.add(GivenKind::Registry(name.text().to_owned()), value),
                    false => self.pair(Some(&name), Some(&value)),
                }
            }
            // Of ADSI.
            (Style::Method, "setpassword") => {
                if let Some(password) = given(0) {
                    self.add(GivenKind::Account, password);
                }
            }
            (Style::Method, "joindomainorworkgroup") => {
                if let Some(password) = given(1) {
                    self.add(GivenKind::DomainJoin, password);
                }
            }
            (Style::Method, "regwrite") => {
                let (Some(path), Some(value)) = (given(0), given(1)) else { return };
                let name = path.text().rsplit('\\').next().unwrap_or_default();
                if is_password(name) && !is_plain(value.text()) {
                    self.add(GivenKind::Registry(name.to_owned()), value);
                }
            }
            (Style::Method, "mapnetworkdrive") => {
                if let Some(password) = given(4) {
                    self.add(GivenKind::Connection, password);
                }
            }
            _ => {}
        }
    }
}

impl Finder<'_> {
    /// The password of the firmware, in the interfaces of Lenovo (`pap,OLD,NEW,ascii,us`;
    /// `PASSWORD,ascii,us`) and HP (`<utf-16/>PASSWORD`).
    fn of_firmware(&mut self) {
        let call = self.call;
        let is_setup = call
            .positional()
            .next()
            .is_some_and(|name| name.text().to_ascii_lowercase().ends_with("password"));
        for (number, value) in call.positional().enumerate() {
            let text = value.text();
            if let Some(rest) = text.strip_prefix("<utf-16/>") {
                // Of a setting the second is its value, and the third the password.
                if number == 2 || is_setup {
                    let range = text.len() - rest.len()..text.len();
                    self.add(GivenKind::Named(call.name.clone()), part_of(value, range));
                }
            } else if number == 0 && !call.is("setbiossetting") {
                let skipped = usize::from(call.is("setbiospassword"));
                let taken = 1 + skipped;
                let mut at = 0;
                for (index, part) in text.split(',').enumerate().take(skipped + taken) {
                    if index >= skipped {
                        let range = at..at + part.len();
                        self.add(GivenKind::Named(call.name.clone()), part_of(value, range));
                    }
                    at += part.len() + 1;
                }
            }
        }
    }
}

/// The last part of the name of a type.
fn is_type(kind: &str, names: &[&str]) -> bool {
    let kind = kind.trim_matches(['[', ']']).rsplit('.').next().unwrap_or_default();
    names.iter().any(|name| kind.eq_ignore_ascii_case(name))
}

fn is_credential(kind: &str) -> bool {
    is_type(kind, &["pscredential", "networkcredential"])
}

fn is_certificate(kind: &str) -> bool {
    is_type(kind, &["x509certificate2", "x509certificate"])
}
