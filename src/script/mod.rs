//! Floor 4: scripts and command lines, as far as they are understood.

mod accounts;
mod rename;
mod secrets;

pub use accounts::creates_account;
pub use rename::rename;
pub use secrets::secrets;
