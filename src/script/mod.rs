//! Floor 4: scripts and command lines, as far as they are understood.

mod accounts;
mod networks;
mod pattern;
mod personal;
mod rename;
mod secrets;

pub use accounts::creates_account;
pub use networks::joins_network;
pub use personal::personal_signs;
pub use rename::rename;
pub use secrets::secrets;
