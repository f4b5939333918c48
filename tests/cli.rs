//! Command lines as a user types them, with what they print: `tests/cmd/*.trycmd`. There `\\` is
//! shown as `/`.

#[test]
fn command_lines() {
    trycmd::TestCases::new()
        .case("tests/cmd/*.trycmd")
        .env("COLUMNS", "100")
        .env("SOURCE_DATE_EPOCH", "1784505600")
        .env("NO_COLOR", "1");
}
