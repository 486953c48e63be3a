//! Runs other programs: quietly for an answer, openly for a step, watched for an installation.

use std::ffi::OsStr;
use std::io::{self, IsTerminal, Read, Write};
use std::process::{Command, ExitStatus, Stdio};

use crate::problem::Problem;

/// A command that runs in the checkout's root.
pub fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(crate::paths::root());
    command
}

/// The cargo that runs us.
pub fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

fn started(command: &Command) -> impl FnOnce(io::Error) -> Problem + use<> {
    let program = command.get_program().to_string_lossy().into_owned();
    move |source| Problem::Start { program, source }
}

/// What the program writes, without the last line break; nothing when it cannot run or fails.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim_end().to_owned())
}

/// Runs a step with its output untouched.
pub fn open(command: &mut Command) -> Result<ExitStatus, Problem> {
    io::stdout().flush().ok();
    let started = started(command);
    command.stdin(Stdio::null()).status().map_err(started)
}

/// Runs an installation: its output is shown, and read for signs that the network is missing.
pub fn install(what: &str, way_on: &str, command: &mut Command) -> Result<(), Problem> {
    io::stdout().flush().ok();
    let started = started(command);
    if io::stderr().is_terminal() {
        // Cargo would leave these out, since it writes into a pipe.
        command.env("CARGO_TERM_COLOR", "always");
        command.env("CARGO_TERM_PROGRESS_WHEN", "always");
        command.env("CARGO_TERM_PROGRESS_WIDTH", "80");
    }
    let mut child = command.stdin(Stdio::null()).stderr(Stdio::piped()).spawn().map_err(started)?;
    let mut said = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        let mut piece = [0; 4096];
        while let Ok(length @ 1..) = stderr.read(&mut piece) {
            io::stderr().write_all(&piece[..length]).ok();
            said.push_str(&String::from_utf8_lossy(&piece[..length]));
        }
    }
    let succeeded = child.wait().is_ok_and(|status| status.success());
    if succeeded {
        Ok(())
    } else if speaks_of_no_network(&said) {
        Err(Problem::NoNetwork { what: what.into() })
    } else {
        Err(Problem::Install { what: what.into(), way_on: way_on.into() })
    }
}

/// What cargo, rustup, npm, pip and apt say without a network.
fn speaks_of_no_network(said: &str) -> bool {
    const SIGNS: [&str; 11] = [
        "could not resolve host",
        "couldn't resolve host",
        "failed to download",
        "spurious network error",
        "enotfound",
        "eai_again",
        "econnrefused",
        "network is unreachable",
        "temporary failure",
        "dns error",
        "could not download",
    ];
    let said = said.to_lowercase();
    SIGNS.iter().any(|sign| said.contains(sign))
}

/// Waits for what talks to a server.
pub fn wait<T>(future: impl Future<Output = T>) -> Result<T, Problem> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    Ok(runtime.map_err(|why| Problem::Words(why.to_string()))?.block_on(future))
}

/// "code 101", or what ended the program otherwise.
pub fn ended(status: ExitStatus) -> String {
    status.code().map_or_else(|| status.to_string(), |code| format!("code {code}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_network_is_told_from_other_failures() {
        assert!(speaks_of_no_network("npm error code EAI_AGAIN\nnpm error request failed"));
        assert!(speaks_of_no_network(
            "warning: spurious network error (3 tries remaining): [6] Could not resolve hostname"
        ));
        assert!(!speaks_of_no_network("error[E0308]: mismatched types"));
    }
}
