//! `cargo xtask test`: installs what the tests need, runs every step, and says at the end which failed and why.
//! A failed step doesn't stop the others, except those that need its result.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use crate::args::Args;
use crate::browser::{self, Browser};
use crate::problem::Problem;
use crate::steps::{self, Backend};
use crate::{node, tools};

/// The steps in their order; the names are what `--only` takes.
const STEPS: [Step; 8] = [
    Step::new("format", "The code is formatted", Needs::NOTHING),
    Step::new("clippy", "No warnings", Needs::WASM),
    Step::new("server", "The local server", Needs::PACKAGES),
    Step::new("native", "Native tests", Needs::PACKAGES),
    Step::new("wasm", "Tests in the browser", Needs::ALL),
    Step::new("build", "The release build", Needs::TOOLS),
    Step::new("budgets", "Budgets", Needs::PACKAGES),
    Step::new("end-to-end", "End to end", Needs::BROWSER),
];

struct Step {
    name: &'static str,
    title: &'static str,
    needs: Needs,
}

impl Step {
    const fn new(name: &'static str, title: &'static str, needs: Needs) -> Self {
        Self { name, title, needs }
    }
}

/// What must be installed before a step.
#[derive(Clone, Copy)]
struct Needs {
    packages: bool,
    target: bool,
    tools: bool,
    browser: bool,
}

impl Needs {
    const NOTHING: Self = Self { packages: false, target: false, tools: false, browser: false };
    const WASM: Self = Self { target: true, ..Self::NOTHING };
    const PACKAGES: Self = Self { packages: true, ..Self::NOTHING };
    const TOOLS: Self = Self { tools: true, ..Self::PACKAGES };
    const BROWSER: Self = Self { browser: true, ..Self::PACKAGES };
    const ALL: Self = Self { browser: true, ..Self::TOOLS };
}

enum Outcome {
    Passed,
    Failed(Problem),
    NotRun(&'static str),
}

pub fn command(mut args: Args) -> Result<ExitCode, Problem> {
    let chosen = chosen(args.value("--only")?)?;
    args.finish()?;
    let begun = Instant::now();
    let needed = |need: fn(Needs) -> bool| chosen.iter().any(|step| need(step.needs));
    if needed(|needs| needs.packages) {
        node::install_packages()?;
    }
    if needed(|needs| needs.target) {
        tools::install_target()?;
    }
    let folders = if needed(|needs| needs.tools) { tools::install()? } else { Vec::new() };
    let browser = if needed(|needs| needs.browser) { Some(browser::install()?) } else { None };

    let mut backend = Backend::default();
    let mut results: Vec<(&Step, Outcome, Duration)> = Vec::new();
    for step in chosen {
        let build_failed = results
            .iter()
            .any(|(done, outcome, _)| done.name == "build" && !matches!(outcome, Outcome::Passed));
        let started = Instant::now();
        println!("\n== {} ({})", step.title, step.name);
        let outcome = if build_failed {
            println!("Not run, since there is no build.");
            Outcome::NotRun("there is no build")
        } else {
            match run(step.name, &folders, browser.as_ref(), &mut backend) {
                Ok(()) => Outcome::Passed,
                Err(problem) => {
                    println!("{problem}");
                    Outcome::Failed(problem)
                }
            }
        };
        let elapsed = started.elapsed();
        println!("== {}: {} after {}", step.name, word(&outcome), time(elapsed));
        results.push((step, outcome, elapsed));
    }
    Ok(summary(&results, begun.elapsed()))
}

fn chosen(only: Option<String>) -> Result<Vec<&'static Step>, Problem> {
    let Some(only) = only else {
        return Ok(STEPS.iter().collect());
    };
    let names: Vec<&str> = only.split(',').map(str::trim).collect();
    for name in &names {
        if !STEPS.iter().any(|step| step.name == *name) {
            let all: Vec<_> = STEPS.iter().map(|step| step.name).collect();
            let all = all.join(", ");
            return Err(Problem::Usage(format!(
                "There is no step \"{name}\". The steps are {all}."
            )));
        }
    }
    Ok(STEPS.iter().filter(|step| names.contains(&step.name)).collect())
}

fn run(
    name: &str,
    folders: &[std::path::PathBuf],
    browser: Option<&Browser>,
    backend: &mut Backend,
) -> Result<(), Problem> {
    match (name, browser) {
        ("format", _) => steps::format(),
        ("clippy", _) => steps::clippy(),
        ("server", _) => steps::server(),
        ("native", _) => steps::native(backend),
        ("wasm", Some(browser)) => steps::wasm(backend, browser, folders),
        ("build", _) => crate::build::app(folders, true),
        ("budgets", _) => crate::budgets::check(),
        ("end-to-end", Some(browser)) => steps::end_to_end(browser),
        _ => Err(Problem::Words(format!("The step \"{name}\" is not wired."))),
    }
}

fn summary(results: &[(&Step, Outcome, Duration)], elapsed: Duration) -> ExitCode {
    println!("\n== Summary");
    for (step, outcome, elapsed) in results {
        println!("  {:<12}{:<9}{:>8}", step.name, word(outcome), time(*elapsed));
    }
    let bad: Vec<_> =
        results.iter().filter(|(_, outcome, _)| !matches!(outcome, Outcome::Passed)).collect();
    if bad.is_empty() {
        println!("\nAll passed after {}.", time(elapsed));
        return ExitCode::SUCCESS;
    }
    println!("\nNot passed after {}:", time(elapsed));
    for (step, outcome, _) in bad {
        match outcome {
            Outcome::Failed(problem) => println!("- {}: {problem}", step.name),
            Outcome::NotRun(why) => println!("- {}: not run, since {why}.", step.name),
            Outcome::Passed => {}
        }
    }
    ExitCode::FAILURE
}

fn word(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Passed => "passed",
        Outcome::Failed(_) => "failed",
        Outcome::NotRun(_) => "not run",
    }
}

fn time(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    if seconds < 60 {
        format!("{:.1} s", elapsed.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_chosen_by_name_in_their_own_order() {
        let names: Vec<_> =
            chosen(Some("wasm, format".into())).unwrap().iter().map(|step| step.name).collect();
        assert_eq!(names, ["format", "wasm"]);
        assert!(chosen(Some("formt".into())).is_err());
        assert_eq!(chosen(None).unwrap().len(), STEPS.len());
    }

    #[test]
    fn times_read_well() {
        assert_eq!(time(Duration::from_millis(1234)), "1.2 s");
        assert_eq!(time(Duration::from_secs(125)), "2 min 05 s");
    }
}
