//! What each step of `cargo xtask test` runs. The output of the programs goes through untouched.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::browser::{Browser, FLAGS};
use crate::problem::{Problem, at};
use crate::server::Server;
use crate::tools::WASM;
use crate::{paths, run};

/// The variable that names the CouchDB-compatible server to tests, native (when they run) and in the browser (when
/// they are compiled: `option_env!`).
const BACKEND: &str = "H2H_TEST_BACKEND";

/// The package of the app, apart from these commands.
const APP: &str = "a-heart-2-help";

/// The backend of the tests, started when the first step asks for it, with a folder of its own that goes with it.
#[derive(Default)]
pub struct Backend(Option<(Server, PathBuf)>);

impl Backend {
    fn address(&mut self) -> Result<&str, Problem> {
        if self.0.is_none() {
            let folder = std::env::temp_dir().join(format!("h2h-test-{}", std::process::id()));
            self.0 = Some((Server::start_backend(&folder)?, folder));
        }
        Ok(self.0.as_ref().map_or("", |(server, _)| &server.backend))
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        if let Some((server, folder)) = self.0.take() {
            drop(server);
            fs::remove_dir_all(folder).ok();
        }
    }
}

fn pass(what: &str, step: &str, command: &mut Command) -> Result<(), Problem> {
    let status = run::open(command)?;
    if status.success() {
        return Ok(());
    }
    Err(Problem::Failed {
        what: what.into(),
        status: run::ended(status),
        again: format!("cargo xtask test --only {step}"),
    })
}

pub fn format() -> Result<(), Problem> {
    pass(
        "cargo fmt (it is put right by `cargo fmt --all`)",
        "format",
        run::cargo().args(["fmt", "--all", "--check"]),
    )
}

pub fn clippy() -> Result<(), Problem> {
    pass(
        "clippy",
        "clippy",
        run::cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
    )?;
    pass(
        "clippy for the browser",
        "clippy",
        run::cargo()
            .args(["clippy", "--package", APP, "--target", WASM, "--lib", "--bins"])
            .args(["--", "-D", "warnings"]),
    )
}

pub fn server() -> Result<(), Problem> {
    pass(
        "The tests of the local server",
        "server",
        run::command("node")
            .args(["--test", "--test-reporter", "spec"])
            .args([paths::web("server.test.mjs"), paths::web("validate.test.mjs")]),
    )
}

pub fn native(backend: &mut Backend) -> Result<(), Problem> {
    pass(
        "cargo test",
        "native",
        run::cargo()
            .args(["test", "--workspace", "--no-fail-fast"])
            .env(BACKEND, backend.address()?),
    )
}

pub fn wasm(backend: &mut Backend, browser: &Browser, tools: &[PathBuf]) -> Result<(), Problem> {
    let capabilities = paths::root().join("target/webdriver.json");
    write_capabilities(&capabilities, &browser.chromium)?;
    pass(
        "cargo test in the browser",
        "wasm",
        run::cargo()
            .args(["test", "--package", APP, "--target", WASM])
            .args(["--test", "wasm_store"])
            .env("PATH", paths::path_with(tools))
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
            .env("CHROMEDRIVER", &browser.driver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &capabilities)
            .env(BACKEND, backend.address()?),
    )
}

/// The browser and its flags for wasm-bindgen-test-runner, which adds `headless` itself.
fn write_capabilities(file: &Path, chromium: &Path) -> Result<(), Problem> {
    let capabilities = serde_json::json!({
        "goog:chromeOptions": { "binary": chromium, "args": FLAGS }
    });
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder).map_err(at(folder))?;
    }
    fs::write(file, capabilities.to_string()).map_err(at(file))
}

pub fn end_to_end(browser: &Browser) -> Result<(), Problem> {
    crate::budgets::check_built()?;
    let own = std::env::current_exe().map_err(at("xtask"))?;
    pass(
        "Playwright",
        "end-to-end",
        run::command("node")
            .arg("node_modules/@playwright/test/cli.js")
            .args(["test", "--config", "tests/playwright.config.mjs"])
            .env("CHROME", &browser.chromium)
            // tests/e2e/support/world.mjs loads the demo community through us.
            .env("H2H_XTASK", own),
    )
}
