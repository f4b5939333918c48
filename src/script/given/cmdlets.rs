//! Passwords that commands and methods of PowerShell and VBScript are given.

use super::words::{is_password, is_plain};
use super::{Finder, GivenKind};
use crate::script::reading::{Style, Value};

impl Finder<'_> {
    pub(super) fn cmdlet(&mut self) {
        let call = self.call;
        match call.name.as_str() {
            "convertto-securestring" => return self.secure_string(),
            "new-object" => self.new_object(),
            "set-itemproperty" | "new-itemproperty" => self.registry_value(),
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
            }
        }
        // `Start-Process msiexec -ArgumentList 'PASSWORD=x'` is a call of its own.
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
        let is_value = source.style == Style::Expression;
        let first = source.arguments.first().map(|argument| argument.value.clone());
        is_value.then(|| first.unwrap_or_else(|| source.program.clone()))
    }

    /// `New-Object PSCredential('user', 'password')`, `NetworkCredential`.
    fn new_object(&mut self) {
        let Some(kind) = self.call.parameter_or("typename", 0) else { return };
        if !is_credential(kind.text()) {
            return;
        }
        let given = self.call.parameter("argumentlist").or_else(|| {
            let at = usize::from(self.call.parameter("typename").is_none());
            self.call.positional().nth(at)
        });
        if let Some(password) = given.and_then(|given| given.items.as_ref()?.get(1)) {
            self.credential(password.clone());
        }
    }

    fn credential(&mut self, password: Value) {
        if password.commands.is_none() && !is_plain(password.text()) {
            self.add(GivenKind::Credential, password);
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
                if call.object().is_some_and(|object| is_credential(object.text()))
                    && let Some(password) = given(1)
                {
                    self.credential(password);
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

fn is_credential(kind: &str) -> bool {
    let kind = kind.trim_matches(['[', ']']).rsplit('.').next().unwrap_or_default();
    ["pscredential", "networkcredential"].iter().any(|name| kind.eq_ignore_ascii_case(name))
}
