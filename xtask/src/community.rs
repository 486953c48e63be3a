//! `cargo xtask community`: makes a community on a server, as the app's own page does: its database, the members' user, the
//! rules, and the record with which the community describes itself.

use a_heart_2_help::crypto::identity::{Secret, Signer};
use a_heart_2_help::domain::bytes::{Bytes, Nonce};
use a_heart_2_help::domain::cell::Cell;
use a_heart_2_help::domain::community::Community;
use a_heart_2_help::domain::join::JoinLink;
use a_heart_2_help::domain::membership::Standing;
use a_heart_2_help::domain::record::payload_hash;
use a_heart_2_help::domain::text::{Line, Words};
use a_heart_2_help::domain::time::{DAY, Millis};
use a_heart_2_help::state::book::Book;
use a_heart_2_help::state::config::Config;
use a_heart_2_help::store::memory::Memory;
use a_heart_2_help::sync::server::{
    Audience, FoundError, Founded, Login, Plan, Reqwest, cors_lines, found, probe,
};
use a_heart_2_help::sync::{Backend, CouchDb, Outgoing};
use std::process::ExitCode;
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::args::Args;
use crate::problem::Problem;
use crate::{password, run};

/// The variable that may hold the admin's password.
const PASSWORD: &str = "H2H_ADMIN_PASSWORD";
/// The variable that may hold the founder's twelve words of a community begun earlier, which is then mended.
const FOUNDER: &str = "H2H_FOUNDER_WORDS";
/// How long the first invitation lasts, in days.
const INVITED: u64 = 30;

struct Options {
    url: String,
    admin: Option<String>,
    audience: Audience,
    database: Option<String>,
    origin: Option<String>,
    about: Community,
}

fn options(mut args: Args) -> Result<Options, Problem> {
    let wrong = |what: &str| Problem::Usage(what.to_owned());
    let name = args.value("--name")?.unwrap_or_else(|| "Our neighbourhood".into());
    let emergency = args.value("--emergency")?.unwrap_or_else(|| "112".into());
    let area = args.value("--area")?.unwrap_or_default();
    let area: Option<Vec<Cell>> =
        area.split(',').map(str::trim).filter(|cell| !cell.is_empty()).map(Cell::parse).collect();
    let options = Options {
        admin: args.value("--admin")?,
        audience: match args.value("--audience")?.as_deref() {
            None | Some("members") => Audience::Members,
            Some("open") => Audience::Open,
            Some(_) => return Err(wrong("--audience is members or open.")),
        },
        database: args.value("--database")?,
        origin: args.value("--origin")?,
        about: Community {
            about: args
                .value("--about")?
                .map(|about| Words::parse(&about))
                .transpose()
                .map_err(|_| wrong("--about is a text of up to 2,000 characters."))?,
            ..Community::new(
                Line::parse(&name).map_err(|_| wrong("--name is one short line."))?,
                Line::parse(&emergency).map_err(|_| wrong("--emergency is a number."))?,
                area.ok_or_else(|| wrong("--area is cells such as u0qu,u0qv (geohash)."))?,
            )
        },
        url: args.word().ok_or_else(|| wrong("It is: cargo xtask community URL [--name NAME]"))?,
    };
    args.finish()?;
    Ok(options)
}

pub fn command(args: Args) -> Result<ExitCode, Problem> {
    let options = options(args)?;
    let admin = options.admin.clone().map(|name| password::of(name, PASSWORD)).transpose()?;
    print!("{}", run::wait(make(&options, admin.as_ref()))??);
    Ok(ExitCode::SUCCESS)
}

