//! The parameters of the commands that matter to administration and attack, in Windows
//! PowerShell 5.1.

use std::{collections::HashMap, sync::LazyLock};

/// A command with its parameters.
pub(super) struct Command {
    pub(super) name: &'static str,
    /// Of a program, `.exe`: it has no common parameters and its own rule for short ones.
    pub(super) is_program: bool,
    /// Whether it knows `-WhatIf` and `-Confirm`.
    pub(super) confirms: bool,
    pub(super) parameters: Vec<Parameter>,
}

/// A parameter.
pub(super) struct Parameter {
    pub(super) name: &'static str,
    pub(super) is_switch: bool,
    /// In lower case: the name, then other names.
    names: Vec<String>,
    /// The shortest that a program takes.
    shortest: usize,
}

impl Parameter {
    /// Whether `written`, in lower case, is its name or another name of it.
    pub(super) fn is_exactly(&self, written: &str) -> bool {
        self.names.iter().any(|name| name == written)
    }

    /// Whether `written`, in lower case, may stand for it.
    pub(super) fn may_be(&self, written: &str) -> bool {
        written.len() >= self.shortest && self.names.iter().any(|name| name.starts_with(written))
    }

    /// `Name`, with `?` behind it for a switch; other names behind `=`; `:3` if a program takes no
    /// less than three letters.
    fn read(written: &'static str) -> Self {
        let (written, shortest) = match written.split_once(':') {
            Some((written, shortest)) => (written, shortest.parse().unwrap_or(1)),
            None => (written, 1),
        };
        let mut names = written.split('=');
        let first = names.next().unwrap_or_default();
        let name = first.trim_end_matches('?');
        let names =
            std::iter::once(name).chain(names).map(|name| name.to_ascii_lowercase()).collect();
        Self { name, is_switch: first.ends_with('?'), names, shortest }
    }
}

fn read(written: &'static str) -> Vec<Parameter> {
    written.split_whitespace().map(Parameter::read).collect()
}

/// Those of every cmdlet.
pub(super) static COMMON: LazyLock<Vec<Parameter>> = LazyLock::new(|| {
    read(
        "Verbose?=vb Debug?=db ErrorAction=ea WarningAction=wa InformationAction=infa \
         ErrorVariable=ev WarningVariable=wv InformationVariable=iv OutVariable=ov OutBuffer=ob \
         PipelineVariable=pv",
    )
});

/// Those of cmdlets that change something.
pub(super) static SHOULD_PROCESS: LazyLock<Vec<Parameter>> =
    LazyLock::new(|| read("WhatIf?=wi Confirm?=cf"));

/// The commands by name in lower case, without `.exe`.
pub(super) static COMMANDS: LazyLock<HashMap<String, Command>> = LazyLock::new(|| {
    let commands = TABLE.iter().map(|(names, parameters)| {
        let confirms = !names.ends_with('-');
        (names.trim_end_matches('-'), confirms, *parameters)
    });
    let each = commands.flat_map(|(names, confirms, parameters)| {
        names.split(' ').map(move |name| (name, confirms, parameters))
    });
    each.map(|(name, confirms, parameters)| {
        let is_program = name.ends_with(".exe");
        let parameters = read(parameters);
        let confirms = confirms && !is_program;
        let key = name.trim_end_matches(".exe").to_ascii_lowercase();
        (key, Command { name, is_program, confirms, parameters })
    })
    .collect()
});

