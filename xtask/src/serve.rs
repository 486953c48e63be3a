//! `cargo xtask serve`: from a fresh checkout to the running app; and `cargo xtask demo`, its loading part alone.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::args::Args;
use crate::problem::{Problem, at};
use crate::server::Server;
use crate::{build, demo, node, paths, server, tools};

const APP_PORT: u16 = 4460;
const BACKEND_PORT: u16 = 4461;

/// Marks a folder as written by this command, so that --reset never empties another.
const MARK: &str = ".a-heart-2-help-data";

struct Options {
    app_port: u16,
    backend_port: u16,
    data: PathBuf,
    release: bool,
    demo: bool,
    reset: bool,
}

fn options(mut args: Args) -> Result<Options, Problem> {
    let (dev, release) = (args.flag("--dev"), args.flag("--release"));
    if dev && release {
        return Err(Problem::Usage("Choose --dev or --release, not both.".into()));
    }
    let options = Options {
        app_port: args.port("--port")?.unwrap_or(APP_PORT),
        backend_port: args.port("--backend-port")?.unwrap_or(BACKEND_PORT),
        data: match args.value("--data")? {
            Some(data) => absolute(&data)?,
            None => paths::data().join("demo"),
        },
        release: !dev,
        demo: !args.flag("--no-demo"),
        reset: args.flag("--reset"),
    };
    args.finish()?;
    if options.app_port == options.backend_port {
        return Err(Problem::Usage(
            "The app and the backend need different ports: --port and --backend-port.".into(),
        ));
    }
    Ok(options)
}

fn absolute(path: &str) -> Result<PathBuf, Problem> {
    std::path::absolute(path).map_err(at(path))
}

pub fn command(args: Args) -> Result<ExitCode, Problem> {
    let options = options(args)?;
    server::check_port(options.app_port, "--port")?;
    server::check_port(options.backend_port, "--backend-port")?;

    node::install_packages()?;
    let tools = tools::install()?;
    println!("Building the app. The first time takes a few minutes, later ones much less.");
    build::app(&tools, options.release)?;

    if options.reset {
        reset(&options.data)?;
    }
    mark(&options.data)?;
    let mut server =
        Server::start(&options.data.join("backend"), options.app_port, options.backend_port)?;
    let config = if options.demo {
        println!("Loading the demo community.");
        load_demo(&server.backend, &options.data)?
    } else {
        serde_json::json!({ "backend": server.backend }).to_string()
    };
    server.configure(&config)?;
    print!("{}", welcome(&server, &options.data));
    let status = server.wait()?;
    // Ctrl-C reaches the server as well as us; whoever is first, it is a good end.
    if status.success() { Ok(ExitCode::SUCCESS) } else { Err(Problem::ServerEnded) }
}

/// Puts the demo community into the backend unless it is there; answers with the app's configuration.
fn load_demo(backend_url: &str, data_dir: &Path) -> Result<String, Problem> {
    let loaded = demo::load(&demo::Options { backend_url, data_dir }).map_err(Problem::Demo)?;
    Ok(loaded.config)
}

/// `cargo xtask demo --backend URL --data DIR`, for tests and for backends started by hand.
pub fn demo_command(mut args: Args) -> Result<ExitCode, Problem> {
    let missing = |flag: &str| Problem::Usage(format!("{flag} is missing."));
    let backend = args.value("--backend")?.ok_or_else(|| missing("--backend URL"))?;
    let data = args.value("--data")?.ok_or_else(|| missing("--data DIR"))?;
    args.finish()?;
    let data = absolute(&data)?;
    fs::create_dir_all(&data).map_err(at(&data))?;
    println!("{}", load_demo(backend.trim_end_matches('/'), &data)?);
    Ok(ExitCode::SUCCESS)
}

/// `cargo xtask crowd --data DIR [--count N]`: a crowded cell, for tests.
pub fn crowd_command(mut args: Args) -> Result<ExitCode, Problem> {
    let data = args.value("--data")?;
    let data = data.ok_or_else(|| Problem::Usage("--data DIR is missing.".into()))?;
    let count = args.value("--count")?.map_or(Ok(500), |n| n.parse());
    let count = count.map_err(|_| Problem::Usage("--count wants a number.".into()))?;
    args.finish()?;
    crate::crowd::gather(&absolute(&data)?, count).map_err(Problem::Demo)?;
    Ok(ExitCode::SUCCESS)
}

fn welcome(server: &Server, data: &Path) -> String {
    format!(
        "
  A Heart 2 Help is running.

    The app      {}
    The backend  {}
    The data     {}

  Open the app in two different browsers to be two neighbours.
  Ctrl-C stops everything; the data stays.

",
        server.app,
        server.backend,
        data.display()
    )
}

fn mark(data: &Path) -> Result<(), Problem> {
    fs::create_dir_all(data).map_err(at(data))?;
    if !is_empty(data)? {
        return Ok(());
    }
    let mark = data.join(MARK);
    fs::write(&mark, "The data of `cargo xtask serve`; `--reset` removes it.\n").map_err(at(&mark))
}

fn reset(data: &Path) -> Result<(), Problem> {
    if !data.exists() || is_empty(data)? {
        return Ok(());
    }
    if !data.join(MARK).is_file() {
        return Err(Problem::NotOurs(data.into()));
    }
    println!("Removing the data in {}.", data.display());
    fs::remove_dir_all(data).map_err(at(data))
}

fn is_empty(folder: &Path) -> Result<bool, Problem> {
    Ok(fs::read_dir(folder).map_err(at(folder))?.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Options, Problem> {
        options(Args::new(line.split_whitespace().map(str::to_owned)))
    }

    #[test]
    fn without_flags_it_is_the_release_build_with_the_demo() {
        let options = parse("").unwrap();
        assert!(options.release && options.demo && !options.reset);
        assert_eq!((options.app_port, options.backend_port), (4460, 4461));
        assert!(!options.data.starts_with(paths::root().join("target")));
    }

    #[test]
    fn contradictions_are_refused() {
        assert!(parse("--dev --release").is_err());
        assert!(parse("--port 4461").is_err());
    }

    #[test]
    fn reset_removes_only_what_serve_wrote() {
        let folder = std::env::temp_dir().join(format!("h2h-reset-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("letter.txt"), "dear").unwrap();
        assert!(matches!(reset(&folder), Err(Problem::NotOurs(_))));
        mark(&folder).unwrap();
        assert!(matches!(reset(&folder), Err(Problem::NotOurs(_))));
        fs::remove_file(folder.join("letter.txt")).unwrap();
        mark(&folder).unwrap();
        reset(&folder).unwrap();
        assert!(!folder.exists());
    }
}
