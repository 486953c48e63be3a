//! `cargo xtask backend check`: whether a server does what the app needs of one, call by call, on a database made for it
//! and deleted at the end. What "compatible" means is this list (docs/backends.md).

mod client;
mod reading;
mod verdict;
mod writing;

use std::process::ExitCode;

use a_heart_2_help::sync::server::{Finding, Login, Reqwest, probe};
use client::Client;
use verdict::{Line, Report, Verdict};

use crate::args::Args;
use crate::problem::Problem;
use crate::{password, run};

/// The variable that may hold the password of `--user`.
const PASSWORD: &str = "H2H_PASSWORD";

pub fn command(mut args: Args) -> Result<ExitCode, Problem> {
    let (user, origin) = (args.value("--user")?, args.value("--origin")?);
    let url = match (args.word().as_deref(), args.word()) {
        (Some("check"), Some(url)) => url,
        _ => return Err(Problem::Usage("It is: cargo xtask backend check URL".into())),
    };
    args.finish()?;
    let login = user.map(|name| password::of(name, PASSWORD)).transpose()?;
    let report = run::wait(check(&url, login, origin.as_deref()))??;
    print!("{}", report.words());
    Ok(if report.is_compatible() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Checks the server at `url`. Where no database may be made, one named in the address is read only.
async fn check(url: &str, login: Option<Login>, origin: Option<&str>) -> Result<Report, Problem> {
    let finding = probe(&Reqwest::default(), url, login.as_ref(), false).await;
    println!("{}\n", finding.words());
    let scratch = format!("h2h-check-{}", random_hex());
    let (server, database, is_ours) = match &finding {
        Finding::Ready { server, .. } => (server, scratch, true),
        Finding::Exists { server, .. } if server.may_create => (server, scratch, true),
        Finding::Exists { server, database, .. } => (server, database.clone(), false),
        _ => return Err(Problem::Words("Without a database there is nothing to check.".into())),
    };
    let db = Client::new(&server.url, &database, login);
    if !is_ours {
        return Ok(Report { lines: all(&db, false, origin).await });
    }
    let made = db.ask(reqwest::Method::PUT, "", None, &[]).await;
    if let Err(why) = made.and_then(client::Got::good) {
        return Err(Problem::Words(format!("A database for the check could not be made: {why}.")));
    }
    let lines = all(&db, true, origin).await;
    let gone = db.ask(reqwest::Method::DELETE, "", None, &[]).await;
    if let Err(why) = gone.and_then(client::Got::good) {
        println!("The database {database} could not be deleted ({why}): please do it.\n");
    }
    Ok(Report { lines })
}

fn random_hex() -> String {
    a_heart_2_help::crypto::random::<6>().0.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Why something was not tried.
const NO_RIGHTS: &str = "it takes a name and password that may make databases";

/// All checks in their order. `is_ours`: the database was made for them.
async fn all(db: &Client, is_ours: bool, origin: Option<&str>) -> Vec<Line> {
    let mut lines = Vec::new();
    // Each is a call, whether the app needs it, and the check.
    macro_rules! try_it {
        ($call:expr, $needed:expr, $check:expr) => {
            let verdict = $check.await.unwrap_or_else(Verdict::Missing);
            lines.push(Line { call: $call, is_needed: $needed, verdict });
        };
    }
    macro_rules! try_ours {
        ($call:expr, $needed:expr, $check:expr) => {
            if is_ours {
                try_it!($call, $needed, $check);
            } else {
                let verdict = Verdict::LeftOut(NO_RIGHTS);
                lines.push(Line { call: $call, is_needed: $needed, verdict });
            }
        };
    }
    let checkpoint = format!("h2h-check-{}", random_hex());
    try_it!("GET /db", true, reading::info(db));
    try_ours!("PUT /db", false, writing::create(db));
    try_ours!("_bulk_docs with new_edits:false", true, writing::push(db));
    try_ours!("GET /db/id with open_revs=all", true, writing::leaves(db));
    try_ours!("_changes with style and include_docs", true, writing::changes(db));
    try_ours!("_changes with limit and since", true, writing::paging(db));
    try_it!("_changes with another server's since", true, reading::foreign_since(db));
    try_it!("_changes, longpoll: ends in time", true, reading::longpoll_ends(db));
    try_ours!("_changes, longpoll: wakes", true, writing::wakes(db));
    if is_ours {
        try_it!("_all_docs with keys", true, writing::keys(db));
    } else {
        try_it!("_all_docs with keys", true, reading::keys(db));
    }
    try_ours!("_all_docs with startkey and endkey", false, writing::ranges(db));
    try_it!("_revs_diff", true, reading::revs_diff(db));
    try_ours!("_bulk_get", false, writing::bulk_get(db));
    try_it!("_local documents", is_ours, reading::checkpoint(db, &checkpoint));
    try_ours!("deleted documents keep what is in them", true, writing::tombstones(db));
    try_ours!("records of 33 KB, a hundred at once", true, writing::sizes(db));
    try_ours!("413 for what is too large", false, writing::oversize(db));
    try_ours!("attachments", false, writing::attachments(db));
    match origin {
        Some(origin) => {
            try_it!("CORS for the app's website", true, reading::cors(db, origin));
        }
        None => lines.push(Line {
            call: "CORS for the app's website",
            is_needed: false,
            verdict: Verdict::LeftOut("say which with --origin https://…"),
        }),
    }
    try_it!("gzip", false, reading::gzip(db));
    // Last, since from here on only true records are let in.
    try_ours!("the rules of a design document", false, writing::rules(db));
    lines
}

#[cfg(test)]
mod tests;
