//! Command lines as a user types them, with what they print: `tests/cmd/*.trycmd`, and the console
//! blocks of the README.

#[test]
fn command_lines() {
    trycmd::TestCases::new()
        .case("tests/cmd/*.trycmd")
        .case("README.md")
        .env("COLUMNS", "100")
        .env("SOURCE_DATE_EPOCH", "1784505600")
        .env("NO_COLOR", "1");
}
