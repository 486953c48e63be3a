//! Finds out what is at an address: a few calls that only read.

use super::address::Address;
use super::call::{Caller, Said};
use super::finding::{Finding, Product, Server};
use super::{Http, Login};
use crate::domain::bytes::Bytes;
use crate::domain::community::CommunityId;
use crate::sync::error::SyncError;

/// The design document's place, where a community was founded.
pub(super) const DESIGN: &str = "_design/heart2help";

/// What is at an address as somebody typed it. `login` counts before one that stands in the address.
/// `page_origin_is_https`: whether a browser asks from a page that came over https (`false` for commands).
pub async fn probe(
    http: &impl Http,
    address: &str,
    login: Option<&Login>,
    page_origin_is_https: bool,
) -> Finding {
    let Some(address) = Address::parse(address) else {
        return Finding::NotAnAddress;
    };
    if page_origin_is_https && !address.is_secure && !address.is_local {
        return Finding::NeedsHttps { https: address.secured() };
    }
    let login = login.or(address.login.as_ref());
    let at = |server| Caller { http, server, login };
    let (caller, database) = match (&address.database, address.split()) {
        (Some(database), _) => (at(&address.url), Some(database.as_str())),
        (None, None) => (at(&address.url), None),
        // The last part of the path is a database, unless the whole of it leads to a server.
        (None, Some((server, database))) => match at(&address.url).get("/").await {
            Err(why) => return failed(&address.url, why),
            Ok(said) if welcome(&said).is_some() => (at(&address.url), None),
            Ok(said) if said.is_from_couch() => (at(server), Some(database)),
            Ok(said) => return no_couch(&address.url, &said),
        },
    };
    match look(&caller, database).await {
        Ok(finding) => finding,
        Err(why) => failed(caller.server, why),
    }
}

fn failed(server: &str, why: SyncError) -> Finding {
    let server = server.to_owned();
    match why {
        SyncError::Offline => Finding::Silent { server },
        why => Finding::Trouble { server, why },
    }
}

fn no_couch(server: &str, said: &Said) -> Finding {
    let server = server.to_owned();
    match said.status {
        500.. => Finding::Trouble { why: SyncError::Server(said.status), server },
        _ => Finding::NotCouch { server },
    }
}

async fn look<H: Http>(
    caller: &Caller<'_, H>,
    database: Option<&str>,
) -> Result<Finding, SyncError> {
    let url = caller.server.to_owned();
    let hello = caller.get("/").await?;
    if !hello.is_from_couch() && database.is_none() {
        return Ok(no_couch(&url, &hello));
    }
    let session = caller.get("/_session").await?;
    let closed = |said: &Said| said.status == 401 && said.is_from_couch();
    if closed(&hello) || closed(&session) {
        return Ok(match caller.login {
            Some(_) => Finding::LoginRefused { server: url },
            None => Finding::NeedsLogin { server: url },
        });
    }
    let server = describe(url, &hello, &session);
    let Some(database) = database else {
        return Ok(standing(server, None, caller.login.is_some()));
    };
    let info = caller.get(&format!("/{database}")).await?;
    match info.status {
        200 if info.json["update_seq"] != serde_json::Value::Null => {
            let database = database.to_owned();
            let documents = info.json["doc_count"].as_u64().unwrap_or(0);
            let community = community(caller, &database).await?;
            Ok(Finding::Exists { server, database, community, documents })
        }
        401 | 403 => Ok(Finding::NoAccess {
            signed_in: caller.login.is_some(),
            database: database.to_owned(),
            server,
        }),
        404 if info.is_from_couch() => {
            Ok(standing(server, Some(database.to_owned()), caller.login.is_some()))
        }
        _ => Ok(no_couch(caller.server, &info)),
    }
}

fn standing(server: Server, database: Option<String>, signed_in: bool) -> Finding {
    match (server.may_create, signed_in) {
        (true, _) => Finding::Ready { server, database },
        (false, true) => Finding::NotAdmin(server),
        (false, false) => Finding::NeedsAdmin(server),
    }
}

/// The greeting of a server's root, and whose it is.
fn welcome(said: &Said) -> Option<Product> {
    let greets = |field| said.json[field].is_string();
    match said.status {
        200 if greets("couchdb") => Some(Product::CouchDb),
        200 if greets("express-pouchdb") => Some(Product::PouchDb),
        _ => None,
    }
}

fn describe(url: String, hello: &Said, session: &Said) -> Server {
    let product = welcome(hello).unwrap_or(Product::Other);
    let user = &session.json["userCtx"];
    let is_admin =
        user["roles"].as_array().is_some_and(|roles| roles.iter().any(|r| r == "_admin"));
    // Where a stranger is an admin, or nobody is asked who they are, there are no users.
    let has_users = session.is_good() && user.is_object() && !(is_admin && user["name"].is_null());
    Server {
        url,
        product,
        vendor: hello.json["vendor"]["name"].as_str().map(str::to_owned),
        version: hello.text("version").map(str::to_owned),
        has_users,
        may_create: is_admin || !has_users,
    }
}

/// The community a database says it holds: by its rules, or else by the first record in which one describes itself.
pub(super) async fn community<H: Http>(
    caller: &Caller<'_, H>,
    database: &str,
) -> Result<Option<CommunityId>, SyncError> {
    let rules = caller.get(&format!("/{database}/{DESIGN}")).await?;
    if let Some(root) = rules.text("community").and_then(|root| Bytes::parse(root).ok()) {
        return Ok(Some(root));
    }
    let range = "include_docs=true&limit=1&startkey=%22a:community:%22&endkey=%22a:community;%22";
    let found = caller.get(&format!("/{database}/_all_docs?{range}")).await?;
    let root = found.json["rows"][0]["doc"]["a"].as_str();
    Ok(root.and_then(|root| Bytes::parse(root).ok()))
}

#[cfg(test)]
mod tests;
