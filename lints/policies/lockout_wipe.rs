//! `policy-lockout-wipe`

use crate::lint::{Confidence, Context, Findings, Severity, lint};
use crate::package::Package;

lint! {
    /// A few wrong passwords put the device into BitLocker recovery.
    ///
    /// ## Why it matters
    ///
    /// `MaxDevicePasswordFailedAttempts` does not lock an account: a PC whose drive is encrypted
    /// restarts and asks for the 48 digits of the recovery key. With a low number a child at a
    /// school laptop or a guest at a kiosk can do that, and somebody has to find the key. On other
    /// kinds of devices the number means that everything is erased.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Policies>
    ///   <DeviceLock>
    ///     <MaxDevicePasswordFailedAttempts>5</MaxDevicePasswordFailedAttempts>
    ///   </DeviceLock>
    /// </Policies>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// Off, and a number that nobody reaches by mistake:
    ///
    /// ```xml
    /// <Policies>
    ///   <DeviceLock>
    ///     <MaxDevicePasswordFailedAttempts>0</MaxDevicePasswordFailedAttempts>
    ///   </DeviceLock>
    /// </Policies>
    /// ```
    ///
    /// ```xml
    /// <Policies>
    ///   <DeviceLock>
    ///     <MaxDevicePasswordFailedAttempts>20</MaxDevicePasswordFailedAttempts>
    ///   </DeviceLock>
    /// </Policies>
    /// ```
    ///
    /// ## What to do
    ///
    /// Set it to 0 or above 10, and make sure that recovery keys are stored where the help desk
    /// finds them.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/windows/client-management/mdm/policy-csp-devicelock>
    pub(crate) LOCKOUT_WIPE {
        id: "policy-lockout-wipe", category: Policies,
        severity: Warning, confidence: Certain, since: "0.1.0",
        check,
    }
}

/// Attempts up to which somebody gets there by mistake.
const FEW: u32 = 10;

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let attempts = package.setting("Policies/DeviceLock/MaxDevicePasswordFailedAttempts");
    let Some(attempts) = attempts else { return };
    let Ok(number @ 1..=FEW) = attempts.value().trim().parse::<u32>() else { return };
    let encrypts = package
        .setting("Policies/Security/RequireDeviceEncryption")
        .is_some_and(|setting| setting.is("1"));
    let finding = findings
        .at(attempts)
        .say(format!(
            "{number} wrong passwords put a device with an encrypted drive into recovery, which \
             asks for the recovery key"
        ))
        .here("0 turns it off");
    // Whether the drive is encrypted is not known unless the package says so.
    let finding = match encrypts || number < FEW {
        true => finding,
        false => finding.lowered_to(Severity::Advice).with_confidence(Confidence::Likely),
    };
    finding.help("set it to 0 or above 10, and store recovery keys where the help desk finds them");
}