/// Makes everything; answers with what the coordinator must know.
async fn make(options: &Options, admin: Option<&Login>) -> Result<String, Problem> {
    let http = Reqwest::default();
    println!("{}", probe(&http, &options.url, admin, false).await.words());
    let founder = Founder::known_or_new(&options.about.name)?;
    let plan = Plan {
        name: options.about.name.to_string(),
        database: options.database.clone(),
        community: founder.root.public(),
        audience: options.audience,
        random: password_bytes(&founder.root),
        login: None,
    };
    let founded = found(&http, &options.url, admin, &plan).await.map_err(|why| match why {
        FoundError::BadName => Problem::Words(format!("{why}: choose one with --database.")),
        why @ (FoundError::Finding(_) | FoundError::Taken(_)) => Problem::Words(why.to_string()),
        why => unfinished(&why.to_string(), &founder),
    })?;
    let address = with_login(&founded);
    let described = Community { audience: options.audience, ..options.about.clone() };
    let link = describe(&founder, described, &founded.database_url, &address).await;
    let link = link.map_err(|why| unfinished(&why, &founder))?;
    let config = Config { community: founder.root.public(), backend: address, name: plan.name };
    let config =
        serde_json::to_string_pretty(&config).map_err(|e| Problem::Words(e.to_string()))?;
    Ok(told(&founded, &config, &founder, &link, options))
}

/// Who starts the community. Their words and its name give its root key.
struct Founder {
    secret: Secret,
    salt: Nonce,
    root: Signer,
}

impl Founder {
    fn known_or_new(name: &Line) -> Result<Self, Problem> {
        let secret = match std::env::var(FOUNDER) {
            Ok(words) => Secret::from_words(&words)
                .map_err(|why| Problem::Words(format!("{FOUNDER} is not usable: {why}.")))?,
            Err(_) => Secret::generate(),
        };
        let mut salt = Bytes([0; 16]);
        let hash = payload_hash(&format!("heart2help/salt/1:{name}"));
        salt.0.copy_from_slice(&hash.0[..16]);
        let root = secret.root(&salt);
        Ok(Self { secret, salt, root })
    }
}

/// What the members' password is made of. It follows from the root key, so that mending a community leaves it as it was.
fn password_bytes(root: &Signer) -> [u8; 24] {
    let hash = payload_hash(&format!("heart2help/members/1:{}", root.seed()));
    let mut bytes = [0; 24];
    bytes.copy_from_slice(&hash.0[..24]);
    bytes
}

fn unfinished(why: &str, founder: &Founder) -> Problem {
    Problem::Words(format!(
        "{why}\nTo go on where this ended, run the same command with this before it: {FOUNDER}=\"{}\"",
        founder.secret.words()
    ))
}

/// The database's address with the members' name and password, as `config.json` has it. Both are of letters that need no
/// escape in an address.
fn with_login(founded: &Founded) -> String {
    match &founded.login {
        Some(Login { name, password }) => {
            founded.database_url.replacen("://", &format!("://{name}:{password}@"), 1)
        }
        None => founded.database_url.clone(),
    }
}

/// Writes the community's own record, by its root key, and a first invitation; answers with what stands behind the `#` of
/// its link.
async fn describe(
    founder: &Founder,
    about: Community,
    public: &str,
    address: &str,
) -> Result<String, String> {
    fn words(error: impl ToString) -> String {
        error.to_string()
    }
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_err(words)?.as_millis();
    let now = Millis(now.try_into().unwrap_or(u64::MAX));
    let store = Rc::new(Memory::default());
    let book = Book::open(store, founder.root.public(), &founder.secret, now).await;
    let book = book.map_err(words)?;
    let name = about.name.clone();
    let about = Community {
        coordinators: vec![book.as_coordinator()],
        backends: Line::parse(public).into_iter().collect(),
        salt: Some(founder.salt),
        ..about
    };
    book.describe(&founder.root, about, now).await.map_err(words)?;
    let label = Line::parse("The first ones").map_err(words)?;
    let pass = book.invite(label, Standing::Member, now.plus(INVITED * DAY), now).await;
    let pass = Some(pass.map_err(words)?);
    let written: Vec<_> = book.waiting(usize::MAX).await.iter().map(Outgoing::first).collect();
    let backend = CouchDb::new(address).map_err(words)?;
    let refused = backend.push(&written).await.map_err(words)?;
    let link = JoinLink { community: book.community(), backend: address.into(), name, pass };
    match refused.first() {
        Some(refusal) => Err(format!("The server refused the community's record: {}", refusal.why)),
        None => Ok(link.to_fragment()),
    }
}

