//! What a user states, written as words: `--now 2026-06-01 fleet-size=1`.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use ppkglint::lint::Context;

fn date(text: &str) -> DateTime<Utc> {
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").expect("a date");
    date.and_time(NaiveTime::MIN).and_utc()
}

/// The context that options and keys of the configuration ask for, as they stand behind the fence of
/// an example and in `options.txt` of a source of the corpus.
pub(crate) fn context(options: &[String], today: &str) -> Context {
    let text = |name: &str| {
        let at = options.iter().position(|option| option == name)?;
        Some(options.get(at + 1).expect("the option has a value").clone())
    };
    let value = |name: &str| text(name).map(|text| date(&text));
    let mut context = Context::at(value("--now").unwrap_or_else(|| date(today)));
    context.token_expiry = value("--token-expiry");
    context.deploy_until = value("--deploy-until");
    context.tenant_id = text("--tenant-id");
    // Keys of the configuration.
    for (key, value) in options.iter().filter_map(|option| option.split_once('=')) {
        let list = || value.split(',').map(str::to_owned).collect();
        match key {
            "path" | "package" | "asset" => {}
            "network" => context.site.is_wired = value == "wired",
            "fleet-size" => context.site.fleet_size = Some(value.parse().expect("a number")),
            "token-warn-days" => context.site.token_warn_days = value.parse().expect("a number"),
            "max-package-mib" => context.site.max_package_mib = value.parse().expect("a number"),
            "max-asset-mib" => context.site.max_asset_mib = value.parse().expect("a number"),
            "allowed-hosts" => context.site.allowed_hosts = list(),
            "allowed-roots" => context.site.allowed_roots = list(),
            "allowed-remote-tools" => context.site.allowed_remote_tools = list(),
            other => panic!("no key of the configuration is called {other}"),
        }
    }
    context
}
