//! Calls to one server by one person, and the answers as JSON; and the client for them.

use super::{Answer, Call, Http, Login};
use crate::sync::error::SyncError;
use serde_json::Value;

/// [`Http`] over reqwest: natively a client of its own, in the browser its `fetch`.
#[derive(Debug, Clone, Default)]
pub struct Reqwest(reqwest::Client);

impl Http for Reqwest {
    async fn call(&self, call: Call) -> Result<Answer, SyncError> {
        let method = reqwest::Method::from_bytes(call.method.as_bytes())
            .map_err(|_| SyncError::Desk(format!("{} is no method", call.method)))?;
        let mut request = self.0.request(method, call.url).header("accept", "application/json");
        if let Some(login) = &call.login {
            request = request.basic_auth(&login.name, Some(&login.password));
        }
        if let Some(body) = call.body {
            request = request.header("content-type", "application/json").body(body);
        }
        #[cfg(target_arch = "wasm32")]
        let request = request.fetch_cache_no_store();
        let response = request.send().await.map_err(|_| SyncError::Offline)?;
        let status = response.status().as_u16();
        let body = response.text().await.map_err(|_| SyncError::Cut)?;
        Ok(Answer { status, body })
    }
}

/// Somebody at one server.
pub(super) struct Caller<'a, H> {
    pub http: &'a H,
    /// The server's address, without a slash at its end.
    pub server: &'a str,
    pub login: Option<&'a Login>,
}

/// An answer with its body read; `Null` where it is no JSON.
pub(super) struct Said {
    pub status: u16,
    pub json: Value,
}

impl<H: Http> Caller<'_, H> {
    /// Asks for `path`, which begins with a slash.
    pub async fn get(&self, path: &str) -> Result<Said, SyncError> {
        self.ask("GET", path, None).await
    }

    /// Writes `body` to `path`.
    pub async fn put(&self, path: &str, body: &Value) -> Result<Said, SyncError> {
        self.ask("PUT", path, Some(body.to_string())).await
    }

    /// Asks with any method.
    pub async fn ask(
        &self,
        method: &'static str,
        path: &str,
        body: Option<String>,
    ) -> Result<Said, SyncError> {
        let url = format!("{}{path}", self.server);
        let answer = self.http.call(Call { method, url, login: self.login.cloned(), body }).await?;
        let json = serde_json::from_str(&answer.body).unwrap_or_default();
        Ok(Said { status: answer.status, json })
    }
}

impl Said {
    /// A field that is a text.
    pub fn text(&self, field: &str) -> Option<&str> {
        self.json[field].as_str()
    }

    /// Whether it is a success.
    pub fn is_good(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether a database server says so: web servers know 404 too, but in other words.
    pub fn is_from_couch(&self) -> bool {
        self.is_good() && self.json.is_object() || self.json["error"].is_string()
    }
}