fn told(
    founded: &Founded,
    config: &str,
    founder: &Founder,
    link: &str,
    options: &Options,
) -> String {
    let mut told = format!(
        "\nThe community \"{}\" is at {}.\n\nPut this beside index.html as config.json:\n\n{config}\n",
        options.about.name, founded.database_url
    );
    if founded.unprotected {
        told += "\nThis server knows no users: whoever reaches it may read and write. Use it for tests only.\n";
    }
    if founded.password_replaced {
        told += "\nThe members' password was another before. Whoever has the old one must be given this one.\n";
    }
    if founded.login.is_some() && options.audience == Audience::Members {
        told += "\nIts name and password let anybody read who has them, and config.json is as public as your site.\n";
    }
    told += &format!(
        "\nWhoever opens this on your site within {INVITED} days becomes a member:\n\n  join#{link}\n\n\
         Keep the founder's twelve words where nobody else finds them; nothing here has kept them, and nothing can make them again:\n\n  \
         {}\n\n\
         Whoever has them speaks for the community. Enter them in the app, on the page of your devices, to work at the coordinator's desk.\n",
        founder.secret.words()
    );
    if let Some(lines) = options.origin.as_ref().and_then(|o| cors_lines(&founded.database_url, o))
    {
        let database = founded.database_url.rsplit('/').next().unwrap_or_default();
        let lines = lines.replace(&format!("/{database}/_node/"), "/_node/");
        if !founded.unprotected {
            told += &format!(
                "\nIf the site lies elsewhere than the server, allow it there (bash; each asks for the password):\n\n{lines}"
            );
        }
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn parse(words: &[&str]) -> Result<Options, Problem> {
        options(Args::new(words.iter().map(|word| (*word).to_owned())))
    }

    #[test]
    fn a_password_is_no_argument() {
        assert!(parse(&["https://x.org", "--password", "secret"]).is_err());
        assert!(parse(&["https://x.org", "--audience", "everybody"]).is_err());
        assert!(parse(&["https://x.org", "--area", "Vaduz!"]).is_err());
        assert!(parse(&[]).is_err());
    }

    #[test]
    fn a_community_is_made_whose_record_any_device_believes() {
        let server = std::env::var("H2H_TEST_BACKEND").expect(
            "H2H_TEST_BACKEND names no server; `cargo xtask test` starts one and runs this",
        );
        let name = format!("Made {}", std::process::id());
        let options = parse(&[&server, "--name", &name, "--area", "u0qu,u0qv"]).unwrap();
        let told = run::wait(make(&options, None)).unwrap().unwrap();
        assert!(told.contains("knows no users"), "{told}");
        let config = &told[told.find('{').unwrap()..=told.find('}').unwrap()];
        let config: Config = serde_json::from_str(config).unwrap();
        run::wait(async {
            let couch = CouchDb::new(&config.backend).unwrap();
            let page = couch.changes(None, 100, None).await.unwrap();
            let docs = page.rows.into_iter().filter(|row| row.id.starts_with("a:community:"));
            let docs: Vec<String> = docs.map(|row| row.doc.unwrap().get().to_owned()).collect();
            assert_eq!(docs.len(), 1);
            let envelope = a_heart_2_help::domain::record::Envelope::read(&docs[0]).unwrap();
            assert!(a_heart_2_help::crypto::sign::verify(&config.community, &envelope).is_ok());
            let http = reqwest::Client::new();
            let note = http.put(format!("{}/note", config.backend)).body("{}");
            let refused = note.header("content-type", "application/json").send().await.unwrap();
            let why: Value = serde_json::from_slice(&refused.bytes().await.unwrap()).unwrap();
            assert_eq!(why["error"], "forbidden", "the rules are in force");
            http.delete(&config.backend).send().await.unwrap();
        })
        .unwrap();
    }
}
