//! A CouchDB-compatible database over HTTP, in the browser and natively.
//!
//! <https://docs.couchdb.org/en/stable/replication/protocol.html>

mod answer;
#[cfg(test)]
mod tests;

use super::backend::{Backend, Changes, Info, Item, Leaf, Outgoing, Refusal};
use super::checkpoint::RemoteCheckpoint;
use super::error::SyncError;
use super::login::decoded;
use answer::{AllDocsWire, Answer, ChangesWire, InfoWire, PushedWire};
use reqwest::{Client, Method, Url};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// One database.
#[derive(Debug, Clone)]
pub struct CouchDb {
    client: Client,
    base: Url,
    /// Name and password: sent as a header, since browsers refuse them inside an address.
    login: Option<(String, String)>,
}

/// The text is not the address of a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the web address of a database, such as https://example.org/hearts")]
pub struct NotAnAddress;

#[derive(Serialize)]
struct BulkDocs<'a> {
    docs: Vec<Document<'a>>,
    new_edits: bool,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Body<'a> {
    Record(&'a crate::domain::record::Envelope),
    Tombstone(&'a crate::domain::tombstone::Tombstone),
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    body: Body<'a>,
    #[serde(rename = "_rev")]
    rev: &'a str,
    #[serde(rename = "_revisions", skip_serializing_if = "Option::is_none")]
    revisions: Option<Revisions<'a>>,
}

/// The path from a revision to what it follows, as replication writes it.
#[derive(Serialize)]
struct Revisions<'a> {
    start: u64,
    ids: [&'a str; 2],
}

#[derive(Serialize)]
struct LocalDocument<'a> {
    #[serde(rename = "_rev", skip_serializing_if = "Option::is_none")]
    rev: Option<String>,
    #[serde(flatten)]
    checkpoint: &'a RemoteCheckpoint,
}

#[derive(Deserialize)]
struct Revision {
    #[serde(rename = "_rev")]
    rev: String,
}

impl CouchDb {
    /// The database at `address`: `http(s)://[name:password@]host[/path]/database`.
    ///
    /// # Errors
    /// [`NotAnAddress`].
    pub fn new(address: &str) -> Result<Self, NotAnAddress> {
        let mut base = Url::parse(address.trim()).map_err(|_| NotAnAddress)?;
        let named =
            base.path_segments().is_some_and(|mut parts| parts.any(|part| !part.is_empty()));
        if !matches!(base.scheme(), "http" | "https") || !named {
            return Err(NotAnAddress);
        }
        let login = (!base.username().is_empty())
            .then(|| (decoded(base.username()), decoded(base.password().unwrap_or_default())));
        base.set_username("").and_then(|()| base.set_password(None)).map_err(|()| NotAnAddress)?;
        base.set_query(None);
        base.set_fragment(None);
        Ok(Self { client: Client::new(), base, login })
    }

    fn url(&self, path: &[&str]) -> Url {
        let mut url = self.base.clone();
        // Addresses with http or https always have segments.
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        url
    }

    async fn call(
        &self,
        method: Method,
        url: Url,
        body: Option<String>,
    ) -> Result<Answer, SyncError> {
        let mut request = self.client.request(method, url).header("accept", "application/json");
        if let Some((name, password)) = &self.login {
            request = request.basic_auth(name, Some(password));
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body);
        }
        // A longpoll must reach the server, whatever an earlier answer allows to cache.
        #[cfg(target_arch = "wasm32")]
        let request = request.fetch_cache_no_store();
        Answer::read(request.send().await.map_err(|_| SyncError::Offline)?).await
    }

    async fn post(&self, path: &str, body: &impl Serialize) -> Result<Answer, SyncError> {
        let body = serde_json::to_string(body).map_err(|why| SyncError::Desk(why.to_string()))?;
        self.call(Method::POST, self.url(&[path]), Some(body)).await?.good()
    }

    async fn local(&self, id: &str) -> Result<Option<Answer>, SyncError> {
        match self.call(Method::GET, self.url(&["_local", id]), None).await?.good() {
            Err(SyncError::NotFound) => Ok(None),
            answer => answer.map(Some),
        }
    }
}

