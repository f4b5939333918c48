//! A reader of Windows Imaging (WIM) files in safe Rust.
