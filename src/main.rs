//! The program: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    // What a panic says may hold text of a package; the engine reports the lint instead.
    std::panic::set_hook(Box::new(|_| {}));
    // On Windows nobody expands wildcards before the program starts.
    ExitCode::from(ppkglint::cli::main(wild::args_os()))
}
