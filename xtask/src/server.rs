//! Starts and stops the local server (xtask/web/server.mjs): the app's files and the backend.
//! It ends with us, however we end, since it watches its standard input.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStdin, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::problem::Problem;
use crate::{paths, run};

pub struct Server {
    child: Child,
    stdin: Option<ChildStdin>,
    /// The app's address; empty when only the backend runs.
    pub app: String,
    /// The backend's address.
    pub backend: String,
}

/// Says at once, before anything long begins, that a port is taken.
pub fn check_port(port: u16, flag: &'static str) -> Result<(), Problem> {
    match TcpListener::bind(("127.0.0.1", port)) {
        Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {
            Err(Problem::PortTaken { port, flag })
        }
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            Err(Problem::Usage(format!(
                "Port {port} may not be used by this account. Choose one above 1023: {flag} 4460"
            )))
        }
        // Anything else the server itself will say better.
        _ => Ok(()),
    }
}

impl Server {
    /// Both listeners, for a person.
    pub fn start(data: &Path, app_port: u16, backend_port: u16) -> Result<Self, Problem> {
        let dist = paths::dist();
        Self::spawn(
            &[
                ("--dist", dist.display().to_string()),
                ("--data", data.display().to_string()),
                ("--app-port", app_port.to_string()),
                ("--backend-port", backend_port.to_string()),
            ],
            app_port,
        )
    }

    /// The backend alone on a free port, for tests.
    pub fn start_backend(data: &Path) -> Result<Self, Problem> {
        Self::spawn(
            &[
                ("--only", "backend".into()),
                ("--data", data.display().to_string()),
                ("--backend-port", "0".into()),
            ],
            0,
        )
    }

    fn spawn(flags: &[(&str, String)], app_port: u16) -> Result<Self, Problem> {
        let mut command = run::command("node");
        command.arg(paths::web("server.mjs"));
        for (name, value) in flags {
            command.args([name, value.as_str()]);
        }
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|_| Problem::NodeMissing)?;
        let stdin = child.stdin.take();
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            BufReader::new(stdout).read_line(&mut line).ok();
        }
        let mut server = Self { child, stdin, app: String::new(), backend: String::new() };
        let said: Value = serde_json::from_str(&line).map_err(|_| {
            Problem::Server(
                "The messages above say why; without any, run `cargo xtask test --only server`."
                    .into(),
            )
        })?;
        let text = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
        match said["error"].as_str() {
            None => {
                server.app = text("app");
                server.backend = text("backend");
                Ok(server)
            }
            Some("port-taken") => {
                let port = said["port"].as_u64().and_then(|port| u16::try_from(port).ok());
                let port = port.unwrap_or(app_port);
                let flag = if port == app_port { "--port" } else { "--backend-port" };
                Err(Problem::PortTaken { port, flag })
            }
            Some("data-in-use") => Err(Problem::DataInUse(text("reason"))),
            Some(_) => Err(Problem::Server(text("reason"))),
        }
    }

    /// Replaces what `/config.json` answers; `config` is one JSON object.
    pub fn configure(&mut self, config: &str) -> Result<(), Problem> {
        let config: Value = serde_json::from_str(config)
            .map_err(|error| Problem::Server(format!("Its configuration is no JSON: {error}.")))?;
        let line = format!("{}\n", serde_json::json!({ "config": config }));
        self.stdin
            .as_mut()
            .map_or(Ok(()), |stdin| stdin.write_all(line.as_bytes()))
            .map_err(|_| Problem::ServerEnded)
    }

    /// Waits until it ends, which it does on Ctrl-C.
    pub fn wait(mut self) -> Result<ExitStatus, Problem> {
        self.child.wait().map_err(|_| Problem::ServerEnded)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // The end of its input asks it to close its databases and go.
        self.stdin.take();
        let patience = Instant::now() + Duration::from_secs(4);
        while Instant::now() < patience {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
