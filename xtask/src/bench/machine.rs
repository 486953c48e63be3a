//! What the figures were measured on, and the file they are kept in (docs/performance.md).

use std::fs;
use std::path::Path;

use crate::problem::{Problem, at};
use crate::run;

/// The figures stand between these, and nothing else does.
const BEGIN: &str = "<!-- cargo xtask bench --write: begin -->";
const END: &str = "<!-- cargo xtask bench --write: end -->";

/// What this machine says about itself, and how busy it was before anything was measured. Linux tells; elsewhere less
/// is known.
pub struct Machine {
    cpu: Option<String>,
    cores: usize,
    memory: Option<String>,
    load: Option<String>,
}

impl Machine {
    pub fn read() -> Self {
        let proc = |file: &str| fs::read_to_string(Path::new("/proc").join(file)).ok();
        Self {
            cpu: proc("cpuinfo").and_then(|text| field(&text, "model name")),
            cores: std::thread::available_parallelism().map_or(1, |cores| cores.get()),
            memory: proc("meminfo").and_then(|text| gigabytes(&field(&text, "MemTotal")?)),
            load: proc("loadavg").and_then(|text| Some(text.split_once(' ')?.0.to_owned())),
        }
    }

    /// One paragraph: machine, browser, day, and how it was measured.
    pub fn describe(&self, chromium: &str, repeat: usize) -> String {
        let today = run::answer(run::command("date").arg("+%Y-%m-%d"));
        let parts: Vec<String> = [
            self.cpu.clone(),
            Some(format!("{} {}", self.cores, if self.cores == 1 { "core" } else { "cores" })),
            self.memory.clone(),
            Some(std::env::consts::OS.into()),
            Some(format!("Chromium {chromium} (headless)")),
            self.load.as_ref().map(|load| format!("load {load} before")),
            today,
        ]
        .into_iter()
        .flatten()
        .collect();
        let runs = match repeat {
            1 => "one run".to_owned(),
            _ => format!("the median of {repeat} runs"),
        };
        format!("Measured on {}; {runs}.\n", parts.join(", "))
    }
}

/// The value of `name : value`, as the files under /proc have it.
fn field(text: &str, name: &str) -> Option<String> {
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(':')?.1.trim().to_owned())
}

fn gigabytes(text: &str) -> Option<String> {
    let kibibytes: f64 = text.strip_suffix("kB")?.trim().parse().ok()?;
    Some(format!("{:.0} GB of memory", kibibytes * 1024.0 / 1e9))
}

/// Puts the report between the file's marks; a file without them gets both at its end.
pub fn write(file: &Path, report: &str) -> Result<(), Problem> {
    let before = fs::read_to_string(file).unwrap_or_else(|_| "# Performance\n".into());
    fs::write(file, put(&before, report)).map_err(at(file))
}

fn put(text: &str, report: &str) -> String {
    let block = format!("{BEGIN}\n\n{}\n\n{END}", report.trim());
    let between = text.split_once(BEGIN).and_then(|(head, rest)| {
        let (_, tail) = rest.split_once(END)?;
        Some((head, tail))
    });
    match between {
        Some((head, tail)) => format!("{head}{block}{tail}"),
        None => format!("{}\n\n{block}\n", text.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_replace_the_older_ones_and_nothing_else() {
        let first = put("# Performance\n\nWhat it means.\n", "old");
        assert!(first.starts_with("# Performance\n\nWhat it means.\n\n<!--"), "{first}");
        let second = put(&format!("{first}\nAfter.\n"), "new\n");
        assert_eq!(second, format!("{}\nAfter.\n", first.replace("old", "new")));
    }

    #[test]
    fn the_machine_is_read_from_proc() {
        assert_eq!(field("a\t: b\nmodel name\t: CPU 1: x\n", "model name").unwrap(), "CPU 1: x");
        assert_eq!(gigabytes("24683000 kB").unwrap(), "25 GB of memory");
        assert_eq!(gigabytes("a lot"), None);
    }
}
