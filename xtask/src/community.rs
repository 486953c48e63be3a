//! `cargo xtask community`: makes a community on a server, as the app's own page does: its database, the members' user, the
//! rules, and the record with which the community describes itself.

use a_heart_2_help::crypto::identity::{Secret, Signer};
use a_heart_2_help::domain::bytes::Bytes;
use a_heart_2_help::domain::cell::Cell;
use a_heart_2_help::domain::community::Community;
use a_heart_2_help::domain::record::payload_hash;
use a_heart_2_help::domain::text::{Line, Words};
use a_heart_2_help::domain::time::Millis;
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
/// The variable that may hold the root key of a community begun earlier, which is then mended.
const ROOT: &str = "H2H_ROOT_KEY";

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
            name: Line::parse(&name).map_err(|_| wrong("--name is one short line."))?,
            about: args
                .value("--about")?
                .map(|about| Words::parse(&about))
                .transpose()
                .map_err(|_| wrong("--about is a text of up to 2,000 characters."))?,
            emergency: Line::parse(&emergency).map_err(|_| wrong("--emergency is a number."))?,
            area: area.ok_or_else(|| wrong("--area is cells such as u0qu,u0qv (geohash)."))?,
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
    let root = root()?;
    let plan = Plan {
        name: options.about.name.to_string(),
        database: options.database.clone(),
        community: root.public(),
        audience: options.audience,
        random: password_bytes(&root),
        login: None,
    };
    let founded = found(&http, &options.url, admin, &plan).await.map_err(|why| match why {
        FoundError::BadName => Problem::Words(format!("{why}: choose one with --database.")),
        why @ (FoundError::Finding(_) | FoundError::Taken(_)) => Problem::Words(why.to_string()),
        why => unfinished(&why.to_string(), &root),
    })?;
    let address = with_login(&founded);
    let words = describe(&root, &options.about, &address).await;
    let words = words.map_err(|why| unfinished(&why, &root))?;
    let config = Config { community: root.public(), backend: address, name: plan.name };
    let config =
        serde_json::to_string_pretty(&config).map_err(|e| Problem::Words(e.to_string()))?;
    Ok(told(&founded, &config, &root, &words, options))
}

fn root() -> Result<Signer, Problem> {
    let Ok(kept) = std::env::var(ROOT) else {
        return Ok(Signer::generate());
    };
    let seed = Bytes::parse(kept.trim());
    let seed =
        seed.map_err(|_| Problem::Words(format!("{ROOT} holds no root key: it has 43 letters.")))?;
    Ok(Signer::from_seed(&seed))
}

/// What the members' password is made of. It follows from the root key, so that mending a community leaves it as it was.
fn password_bytes(root: &Signer) -> [u8; 24] {
    let hash = payload_hash(&format!("heart2help/members/1:{}", root.seed()));
    let mut bytes = [0; 24];
    bytes.copy_from_slice(&hash.0[..24]);
    bytes
}

fn unfinished(why: &str, root: &Signer) -> Problem {
    Problem::Words(format!(
        "{why}\nTo go on where this ended, run the same command with this before it: {ROOT}={}",
        root.seed()
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

/// Writes the community's own record, by its root key; answers with a new person's recovery words.
async fn describe(root: &Signer, about: &Community, address: &str) -> Result<String, String> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_err(|e| e.to_string())?.as_millis();
    let now = Millis(now.try_into().unwrap_or(u64::MAX));
    let secret = Secret::generate();
    let book = Book::open(Rc::new(Memory::default()), root.public(), &secret, now).await;
    let book = book.map_err(|e| e.to_string())?;
    book.describe(root, about.clone(), now).await.map_err(|e| e.to_string())?;
    let written: Vec<_> = book.waiting(usize::MAX).await.iter().map(Outgoing::first).collect();
    let backend = CouchDb::new(address).map_err(|e| e.to_string())?;
    let refused = backend.push(&written).await.map_err(|e| e.to_string())?;
    match refused.first() {
        Some(refusal) => Err(format!("The server refused the community's record: {}", refusal.why)),
        None => Ok(secret.words()),
    }
}

fn told(founded: &Founded, config: &str, root: &Signer, words: &str, options: &Options) -> String {
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
        "\nKeep these two where nobody else finds them; nothing here has kept them, and nothing can make them again:\n\n  \
         the community's root key     {}\n  a coordinator's twelve words {words}\n\n\
         Whoever has the root key speaks for the community. Write both on paper, or into a password manager.\n",
        root.seed()
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
