//! What a finding is known by from run to run.
//!
//! SHA-256 over the lint's id, the setting's path (else the inner file's), the hash of what stands
//! there with case and white space evened out, and an ordinal among findings that are equal in all
//! that. Lines and offsets do not count, so a finding survives edits around it. A secret contributes
//! its place only: nothing of it can be had back from a baseline.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::Finding;

/// The version of the recipe: a change of it would make every baseline void.
const RECIPE: &str = "ppkglint/1";

/// Gives each finding of one package its fingerprint; they are in their final order.
pub(super) fn assign(findings: &mut [Finding]) {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for finding in findings {
        let place = finding.setting.as_deref().or(finding.file.as_deref()).unwrap_or_default();
        let evidence = normalised(&finding.evidence);
        let evidence = hex(&Sha256::digest(evidence.as_bytes()));
        let equal = format!("{RECIPE}\0{}\0{place}\0{evidence}", finding.lint.id);
        let ordinal = seen.entry(equal.clone()).or_default();
        finding.fingerprint = hex(&Sha256::digest(format!("{equal}\0{ordinal}").as_bytes()));
        *ordinal += 1;
    }
}

fn normalised(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
