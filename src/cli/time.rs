//! Times as people type them.

pub(super) use crate::gate::parse_time as parse;
