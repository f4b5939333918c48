//! What no honest package does.

pub(super) mod multiple_images;
