//! Makes a community's database: the database itself, the user all members write as, who may read, and the rules.
//! Doing it again mends what is missing and changes nothing that is right.

use super::address::Address;
use super::call::{Caller, Said};
use super::finding::{Finding, Server};
use super::plan::{Audience, Plan};
use super::probe::{DESIGN, community, probe};
use super::{Http, Login, design};
use crate::domain::bytes::to_base64;
use crate::sync::error::SyncError;
use serde_json::json;

/// A community's database, made or mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Founded {
    /// Its address, without name and password.
    pub database_url: String,
    /// The name and password with which members write (and read, where the audience is members). None where the
    /// server knows no users.
    pub login: Option<Login>,
    /// The server knows no users: whoever reaches it may read and write. For development and tests only.
    pub unprotected: bool,
    /// The members' user was there with another password, which this one has replaced: whoever has the old one must be
    /// told.
    pub password_replaced: bool,
}

/// Why no community could be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FoundError {
    /// What is at the address takes no community; the words of the finding say what to do.
    #[error("{}", .0.words())]
    Finding(Box<Finding>),
    /// The name cannot be a database's.
    #[error("a database's name is lower-case letters, digits, - and _, and begins with a letter")]
    BadName,
    /// The database holds something else, perhaps another community.
    #[error("the database {0} is there already and holds something else: choose another name")]
    Taken(String),
    /// The server refused a step.
    #[error("the server refused to make {step} (status {status}): {reason}")]
    Refused {
        /// What was being made.
        step: &'static str,
        /// The status of its answer.
        status: u16,
        /// The server's words.
        reason: String,
    },
    /// No answer, or trouble on the way. Doing it again goes on where it ended.
    #[error(transparent)]
    Sync(#[from] SyncError),
}

impl From<Finding> for FoundError {
    fn from(finding: Finding) -> Self {
        Self::Finding(Box::new(finding))
    }
}

/// Makes, or mends, the database of a community on the server at `server_url`; a database in that address counts where
/// the plan names none. The admin's name and password are used in these calls and kept nowhere.
///
/// # Errors
/// [`FoundError`]. What was made until then stays, and doing it again goes on from there.
pub async fn found(
    http: &impl Http,
    server_url: &str,
    admin: Option<&Login>,
    plan: &Plan,
) -> Result<Founded, FoundError> {
    let in_address = Address::parse(server_url).and_then(|address| address.login);
    let admin = admin.or(in_address.as_ref());
    let (server, typed) = match probe(http, server_url, admin, false).await {
        Finding::Ready { server, database } => (server, database),
        Finding::Exists { server, database, .. } if server.may_create => (server, Some(database)),
        Finding::Exists { server, .. } if admin.is_some() => {
            return Err(Finding::NotAdmin(server).into());
        }
        Finding::Exists { server, .. } => return Err(Finding::NeedsAdmin(server).into()),
        finding => return Err(finding.into()),
    };
    let named = Plan { database: plan.database.clone().or(typed), ..plan.clone() };
    let database = named.database_name().ok_or(FoundError::BadName)?;
    let caller = Caller { http, server: &server.url, login: admin };
    make_database(&caller, &database, plan).await?;
    let members =
        if server.has_users { Some(put_user(&caller, &database, plan).await?) } else { None };
    if let Some((login, _)) = &members {
        put_security(&caller, &database, &login.name, plan.audience).await?;
    }
    put_rules(&caller, &database, plan).await?;
    Ok(founded(&server, &database, members))
}

fn founded(server: &Server, database: &str, members: Option<(Login, bool)>) -> Founded {
    let (login, replaced) = members.unzip();
    Founded {
        database_url: format!("{}/{database}", server.url),
        login,
        unprotected: !server.has_users,
        password_replaced: replaced.unwrap_or(false),
    }
}

fn made(step: &'static str, said: &Said) -> Result<(), FoundError> {
    if said.is_good() {
        return Ok(());
    }
    let reason =
        said.text("reason").or(said.text("error")).unwrap_or("it gave no reason").to_owned();
    Err(FoundError::Refused { step, status: said.status, reason })
}

