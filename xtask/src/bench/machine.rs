//! What the figures were measured on, and the file they are kept in (docs/performance.md).

use std::fs;
use std::path::Path;

use crate::problem::{Problem, at};
use crate::run;

/// The figures of a command stand between two of these, and nothing else does.
fn mark(command: &str, which: &str) -> String {
    format!("<!-- cargo xtask {command} --write: {which} -->")
}

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

/// Puts the report between the command's marks in the file; a file without them gets both at its end.
pub fn write(file: &Path, command: &str, report: &str) -> Result<(), Problem> {
    let before = fs::read_to_string(file).unwrap_or_else(|_| "# Performance\n".into());
    fs::write(file, put(&before, command, report)).map_err(at(file))
}

fn put(text: &str, command: &str, report: &str) -> String {
    let (begin, end) = (mark(command, "begin"), mark(command, "end"));
    let block = format!("{begin}\n\n{}\n\n{end}", report.trim());
    let between = text.split_once(&begin).and_then(|(head, rest)| {
        let (_, tail) = rest.split_once(&end)?;
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
        let first = put("# Performance\n\nWhat it means.\n", "bench", "old");
        assert!(first.starts_with("# Performance\n\nWhat it means.\n\n<!--"), "{first}");
        let second = put(&format!("{first}\nAfter.\n"), "bench", "new\n");
        assert_eq!(second, format!("{}\nAfter.\n", first.replace("old", "new")));
        let both = put(&second, "bench map", "areas");
        assert!(both.starts_with(&second) && both.contains("areas"), "{both}");
        assert_eq!(put(&both, "bench", "old").matches("areas").count(), 1);
    }

    #[test]
    fn the_machine_is_read_from_proc() {
        assert_eq!(field("a\t: b\nmodel name\t: CPU 1: x\n", "model name").unwrap(), "CPU 1: x");
        assert_eq!(gigabytes("24683000 kB").unwrap(), "25 GB of memory");
        assert_eq!(gigabytes("a lot"), None);
    }
}
