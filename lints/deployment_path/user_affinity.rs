//! `path-user-affinity`

use crate::lint::{Context, Findings, lint};
use crate::package::Package;

/// Signs from which on a device looks like one person's.
const ENOUGH: usize = 2;

lint! {
    /// The package seems to make devices of one person, and sets no primary user.
    ///
    /// ## Why it matters
    ///
    /// A bulk enrolment has no user. The device has no primary user until somebody sets one, and what
    /// is assigned to people arrives only after they sign in. For devices that many share that is
    /// right; for the device of one person, Autopilot in its user-driven mode is made.
    ///
    /// What a package is for is inferred: from Office, OneDrive, Outlook or Teams that it sets up,
    /// apps for each user, Windows Hello. Two such signs are enough, and any sign of a kiosk or a
    /// shared PC silences this.
    ///
    /// ## Fires
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="Office">
    ///         <CommandLine>cmd /c setup.exe /configure office.xml</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="OneDrive">
    ///         <CommandLine>cmd /c OneDriveSetup.exe /silent /allusers</CommandLine>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// ## Stays quiet
    ///
    /// One sign is not enough:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="Office">
    ///         <CommandLine>cmd /c setup.exe /configure office.xml</CommandLine>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// ```
    ///
    /// A shared PC with the same programs:
    ///
    /// ```xml
    /// <Accounts>
    ///   <Azure>
    ///     <Authority>https://login.microsoftonline.com/common</Authority>
    ///     <BPRT>0.AXEXAMPLE.AgABEXAMPLE</BPRT>
    ///   </Azure>
    /// </Accounts>
    /// <ProvisioningCommands>
    ///   <PrimaryContext>
    ///     <Command>
    ///       <CommandConfig Name="Office">
    ///         <CommandLine>cmd /c setup.exe /configure office.xml</CommandLine>
    ///       </CommandConfig>
    ///       <CommandConfig Name="OneDrive">
    ///         <CommandLine>cmd /c OneDriveSetup.exe /silent /allusers</CommandLine>
    ///       </CommandConfig>
    ///     </Command>
    ///   </PrimaryContext>
    /// </ProvisioningCommands>
    /// <SharedPC>
    ///   <EnableSharedPCMode>True</EnableSharedPCMode>
    /// </SharedPC>
    /// ```
    ///
    /// ## What to do
    ///
    /// For devices of one person consider Autopilot. Else set the primary user in Intune after the
    /// first sign-in, and assign to devices what has to be there before.
    ///
    /// ## References
    ///
    /// * <https://learn.microsoft.com/intune/intune-service/enrollment/windows-bulk-enroll>
    /// * <https://learn.microsoft.com/autopilot/user-driven>
    pub(crate) USER_AFFINITY {
        id: "path-user-affinity", category: DeploymentPath,
        severity: Advice, confidence: Heuristic,
        yields_to: ["bulk-token-expired", "bulk-token-malformed"],
        since: "0.1.0",
        check,
    }
}

fn check(package: &Package, _: &Context, findings: &mut Findings<'_>) {
    let Some(bulk) = package.bulk_token() else { return };
    if package.shared_trait().is_some() {
        return;
    }
    let signs = package.personal_signs();
    if signs.len() < ENOUGH {
        return;
    }
    findings
        .at(bulk.token)
        .say(format!(
            "a bulk enrolment sets no primary user, and this looks like a device of one person: {}",
            signs.join("; ")
        ))
        .here("enrols without a user")
        .help(
            "for devices of one person consider Autopilot; else set the primary user in Intune \
             after the first sign-in",
        );
}
