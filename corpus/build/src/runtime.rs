//! The runtime side: which provxml files there are, in which order, and the lists that name them.

use crate::provxml::provxml;
use crate::runtime_document::Document;
use crate::xml::{Declaration, Element, write};

/// Pairs of path prefixes: what waits, and what it waits for when a package has both.
const WAITS: &[(&str, &str)] = &[
    ("Accounts/Azure", "ConnectivityProfiles/WLAN"),
    ("ConnectivityProfiles/WLAN", "Certificates"),
    ("Personalization/DesktopImageUrl", "Personalization/DeployDesktopImage"),
    ("Personalization/LockScreenImageUrl", "Personalization/DeployLockScreenImage"),
    ("Workplace/Enrollments", "Certificates"),
    ("Workplace/Enrollments", "ConnectivityProfiles/WLAN"),
];

/// The sources of a package: when they run, and their name.
const SOURCES: [(bool, &str); 2] = [(false, "RunTime"), (true, "User_RunTime")];

/// `MasterDatastore.xml`, the lists and the provxml files, with their paths.
pub(crate) fn runtime_files(documents: Vec<Document>) -> Vec<(String, Vec<u8>)> {
    let documents = in_order(documents);
    let mut master = Element::new("ConfigurationSourceList", &[("Version", "1.0")]);
    let mut lists = Vec::new();
    let mut files = Vec::new();
    // The number goes on from one source to the next.
    let mut number = 0;
    for (user, source) in SOURCES {
        let mut list = Element::new("ConfigurationSource", &[("Version", "1.0")]);
        let mut groups: Vec<&str> = Vec::new();
        for document in documents.iter().filter(|document| document.user == user) {
            let before = groups.iter().filter(|group| **group == document.group).count();
            groups.push(&document.group);
            let group = match before {
                0 => document.group.clone(),
                before => format!("{}_{before}", document.group),
            };
            let file = format!("{number}__{}.provxml", document.stem);
            number += 1;
            let data = format!("$(_prov)\\{source}\\{file}");
            list.children.push(Element::new(
                "ConfigurationSet",
                &[("Type", "provxml"), ("SettingsGroup", &group), ("Data", &data)],
            ));
            files.push((format!("Multivariant/0/Prov/{source}/{file}"), provxml(&document.parms)));
        }
        if list.children.is_empty() {
            continue;
        }
        let path = format!("$(_prov)\\{source}.xml");
        master.children.push(
            Element::new("ConfigurationSource", &[("Name", source), ("Path", &path)]).with(
                Element::new("EventList", &[]).with(Element::new("Event", &[("Name", source)])),
            ),
        );
        lists.push((format!("Multivariant/0/Prov/{source}.xml"), write(&list, Declaration::Plain)));
    }
    let mut all =
        vec![("Multivariant/0/MasterDatastore.xml".into(), write(&master, Declaration::Plain))];
    all.extend(lists);
    all.extend(files);
    all
}

/// The order of the author, except that what waits stands behind what it waits for.
fn in_order(mut waiting: Vec<Document>) -> Vec<Document> {
    let below = |document: &Document, prefix: &str| {
        let path = &document.setting;
        path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut done = Vec::new();
    while !waiting.is_empty() {
        let ready = waiting.iter().position(|document| {
            let mut waits = WAITS.iter().filter(|(what, _)| below(document, what));
            !waits.any(|(_, on)| waiting.iter().any(|other| below(other, on)))
        });
        done.push(waiting.remove(ready.unwrap_or(0)));
    }
    done
}