impl Backend for CouchDb {
    async fn info(&self) -> Result<Info, SyncError> {
        let answer = self.call(Method::GET, self.url(&[]), None).await?.good()?;
        let info: InfoWire = answer.json()?;
        Ok(Info { update_seq: info.update_seq.get().to_owned(), doc_count: info.doc_count })
    }

    async fn create(&self) -> Result<(), SyncError> {
        match self.call(Method::PUT, self.url(&[]), None).await?.good() {
            Ok(_) | Err(SyncError::Server(412)) => Ok(()),
            Err(why) => Err(why),
        }
    }

    async fn changes(
        &self,
        since: Option<&str>,
        limit: u32,
        wait_ms: Option<u64>,
    ) -> Result<Changes, SyncError> {
        let mut url = self.url(&["_changes"]);
        {
            let mut query = url.query_pairs_mut();
            query.append_pair("style", "all_docs").append_pair("include_docs", "true");
            query.append_pair("limit", &limit.to_string());
            if let Some(since) = since {
                query.append_pair("since", &answer::plain_seq(since));
            }
            if let Some(wait) = wait_ms {
                query.append_pair("feed", "longpoll").append_pair("timeout", &wait.to_string());
            }
        }
        let page: ChangesWire = self.call(Method::GET, url, None).await?.good()?.json()?;
        Ok(page.into())
    }

    async fn leaves(&self, id: &str) -> Result<Vec<Leaf>, SyncError> {
        let mut url = self.url(&[id]);
        url.query_pairs_mut().append_pair("open_revs", "all");
        match self.call(Method::GET, url, None).await?.good() {
            Ok(answer) => Ok(answer::leaves(answer.json()?)),
            Err(SyncError::NotFound) => Ok(Vec::new()),
            Err(why) => Err(why),
        }
    }

    async fn winners(&self, ids: &[&str]) -> Result<Vec<Box<RawValue>>, SyncError> {
        let mut url = self.url(&["_all_docs"]);
        url.query_pairs_mut().append_pair("include_docs", "true");
        let body = serde_json::to_string(&serde_json::json!({ "keys": ids }))
            .map_err(|why| SyncError::Desk(why.to_string()))?;
        let page: AllDocsWire = self.call(Method::POST, url, Some(body)).await?.good()?.json()?;
        Ok(page.docs())
    }

    async fn push(&self, docs: &[Outgoing]) -> Result<Vec<Refusal>, SyncError> {
        let docs = docs.iter().map(document).collect();
        let answer = self.post("_bulk_docs", &BulkDocs { docs, new_edits: false }).await?;
        answer::refusals(answer.json::<Vec<PushedWire>>()?)
    }

    async fn missing(&self, revisions: &[(String, String)]) -> Result<Vec<String>, SyncError> {
        let mut asked: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (id, rev) in revisions {
            asked.entry(id).or_default().push(rev);
        }
        let lacking: BTreeMap<String, serde::de::IgnoredAny> =
            self.post("_revs_diff", &asked).await?.json()?;
        Ok(lacking.into_keys().collect())
    }

    async fn get_local(&self, id: &str) -> Result<Option<RemoteCheckpoint>, SyncError> {
        let Some(answer) = self.local(id).await? else {
            return Ok(None);
        };
        // A checkpoint in another shape is none.
        Ok(answer.json::<RemoteCheckpoint>().ok())
    }

    async fn put_local(&self, id: &str, checkpoint: &RemoteCheckpoint) -> Result<(), SyncError> {
        let rev = match self.local(id).await? {
            Some(answer) => Some(answer.json::<Revision>()?.rev),
            None => None,
        };
        let document = LocalDocument { rev, checkpoint };
        let body =
            serde_json::to_string(&document).map_err(|why| SyncError::Desk(why.to_string()))?;
        self.call(Method::PUT, self.url(&["_local", id]), Some(body)).await?.good().map(drop)
    }
}

fn document(out: &Outgoing) -> Document<'_> {
    let body = match &out.item {
        Item::Record(record) => Body::Record(record),
        Item::Tombstone(tombstone) => Body::Tombstone(tombstone),
    };
    let revisions = out.parent.as_deref().and_then(|parent| {
        let (start, own) = out.rev.split_once('-')?;
        Some(Revisions { start: start.parse().ok()?, ids: [own, parent.split_once('-')?.1] })
    });
    Document { body, rev: &out.rev, revisions }
}