async fn make_database<H: Http>(
    caller: &Caller<'_, H>,
    database: &str,
    plan: &Plan,
) -> Result<(), FoundError> {
    let said = caller.ask("PUT", &format!("/{database}"), None).await?;
    if said.status != 412 {
        return made("the database", &said);
    }
    // It was there. Ours is mended, an empty one is taken, and everything else is left as it is.
    match community(caller, database).await? {
        Some(root) if root == plan.community => Ok(()),
        Some(_) => Err(FoundError::Taken(database.to_owned())),
        None => match caller.get(&format!("/{database}")).await?.json["doc_count"].as_u64() {
            Some(0) => Ok(()),
            _ => Err(FoundError::Taken(database.to_owned())),
        },
    }
}

/// The user all members write as; and whether an older password was replaced.
async fn put_user<H: Http>(
    caller: &Caller<'_, H>,
    database: &str,
    plan: &Plan,
) -> Result<(Login, bool), FoundError> {
    let fresh = || Login { name: format!("{database}-members"), password: to_base64(&plan.random) };
    let login = plan.login.clone().unwrap_or_else(fresh);
    // The name may come from an earlier plan, so it must be one that needs no escape in a path.
    if !login.name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)) {
        return Err(FoundError::BadName);
    }
    let id = format!("org.couchdb.user:{}", login.name);
    let path = format!("/_users/{id}");
    let mut user = json!({
        "_id": id, "type": "user", "name": login.name, "password": login.password, "roles": [],
    });
    let mut there = caller.get(&path).await?;
    if there.status == 404 && !caller.get("/_users").await?.is_good() {
        // A new CouchDB that nobody has set up yet has no place for users.
        made("the place for users", &caller.ask("PUT", "/_users", None).await?)?;
        there = caller.get(&path).await?;
    }
    let mut replaced = false;
    if there.is_good() {
        let same = Caller { login: Some(&login), ..*caller };
        if same.get("/_session").await?.is_good() {
            return Ok((login, false));
        }
        user["_rev"] = there.json["_rev"].clone();
        user["roles"] = there.json["roles"].clone();
        replaced = true;
    }
    made("the members' user", &caller.put(&path, &user).await?)?;
    Ok((login, replaced))
}

/// Who may read: members, or anybody. Names an operator added stay.
async fn put_security<H: Http>(
    caller: &Caller<'_, H>,
    database: &str,
    user: &str,
    audience: Audience,
) -> Result<(), FoundError> {
    let path = format!("/{database}/_security");
    let before = caller.get(&path).await?.json;
    let list =
        |part: &str, field: &str| before[part][field].as_array().cloned().unwrap_or_default();
    let mut names = list("members", "names");
    if !names.iter().any(|name| name == user) {
        names.push(user.into());
    }
    // Where both lists of members are empty, CouchDB lets anybody read.
    let members = match audience {
        Audience::Members => json!({ "names": names, "roles": list("members", "roles") }),
        Audience::Open => json!({ "names": [], "roles": [] }),
    };
    let mut admins = list("admins", "roles");
    if !admins.iter().any(|role| role == "_admin") {
        admins.push("_admin".into());
    }
    let after = json!({ "admins": { "names": list("admins", "names"), "roles": admins }, "members": members });
    if after == before {
        return Ok(());
    }
    made("the list of who may read", &caller.put(&path, &after).await?)
}

async fn put_rules<H: Http>(
    caller: &Caller<'_, H>,
    database: &str,
    plan: &Plan,
) -> Result<(), FoundError> {
    let path = format!("/{database}/{DESIGN}");
    let mut wanted = design::document(&plan.community);
    let there = caller.get(&path).await?;
    if there.is_good() {
        wanted["_rev"] = there.json["_rev"].clone();
    }
    if there.json == wanted {
        return Ok(());
    }
    made("the rules", &caller.put(&path, &wanted).await?)
}

#[cfg(test)]
mod tests;
