//! One database on a server that is to be checked, asked over plain HTTP so that headers are seen too.

use a_heart_2_help::sync::server::Login;
use reqwest::Method;
use reqwest::header::HeaderMap;
use serde_json::Value;
use std::time::Duration;

/// Longer than any answer of a server that works, the longpolls of the checks included.
const PATIENCE: Duration = Duration::from_secs(60);

/// A database, by its address.
pub struct Client {
    http: reqwest::Client,
    /// The server's address, without a slash at its end.
    pub server: String,
    /// The database's name.
    pub database: String,
    pub login: Option<Login>,
}

/// A whole answer.
pub struct Got {
    pub status: u16,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
    /// The body; `Null` where it is no JSON.
    pub json: Value,
}

impl Client {
    pub fn new(server: &str, database: &str, login: Option<Login>) -> Self {
        let (server, database) = (server.to_owned(), database.to_owned());
        Self { http: reqwest::Client::new(), server, database, login }
    }

    /// Asks for a path inside the database, with further headers.
    pub async fn ask(
        &self,
        method: Method,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> Result<Got, String> {
        let url = format!("{}/{}{path}", self.server, self.database);
        let mut request = self.http.request(method, url).timeout(PATIENCE);
        request = request.header("accept", "application/json");
        if let Some(login) = &self.login {
            request = request.basic_auth(&login.name, Some(&login.password));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.header("content-type", "application/json").body(body.to_string());
        }
        let answer = request.send().await.map_err(|_| "no answer came".to_owned())?;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        let bytes = answer.bytes().await.map_err(|_| "the answer broke off".to_owned())?.to_vec();
        let json = serde_json::from_slice(&bytes).unwrap_or_default();
        Ok(Got { status, headers, bytes, json })
    }

    pub async fn get(&self, path: &str) -> Result<Got, String> {
        self.ask(Method::GET, path, None, &[]).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Result<Got, String> {
        self.ask(Method::PUT, path, Some(body), &[]).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Result<Got, String> {
        self.ask(Method::POST, path, Some(body), &[]).await
    }

    /// Writes documents under exactly the revisions they name.
    pub async fn push(&self, docs: Value) -> Result<Got, String> {
        self.post("/_bulk_docs", serde_json::json!({ "docs": docs, "new_edits": false })).await
    }
}

impl Got {
    pub fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// The answer if it is a success; otherwise what it was, in words.
    pub fn good(self) -> Result<Self, String> {
        if self.is_good() { Ok(self) } else { Err(self.said()) }
    }

    /// Status and reason, in words.
    pub fn said(&self) -> String {
        match self.json["reason"].as_str().or(self.json["error"].as_str()) {
            Some(reason) => format!("it answered {} ({reason})", self.status),
            None => format!("it answered {}", self.status),
        }
    }

    /// A header's text, in lower case.
    pub fn header(&self, name: &str) -> String {
        let value = self.headers.get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_lowercase()
    }

    /// The ids of the rows of `_changes` or `_all_docs`.
    pub fn ids(&self, field: &str) -> Vec<&str> {
        let rows = self.json[field].as_array().map(Vec::as_slice).unwrap_or_default();
        rows.iter().filter_map(|row| row["id"].as_str()).collect()
    }
}
