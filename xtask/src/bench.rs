//! `cargo xtask bench`: how long a first sync takes, ours beside others', on one server, in one browser, in one run.
//! It informs and never fails for being slow; `cargo xtask budgets` is what gates.

mod community;
mod fill;
mod machine;
mod map;
mod options;
mod report;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{ExitCode, Stdio};
use std::time::Instant;

use crate::args::Args;
use crate::browser::Browser;
use crate::problem::{Problem, at};
use crate::server::Server;
use crate::{browser, budgets, build, node, paths, run, tools};
use fill::Filled;
use machine::Machine;
use options::{Contender, Options};
use report::{Answer, Sized, thousands};

/// The other contenders' npm packages and the script that drives the browser.
const FOLDER: &str = "bench";

pub fn command(mut args: Args) -> Result<ExitCode, Problem> {
    if args.flag("map") {
        return map::command(args);
    }
    let options = Options::read(args)?;
    // Before our own build makes it busy.
    let machine = Machine::read();
    node::install_packages()?;
    node::install_packages_of(&paths::web(FOLDER))?;
    let browser = browser::install()?;
    if options.only.contains(&Contender::Ours) {
        if options.build {
            build::app(&tools::install()?, true)?;
        }
        budgets::check_built()?;
    }
    let (chromium, tables) = measure(&options, &browser)?;
    let report = format!("{}\n{tables}", machine.describe(&chromium, options.repeat));
    println!("\n{report}");
    if options.write {
        let file = paths::root().join("docs/performance.md");
        machine::write(&file, "bench", &report)?;
        println!("Written into {}.", file.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// A folder of this run, which goes with it.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}

/// The browser's version and a table for each size.
fn measure(options: &Options, browser: &Browser) -> Result<(String, String), Problem> {
    let name = format!("h2h-bench-{}", std::process::id());
    let scratch = Scratch(std::env::temp_dir().join(name));
    // Dropped before its folder is.
    let mut server = Server::start(&scratch.0, 0, 0)?;
    let (mut chromium, mut tables) = (String::new(), Vec::new());
    for &size in &options.sizes {
        println!("Filling a database with {} records.", thousands(size as f64));
        let begun = Instant::now();
        let filled = fill::fill(&server.backend, size).map_err(Problem::Words)?;
        println!("  {:.1} s", begun.elapsed().as_secs_f64());
        let config = serde_json::json!({
            "community": filled.community, "backend": filled.url, "name": "The benchmark's community"
        });
        server.configure(&config.to_string())?;
        let contenders: Vec<_> = options.only.iter().filter(|c| c.takes(size)).copied().collect();
        let answer = drive(&server, &filled, size, &contenders, options.repeat, browser)?;
        chromium = answer.chromium;
        let sized = Sized { size, mean_bytes: filled.mean_bytes, runs: answer.runs };
        tables.push(sized.markdown());
    }
    drop(server);
    Ok((chromium, tables.join("\n")))
}

/// Runs the contenders in the browser. What is going on is shown; the figures are in its answer.
fn drive(
    server: &Server,
    filled: &Filled,
    size: usize,
    contenders: &[Contender],
    repeat: usize,
    browser: &Browser,
) -> Result<Answer, Problem> {
    println!("Measuring the first sync of them.");
    let script: PathBuf = Path::new(FOLDER).join("run.mjs");
    let names: Vec<_> = contenders.iter().map(|contender| contender.name()).collect();
    let output = run::command("node")
        .arg(paths::web(&script.to_string_lossy()))
        .args(["--app", &server.app, "--backend", &filled.url])
        .args(["--size", &size.to_string(), "--repeat", &repeat.to_string()])
        .args(["--contenders", &names.join(",")])
        .env("CHROME", &browser.chromium)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(at("node"))?;
    let answer = output.status.success().then(|| serde_json::from_slice(&output.stdout).ok());
    answer.flatten().ok_or_else(|| Problem::Failed {
        what: "The measurement in the browser".into(),
        status: run::ended(output.status),
        again: format!("cargo xtask bench --no-build --sizes {size} --only {}", names.join(",")),
    })
}
