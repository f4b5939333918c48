//! Any names give places below the folder that they are for, each of which is there once.
#![no_main]

use std::collections::HashSet;

use libfuzzer_sys::fuzz_target;
use ppkglint::container::{SafeNames, is_safe_path};

/// What parts paths, and names in them: no names that anybody wants.
const NEXT_PATH: u16 = 0xfffe;
const NEXT_NAME: u16 = 0xffff;

fuzz_target!(|bytes: &[u8]| {
    let units: Vec<u16> =
        bytes.as_chunks().0.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    let mut names = SafeNames::default();
    let (mut places, mut folders) = (vec![], HashSet::new());
    for path in units.split(|unit| *unit == NEXT_PATH) {
        let path: Vec<Vec<u16>> =
            path.split(|unit| *unit == NEXT_NAME).map(<[u16]>::to_vec).collect();
        let file = names.place(&path);
        let holds_separator = |name: &Vec<u16>| name.contains(&u16::from(b'/'));
        let is_plain = file.path.encode_utf16().eq(path.join(&u16::from(b'/')));
        assert_eq!(file.renamed, !is_plain || path.iter().any(holds_separator));
        let stream: String = String::from_utf16_lossy(path.first().map_or(&[][..], Vec::as_slice));
        places.push(names.place_stream(&file, &stream).path);
        folders.insert(names.place_folder(&path).path.to_lowercase());
        places.push(file.path);
    }
    let lower: HashSet<String> = places.iter().map(|place| place.to_lowercase()).collect();
    let upper: HashSet<String> = places.iter().map(|place| place.to_uppercase()).collect();
    assert_eq!((lower.len(), upper.len()), (places.len(), places.len()), "{places:?}");
    assert!(lower.is_disjoint(&folders), "a file is a folder: {places:?}");
    for place in &places {
        assert!(is_safe_path(place), "{place:?}");
    }
});
