//! Turns `src/i18n/<language>/<room>.json` into typed messages: a message that is missing in one
//! language, or used with other values than it names, does not compile.
//!
//! This is what `leptos_i18n_build` does, without its generator of ICU data, whose dependencies alone
//! would take longer to build than everything else together.

use leptos_i18n_parser::parse_locales::options::{Config, ParseOptions};
use leptos_i18n_parser::parse_locales::parse_locales;
use std::error::Error;
use std::path::PathBuf;

const ROOMS: [&str; 18] = [
    "common",
    "today",
    "help",
    "ask",
    "request",
    "feed",
    "journal",
    "me",
    "community",
    "desk",
    "start",
    "carry",
    "devices",
    "terms",
    "asking",
    "share",
    "people",
    "thread",
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=src/i18n");
    let config = Config::new("en")?
        .add_locale("de")?
        .add_namespaces(ROOMS)?
        .locales_path("./src/i18n")
        .parse_options(ParseOptions::new().interpolate_display(true));
    let parsed = parse_locales(None, config)?;
    for problem in parsed.diag.warnings().iter() {
        println!("cargo::error={problem}");
    }
    for problem in parsed.diag.errors().iter() {
        println!("cargo::error={problem}");
    }
    let code = leptos_i18n_codegen::gen_code(&parsed, None, false, None, false)?;
    let file = PathBuf::from(std::env::var("OUT_DIR")?).join("i18n.rs");
    std::fs::write(file, code.to_string())?;
    Ok(())
}
