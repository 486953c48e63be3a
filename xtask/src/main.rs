//! The project's own commands (`cargo xtask help`). Each installs what it needs, says what it does in plain
//! words, and ends a failure with a sentence and a way on.

mod args;
mod basemap;
mod bench;
mod browser;
mod budgets;
mod build;
mod check;
mod community;
mod crowd;
mod demo;
mod node;
mod password;
mod paths;
mod problem;
mod run;
mod serve;
mod server;
mod steps;
mod test;
mod tools;

use std::process::ExitCode;

use args::Args;
use problem::Problem;

const HELP: &str = "\
A Heart 2 Help: the project's own commands

  cargo xtask serve [--port N] [--backend-port N] [--data DIR] [--dev] [--no-demo] [--reset]
      Installs what is missing, builds the app, starts it with its own backend and a demo
      community, and prints the address. Ctrl-C stops everything.
        --port N          the app's port (4460)
        --backend-port N  the backend's port (4461)
        --data DIR        where the backend keeps its data (a folder of yours, outside the checkout)
        --dev             builds faster, for a larger and slower app (--release is the default)
        --no-demo         starts with an empty backend
        --reset           throws the data away first and begins anew

  cargo xtask test [--only STEP[,STEP]]
      Installs what tests need and runs all of them, or only some:
      format, clippy, server, native, wasm, build, budgets, end-to-end

  cargo xtask budgets
      Measures the built app against its budgets.

  cargo xtask bench [--sizes N[,N]] [--repeat N] [--only WHO[,WHO]] [--no-build] [--write]
      Builds the app and measures its first sync in the browser beside other replicators.
        --sizes N[,N]     how many records (1000,10000,50000)
        --repeat N        how often; the medians are shown (1)
        --only WHO[,WHO]  floor, ours, pouchdb, rxdb
        --no-build        takes the app as it is in dist/
        --write           puts the figures into docs/performance.md too

  cargo xtask bench map [--repeat N] [--no-build] [--write]
      Measures how long the map takes to count 50,000 requests by area, beside npm's supercluster.

  cargo xtask basemap FILE.osm.pbf [--out DIR]
      Makes the map of a region out of an OpenStreetMap extract (public/basemap).

  cargo xtask community URL [--name NAME] [--admin NAME] [--audience members|open] ...
      Makes a community on a CouchDB: its database, the members' user, the rules and its first
      record; prints the app's configuration and what to keep.
        --name NAME       what the community is called
        --admin NAME      the server's admin; the password is asked for (or H2H_ADMIN_PASSWORD)
        --audience WHO    who may read: members (the default) or open
        --database NAME   the database's name (made of the community's)
        --about, --emergency, --area   a text; the number to call (112); cells such as u0qu,u0qv
        --origin URL      the website, to print how to allow it on the server (CORS)
      With its founder's twelve words in H2H_FOUNDER_WORDS it mends what is missing.

  cargo xtask backend check URL [--user NAME] [--origin URL]
      Tries out whether the app works with a server, on a database that is deleted at the end.
        --user NAME       who asks; the password is asked for (or H2H_PASSWORD)
        --origin URL      the website that must be allowed (CORS)

  cargo xtask demo --backend URL --data DIR
      Loads the demo community into a backend and prints the app's configuration.

  cargo xtask crowd --data DIR [--count N]
      Puts N requests (500) of one cell into the demo community of DIR.
";

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("\n{problem}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<ExitCode, Problem> {
    let mut args = Args::new(std::env::args().skip(1));
    match args.command().as_deref() {
        Some("serve") => serve::command(args),
        Some("test") => test::command(args),
        Some("budgets") => budgets::command(args),
        Some("bench") => bench::command(args),
        Some("basemap") => basemap::command(args),
        Some("community") => community::command(args),
        Some("backend") => check::command(args),
        Some("demo") => serve::demo_command(args),
        Some("crowd") => serve::crowd_command(args),
        None | Some("help" | "-h" | "--help") => {
            print!("{HELP}");
            Ok(ExitCode::SUCCESS)
        }
        Some(other) => Err(Problem::Usage(format!("There is no command \"{other}\"."))),
    }
}