/// Commands with the same parameters stand in one line. A `-` behind the names says that they do
/// not ask for confirmation.
const TABLE: &[(&str, &str)] = &[
    // The first that fits is taken, so their order is that of the program.
    (
        "powershell.exe",
        "Version:1 Help?=?:1 NoLogo?:3 NoExit?:3 Sta?:1 Mta?:3 NonInteractive?:4 NoProfile?:3 \
         Command:1 File:1 ExecutionPolicy=ep:2 EncodedCommand=ec:1 EncodedArguments=ea:8 \
         WindowStyle:1 OutputFormat=of:1 InputFormat=if:1 ConfigurationName:6 PSConsoleFile:1",
    ),
    (
        "pwsh.exe",
        "Version?:1 Help?=?:1 Login?:1 NoLogo?:3 NoExit?:3 Sta?:1 Mta?:3 NonInteractive?:4 \
         NoProfile?:3 NoProfileLoadTime?:10 Command:1 CommandWithArgs=cwa:8 File:1 \
         ExecutionPolicy=ep:2 EncodedCommand=ec:1 WindowStyle:1 Interactive?:1 OutputFormat=of:1 \
         InputFormat=if:2 ConfigurationName:13 ConfigurationFile:14 CustomPipeName:2 \
         SettingsFile:8 WorkingDirectory=wd:2",
    ),
    (
        "Invoke-WebRequest-",
        "Uri Method Headers Body OutFile UserAgent Credential UseBasicParsing? UseDefaultCredentials? \
         WebSession SessionVariable=SV Certificate CertificateThumbprint ContentType \
         DisableKeepAlive? InFile MaximumRedirection PassThru? Proxy ProxyCredential \
         ProxyUseDefaultCredentials? TimeoutSec TransferEncoding",
    ),
    (
        "Invoke-RestMethod-",
        "Uri Method Headers Body OutFile UserAgent Credential UseBasicParsing? UseDefaultCredentials? \
         WebSession SessionVariable=SV Certificate CertificateThumbprint ContentType \
         DisableKeepAlive? InFile MaximumRedirection PassThru? Proxy ProxyCredential \
         ProxyUseDefaultCredentials? TimeoutSec TransferEncoding",
    ),
    (
        "Start-Process-",
        "FilePath=PSPath ArgumentList=Args Credential=RunAs WorkingDirectory LoadUserProfile?=Lup \
         NoNewWindow?=nnw PassThru? RedirectStandardError=RSE RedirectStandardInput=RSI \
         RedirectStandardOutput=RSO Verb WindowStyle Wait? UseNewEnvironment?",
    ),
    ("Stop-Process", "Name=ProcessName Id InputObject Force? PassThru?"),
    ("Invoke-Expression-", "Command"),
    (
        "Invoke-Command-",
        "ScriptBlock=Command FilePath=PSPath ComputerName=Cn Session Credential ArgumentList=Args \
         AsJob? Authentication Port UseSSL? ConfigurationName ConnectionUri=URI ApplicationName \
         ThrottleLimit HideComputerName?=HCN JobName SessionName SessionOption SSHTransport \
         InDisconnectedSession?=Disconnected InputObject NoNewScope? RemoteDebug? EnableNetworkAccess? \
         RunAsAdministrator? VMId VMName ContainerId AllowRedirection? CertificateThumbprint",
    ),
    ("Set-ExecutionPolicy", "ExecutionPolicy Scope Force?"),
    (
        "New-LocalUser",
        "Name AccountExpires AccountNeverExpires? Description Disabled? FullName Password NoPassword? \
         PasswordNeverExpires? UserMayNotChangePassword?",
    ),
    (
        "Set-LocalUser",
        "Name InputObject SID AccountExpires AccountNeverExpires? Description FullName Password \
         PasswordNeverExpires UserMayChangePassword",
    ),
    ("Remove-LocalUser Enable-LocalUser Disable-LocalUser", "Name InputObject SID"),
    ("Get-LocalUser- Get-LocalGroup-", "Name SID"),
    ("Get-LocalGroupMember-", "Group Name SID Member"),
    ("New-Object-", "TypeName ArgumentList=Args ComObject Strict? Property"),
    ("Rename-LocalUser", "Name InputObject SID NewName"),
    ("Add-LocalGroupMember Remove-LocalGroupMember", "Group Name SID Member"),
    ("New-LocalGroup", "Name Description"),
    ("ConvertTo-SecureString-", "String AsPlainText? Force? Key SecureKey"),
    ("ConvertFrom-SecureString-", "SecureString Key SecureKey"),
    (
        "Add-MpPreference Remove-MpPreference",
        "ExclusionPath ExclusionExtension ExclusionProcess ExclusionIpAddress \
         ThreatIDDefaultAction_Ids ThreatIDDefaultAction_Actions \
         AttackSurfaceReductionOnlyExclusions ControlledFolderAccessAllowedApplications \
         ControlledFolderAccessProtectedFolders AttackSurfaceReductionRules_Ids \
         AttackSurfaceReductionRules_Actions Force? CimSession=Session ThrottleLimit AsJob?",
    ),
    (
        "Set-MpPreference",
        "ExclusionPath ExclusionExtension ExclusionProcess ExclusionIpAddress \
         RealTimeScanDirection QuarantinePurgeItemsAfterDelay RemediationScheduleDay \
         RemediationScheduleTime ReportingAdditionalActionTimeOut ReportingCriticalFailureTimeOut \
         ReportingNonCriticalTimeOut ScanAvgCPULoadFactor CheckForSignaturesBeforeRunningScan \
         ScanPurgeItemsAfterDelay ScanOnlyIfIdleEnabled ScanParameters ScanScheduleDay \
         ScanScheduleQuickScanTime ScanScheduleTime SignatureFirstAuGracePeriod \
         SignatureAuGracePeriod SignatureDefinitionUpdateFileSharesSources \
         SignatureDisableUpdateOnStartupWithoutEngine SignatureFallbackOrder SignatureScheduleDay \
         SignatureScheduleTime SignatureUpdateCatchupInterval SignatureUpdateInterval \
         MAPSReporting SubmitSamplesConsent DisableAutoExclusions DisablePrivacyMode \
         RandomizeScheduleTaskTimes DisableBehaviorMonitoring=dbm \
         DisableIntrusionPreventionSystem=dips DisableIOAVProtection=dioavp \
         DisableRealtimeMonitoring=drtm DisableScriptScanning=dscrptsc DisableArchiveScanning=darchsc \
         DisableCatchupFullScan DisableCatchupQuickScan DisableEmailScanning=demsc \
         DisableRemovableDriveScanning=drdsc DisableRestorePoint \
         DisableScanningMappedNetworkDrivesForFullScan DisableScanningNetworkFiles=dsnf UILockdown \
         ThreatIDDefaultAction_Ids ThreatIDDefaultAction_Actions UnknownThreatDefaultAction \
         LowThreatDefaultAction ModerateThreatDefaultAction HighThreatDefaultAction \
         SevereThreatDefaultAction DisableBlockAtFirstSeen=dbaf PUAProtection CloudBlockLevel \
         CloudExtendedTimeout EnableNetworkProtection EnableControlledFolderAccess \
         AttackSurfaceReductionOnlyExclusions ControlledFolderAccessAllowedApplications \
         ControlledFolderAccessProtectedFolders AttackSurfaceReductionRules_Ids \
         AttackSurfaceReductionRules_Actions Force? CimSession=Session ThrottleLimit AsJob?",
    ),
    (
        "New-ScheduledTaskAction-",
        "Execute Argument WorkingDirectory Id CimSession=Session ThrottleLimit AsJob?",
    ),
    (
        "New-ScheduledTaskTrigger-",
        "Once? Daily? Weekly? AtStartup? AtLogOn? At DaysInterval WeeksInterval DaysOfWeek User \
         RandomDelay RepetitionInterval RepetitionDuration CimSession=Session ThrottleLimit AsJob?",
    ),
    (
        "New-ScheduledTaskPrincipal-",
        "UserId GroupId LogonType RunLevel Id ProcessTokenSidType RequiredPrivilege \
         CimSession=Session ThrottleLimit AsJob?",
    ),
    (
        "Register-ScheduledTask-",
        "TaskName TaskPath Action Trigger Settings Principal Description User Password RunLevel \
         Force? InputObject Xml CimSession=Session ThrottleLimit AsJob?",
    ),
    (
        "Enable-ScheduledTask Disable-ScheduledTask Start-ScheduledTask Stop-ScheduledTask-",
        "TaskName TaskPath InputObject CimSession=Session ThrottleLimit AsJob?",
    ),
    (
        "Unregister-ScheduledTask",
        "TaskName TaskPath InputObject CimSession=Session ThrottleLimit AsJob?",
    ),
    (
        "Start-BitsTransfer",
        "Source Destination Asynchronous? Dynamic? CustomHeaders Authentication Credential \
         Description DisplayName HttpMethod Priority TransferPolicy UseStoredCredential ProxyList \
         ProxyAuthentication ProxyBypass ProxyCredential ProxyUsage RetryInterval RetryTimeout \
         MaxDownloadTime Suspended? TransferType SecurityFlags",
    ),
    ("New-Item", "Path Name ItemType=Type Value=Target Force? Credential UseTransaction?=usetx"),
    (
        "New-ItemProperty",
        "Path LiteralPath=PSPath Name=PSProperty PropertyType=Type Value Force? Filter Include \
         Exclude Credential UseTransaction?=usetx",
    ),
    (
        "Set-ItemProperty",
        "Path LiteralPath=PSPath Name=PSProperty Type Value InputObject PassThru? Force? Filter \
         Include Exclude Credential UseTransaction?=usetx",
    ),
    (
        "Remove-ItemProperty",
        "Path LiteralPath=PSPath Name=PSProperty Force? Filter Include Exclude Credential \
         UseTransaction?=usetx",
    ),
    (
        "Out-File",
        "FilePath LiteralPath=PSPath Encoding Append? Force? NoClobber?=NoOverwrite Width \
         NoNewline? InputObject",
    ),
    (
        "Set-Content Add-Content",
        "Path LiteralPath=PSPath Value PassThru? Force? Filter Include Exclude Credential \
         Encoding NoNewline? Stream UseTransaction?=usetx",
    ),
    (
        "Get-Content-",
        "Path LiteralPath=PSPath ReadCount TotalCount=First=Head Tail=Last Filter Include Exclude \
         Force? Credential Delimiter Wait? Raw? Encoding Stream UseTransaction?=usetx",
    ),
    (
        "Get-ChildItem-",
        "Path LiteralPath=PSPath Filter Include Exclude Recurse?=s Depth Force? Name? \
         Attributes Directory?=ad=d File?=af Hidden?=ah=h ReadOnly?=ar System?=as \
         UseTransaction?=usetx",
    ),
    (
        "Copy-Item",
        "Path LiteralPath=PSPath Destination Container? Force? Filter Include Exclude Recurse? \
         PassThru? Credential FromSession ToSession UseTransaction?=usetx",
    ),
    (
        "Move-Item",
        "Path LiteralPath=PSPath Destination Force? Filter Include Exclude PassThru? Credential \
         UseTransaction?=usetx",
    ),
    (
        "Remove-Item",
        "Path LiteralPath=PSPath Filter Include Exclude Recurse? Force? Credential Stream \
         UseTransaction?=usetx",
    ),
    (
        "Restart-Computer",
        "ComputerName=CN=__SERVER=Server=IPAddress Credential Force? Wait? Timeout=TimeoutSec For \
         Delay AsJob? Impersonation ThrottleLimit DcomAuthentication=Authentication \
         WsmanAuthentication Protocol",
    ),
    (
        "Stop-Computer",
        "ComputerName=CN=__SERVER=Server=IPAddress Credential Force? AsJob? Impersonation \
         ThrottleLimit DcomAuthentication=Authentication WsmanAuthentication Protocol",
    ),
    (
        "Add-Computer",
        "ComputerName LocalCredential UnjoinDomainCredential=UnjoinCredential \
         Credential=DomainCredential DomainName=DN=Domain OUPath=OU Server=DC Unsecure? Options \
         WorkgroupName=WGN Restart? PassThru? NewName Force?",
    ),
    (
        "Remove-Computer",
        "ComputerName LocalCredential UnjoinDomainCredential=Credential WorkgroupName Restart? \
         PassThru? Force?",
    ),
    (
        "Rename-Computer",
        "ComputerName NewName LocalCredential DomainCredential=Credential Force? Restart? \
         PassThru? WsmanAuthentication Protocol",
    ),
    (
        "Install-Module",
        "Name InputObject MinimumVersion MaximumVersion RequiredVersion Repository Credential \
         Scope Proxy ProxyCredential AllowClobber? SkipPublisherCheck? Force? AllowPrerelease? \
         AcceptLicense? PassThru?",
    ),
    (
        "Install-PackageProvider",
        "Name RequiredVersion MinimumVersion MaximumVersion Credential Scope Source Proxy \
         ProxyCredential AllVersions? InputObject Force? ForceBootstrap?",
    ),
    (
        "Import-Module-",
        "Name FullyQualifiedName Assembly ModuleInfo Function Cmdlet Variable Alias \
         Global? Force? PassThru? Prefix AsCustomObject? MinimumVersion=Version MaximumVersion \
         RequiredVersion ArgumentList=Args DisableNameChecking? NoClobber?=NoOverwrite Scope \
         PSSession CimSession CimResourceUri CimNamespace",
    ),
    ("Import-Certificate", "FilePath=FullName CertStoreLocation"),
    ("Import-PfxCertificate", "FilePath=FullName CertStoreLocation Password Exportable?"),
    ("Enable-PSRemoting", "Force? SkipNetworkProfileCheck?"),
    ("Disable-PSRemoting", "Force?"),
    (
        "Enable-WindowsOptionalFeature-",
        "FeatureName PackageName All? LimitAccess? Source Online? Path NoRestart? LogPath LogLevel \
         ScratchDirectory SystemDrive WindowsDirectory",
    ),
    (
        "Disable-WindowsOptionalFeature-",
        "FeatureName PackageName Remove? Online? Path NoRestart? LogPath LogLevel \
         ScratchDirectory SystemDrive WindowsDirectory",
    ),
    (
        "Set-NetFirewallProfile",
        "Name=Profile All? PolicyStore GPOSession InputObject Enabled \
         DefaultInboundAction DefaultOutboundAction AllowInboundRules AllowLocalFirewallRules \
         AllowLocalIPsecRules AllowUserApps AllowUserPorts AllowUnicastResponseToMulticast \
         NotifyOnListen EnableStealthModeForIPsec LogMaxSizeKilobytes LogAllowed LogBlocked \
         LogIgnored LogFileName DisabledInterfaceAliases PassThru? CimSession=Session \
         ThrottleLimit AsJob?",
    ),
    (
        "Set-Service",
        "Name=ServiceName=SN ComputerName=cn DisplayName=DN Description StartupType=StartMode=SM=ST \
         Status Include Exclude InputObject PassThru?",
    ),
    (
        "New-Service",
        "Name=ServiceName BinaryPathName=Path DisplayName Description StartupType Credential \
         DependsOn",
    ),
    (
        "Stop-Service Restart-Service",
        "Name=ServiceName DisplayName InputObject Force? PassThru? Include Exclude NoWait?",
    ),
    ("Start-Service", "Name=ServiceName DisplayName InputObject PassThru? Include Exclude"),
    ("Start-Sleep-", "Seconds Milliseconds"),
    (
        "Add-AppxPackage",
        "Path=PSPath DependencyPath Register? DisableDevelopmentMode? \
         ForceApplicationShutdown? InstallAllResources? MainPackage Update? Volume \
         ExternalPackages OptionalPackages ForceTargetApplicationShutdown? StubPackageOption \
         RequiredContentGroupOnly? RelatedPackages",
    ),
    ("Expand-Archive", "Path LiteralPath=PSPath DestinationPath Force?"),
];
