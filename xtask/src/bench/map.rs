//! `cargo xtask bench map`: how long the map takes to count requests by area, ours beside npm's supercluster, in one page.

use std::path::PathBuf;
use std::process::{ExitCode, Stdio};

use serde::Deserialize;

use super::FOLDER;
use super::machine::{self, Machine};
use super::report::{median, thousands};
use crate::args::Args;
use crate::problem::{Problem, at};
use crate::{browser, node, paths, run, tools};

/// How many requests, and what the design allows for a pan or zoom to new areas, in ms.
const COUNT: usize = 50_000;
const BUDGET: f64 = 8.0;
const PROGRAM: &str = "map-bench";

/// What xtask/web/bench/map/run.mjs prints.
#[derive(Debug, Deserialize)]
struct Answer {
    chromium: String,
    rounds: Vec<Round>,
}

#[derive(Debug, Deserialize)]
struct Round {
    cells: usize,
    runs: Vec<Run>,
}

/// One of the two. Times in ms.
#[derive(Debug, Deserialize)]
struct Run {
    who: String,
    index: f64,
    filter: f64,
    views: Vec<f64>,
    /// Areas in a view, on average.
    shown: f64,
}

/// Builds, measures, prints, and writes if asked.
pub fn command(mut args: Args) -> Result<ExitCode, Problem> {
    let repeat = match args.value("--repeat")?.as_deref().map(str::parse::<usize>) {
        None => 3,
        Some(Ok(count)) if count > 0 => count,
        Some(_) => return Err(Problem::Usage("--repeat takes a number from 1.".into())),
    };
    let (build, write) = (!args.flag("--no-build"), args.flag("--write"));
    args.finish()?;
    let machine = Machine::read();
    node::install_packages()?;
    node::install_packages_of(&paths::web(FOLDER))?;
    let browser = browser::install()?;
    let pages = paths::root().join("target/web/bench-map");
    if build {
        self::build(&pages)?;
    }
    println!("Measuring {} requests, {repeat} times.", thousands(COUNT as f64));
    let script: PathBuf = [FOLDER, "map", "run.mjs"].iter().collect();
    let output = run::command("node")
        .arg(paths::web(&script.to_string_lossy()))
        .arg("--pages")
        .arg(&pages)
        .args(["--count", &COUNT.to_string(), "--repeat", &repeat.to_string()])
        .env("CHROME", &browser.chromium)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .map_err(at("node"))?;
    let answer: Option<Answer> =
        output.status.success().then(|| serde_json::from_slice(&output.stdout).ok()).flatten();
    let answer = answer.ok_or_else(|| Problem::Failed {
        what: "The measurement in the browser".into(),
        status: run::ended(output.status),
        again: "cargo xtask bench map --no-build".into(),
    })?;
    let report =
        format!("{}\n{}", machine.describe(&answer.chromium, repeat), table(&answer.rounds));
    println!("\n{report}");
    if write {
        let file = paths::root().join("docs/performance.md");
        machine::write(&file, "bench map", &report)?;
        println!("Written into {}.", file.display());
    }
    Ok(ExitCode::SUCCESS)
}

/// The program in the release profile, as the app is built, and its JavaScript.
fn build(pages: &std::path::Path) -> Result<(), Problem> {
    let folders = tools::install()?;
    let again = "cargo xtask bench map";
    let failed = |what: &str, status| Problem::Failed {
        what: what.into(),
        status: run::ended(status),
        again: again.into(),
    };
    let status = run::open(run::cargo().args([
        "build",
        "--release",
        "--bin",
        PROGRAM,
        "--target",
        tools::WASM,
    ]))?;
    if !status.success() {
        return Err(failed("The build of the benchmark's program", status));
    }
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| paths::root().join("target"), PathBuf::from);
    let wasm = target.join(tools::WASM).join("release").join(format!("{PROGRAM}.wasm"));
    let mut bindgen = run::command("wasm-bindgen");
    bindgen
        .args(["--target", "web", "--no-typescript", "--out-name", PROGRAM, "--out-dir"])
        .arg(pages)
        .arg(wasm)
        .env("PATH", paths::path_with(&folders));
    let status = run::open(&mut bindgen)?;
    if status.success() { Ok(()) } else { Err(failed("wasm-bindgen", status)) }
}

/// What nine or more of ten are under: the value at this part of all, from the smallest.
fn part_of(values: &[f64], part: f64) -> Option<f64> {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let at = (values.len() as f64 * part).ceil() as usize;
    values.get(at.saturating_sub(1)).copied()
}

fn table(rounds: &[Round]) -> String {
    let cells = rounds.first().map_or(0, |round| round.cells);
    let mut text = format!(
        "### The map: {} requests in {} cells\n\n| | Index built | Filter changed | View: median | 95 of 100 | Slowest | Areas shown | Budget of {BUDGET} ms |\n|---|---:|---:|---:|---:|---:|---:|---|\n",
        thousands(COUNT as f64),
        thousands(cells as f64)
    );
    for (who, title) in
        [("ours", "A Heart 2 Help, wasm"), ("supercluster", "supercluster 8, JavaScript")]
    {
        let runs: Vec<&Run> =
            rounds.iter().flat_map(|r| &r.runs).filter(|run| run.who == who).collect();
        let views: Vec<f64> = runs.iter().flat_map(|run| run.views.iter().copied()).collect();
        let ms = |value: Option<f64>| value.map_or("–".into(), |ms| format!("{ms:.2} ms"));
        let slowest = part_of(&views, 1.0);
        text += &format!(
            "| {title} | {} | {} | {} | {} | {} | {} | {} |\n",
            ms(median(runs.iter().map(|run| run.index))),
            ms(median(runs.iter().map(|run| run.filter))),
            ms(part_of(&views, 0.5)),
            ms(part_of(&views, 0.95)),
            ms(slowest),
            median(runs.iter().map(|run| run.shown)).map_or("–".into(), |n| format!("{n:.0}")),
            if slowest.is_some_and(|ms| ms <= BUDGET) { "met" } else { "not met" },
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_says_what_was_measured_and_whether_it_is_in_the_budget() {
        let run = |who: &str, views: Vec<f64>| Run {
            who: who.into(),
            index: 12.0,
            filter: 4.0,
            views,
            shown: 80.4,
        };
        let fast = run("ours", (1..=100).map(|n| f64::from(n) / 100.0).collect());
        let slow = run("supercluster", vec![1.0, 9.0]);
        let text = table(&[Round { cells: 9_000, runs: vec![fast, slow] }]);
        assert!(text.contains("50,000 requests in 9,000 cells"), "{text}");
        assert!(
            text.contains("wasm | 12.00 ms | 4.00 ms | 0.50 ms | 0.95 ms | 1.00 ms | 80 | met |"),
            "{text}"
        );
        assert!(text.contains("1.00 ms | 9.00 ms | 9.00 ms | 80 | not met |"), "{text}");
    }

    #[test]
    fn the_part_of_nothing_is_nothing() {
        assert_eq!(part_of(&[], 0.95), None);
    }
}
