//! What can go wrong in a command, each with a sentence that says what to do about it.

use std::path::PathBuf;

#[derive(Debug, thiserror::Error)]
pub enum Problem {
    #[error("{0}\n`cargo xtask help` lists the commands and their flags.")]
    Usage(String),

    #[error(
        "Node is needed (20 or newer), and there is no `node` on the PATH.\n\
         Install it from https://nodejs.org or with your package manager, then run this again."
    )]
    NodeMissing,

    #[error(
        "Node 20 or newer is needed; this one is {found}.\n\
         Install a newer one from https://nodejs.org or with your package manager, then run this again."
    )]
    NodeTooOld { found: String },

    #[error(
        "Rust cannot compile for the browser here: the target wasm32-unknown-unknown is missing, and so is\n\
         rustup, which adds it. Install rustup from https://rustup.rs, or add your distribution's package for\n\
         this target, then run this again."
    )]
    RustupMissing,

    #[error(
        "{what} could not be installed, because the network could not be reached.\n\
         Connect and run the same command again; what has been done already is kept."
    )]
    NoNetwork { what: String },

    #[error("{what} could not be installed: the messages above say why.\n{way_on}")]
    Install { what: String, way_on: String },

    #[error(
        "Tests in the browser need Chromium and its driver; {missing} could not be found.\n\
         {way_on}\n\
         If they are installed elsewhere, name them in the variables CHROME and CHROMEDRIVER."
    )]
    BrowserMissing { missing: String, way_on: String },

    #[error(
        "Port {port} is taken by another program. Stop that program, or choose another port: {flag} {}",
        port.saturating_add(10)
    )]
    PortTaken { port: u16, flag: &'static str },

    #[error("{0} Stop that server, or keep this one's data elsewhere with --data DIR.")]
    DataInUse(String),

    #[error("The local server did not start. {0}")]
    Server(String),

    #[error(
        "The local server ended by itself: the messages above say why. Start it again with the same command."
    )]
    ServerEnded,

    #[error(
        "The demo community could not be loaded. {0}\nTo begin anew, add --reset; to start without it, add --no-demo."
    )]
    Demo(String),

    #[error("{} holds files that this command did not write, so --reset leaves it alone. Empty it yourself, or choose another folder with --data.", .0.display())]
    NotOurs(PathBuf),

    #[error("{what} ended with {status}.\nTo see it alone: {again}")]
    Failed { what: String, status: String, again: String },

    #[error("`{program}` could not be started: {source}")]
    Start { program: String, source: std::io::Error },

    #[error("{}: {source}", .path.display())]
    File { path: PathBuf, source: std::io::Error },

    #[error("There is no built app in {}. Build it first: cargo xtask test --only build", .0.display())]
    NotBuilt(PathBuf),

    #[error("{0} over budget: the table above shows by how much.")]
    OverBudget(usize),

    #[error("{0}")]
    Words(String),
}

/// Names the file an input or output error is about.
pub fn at(path: impl Into<PathBuf>) -> impl FnOnce(std::io::Error) -> Problem {
    let path = path.into();
    move |source| Problem::File { path, source }
}
