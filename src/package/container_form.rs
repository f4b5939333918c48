//! How the container of a package is put together, measured against what WCD writes.

use ppkglint_wim::Compression;

use super::Package;
use crate::container::WimForm;

impl Package {
    /// How its container differs from what WCD writes, each in words; empty when it does not.
    ///
    /// All of 44 real packages: XPRESS, chunks of 32 KiB, not solid, nothing to boot from, no
    /// integrity table, nothing behind the end.
    pub fn unusual_form(&self) -> Vec<String> {
        let Some(form) = &self.wim_form else { return vec![] };
        let mut found = vec![];
        match form.compression {
            Compression::Xpress if form.chunk_size == 32 << 10 => {}
            Compression::Xpress => {
                found.push(format!("it is compressed in chunks of {} KiB", form.chunk_size >> 10));
            }
            Compression::None => found.push("it is not compressed".to_owned()),
            Compression::Lzx => found.push("it is compressed with LZX".to_owned()),
            Compression::Lzms => found.push("it is compressed with LZMS".to_owned()),
            _ => found.push("it is compressed in another way".to_owned()),
        }
        if form.is_solid {
            found.push("its files are compressed as one".to_owned());
        }
        if form.is_pipable {
            found.push("it is laid out to be applied from a pipe".to_owned());
        }
        if form.has_integrity_table {
            found.push("it has an integrity table".to_owned());
        }
        if form.boot_index != 0 {
            found.push(format!("it names image {} to boot from", form.boot_index));
        }
        found.extend(self.behind_the_end());
        found
    }

    fn behind_the_end(&self) -> Option<String> {
        match self.trailing_bytes() {
            0 => None,
            1 => Some("1 byte follows its end".to_owned()),
            count => Some(format!("{count} bytes follow its end")),
        }
    }

    /// Bytes behind the end of the container, which belong to nothing in it.
    pub fn trailing_bytes(&self) -> u64 {
        self.wim_form.as_ref().map_or(0, |form: &WimForm| form.trailing_bytes)
    }
}

#[cfg(test)]
mod tests {
    use crate::container::open_bytes;
    use crate::package::{Limits, Package, packages};

    fn kept(name: &str) -> Vec<String> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/crates/wim/tests/kept/");
        let bytes = std::fs::read(format!("{folder}{name}")).unwrap_or_default();
        let found: Vec<Package> = packages(&open_bytes("a.ppkg", bytes), &Limits::default());
        found.first().map(Package::unusual_form).unwrap_or_default()
    }

    #[test]
    fn every_other_form_is_named() {
        assert_eq!(kept("lzms.wim"), ["it is compressed with LZMS"]);
        assert_eq!(kept("lzx.wim"), ["it is compressed with LZX"]);
        let solid = kept("solid-lzms.wim");
        assert!(solid.contains(&"its files are compressed as one".to_owned()), "{solid:?}");
        let pipable = kept("pipable-xpress.wim");
        let words = "it is laid out to be applied from a pipe".to_owned();
        assert!(pipable.contains(&words), "{pipable:?}");
    }
}
