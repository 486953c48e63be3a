//! A coordinator's server: looking at it, and making a community's database on it.

use super::App;
use crate::crypto::random;
use crate::domain::bytes::Nonce;
use crate::domain::community::{Community, CommunityId};
use crate::domain::join::with_login_of;
use crate::platform::{http, page};
use crate::sync::SyncError;
use crate::sync::encoded;
use crate::sync::login::basic;
use crate::sync::server::{
    Answer, Call, Finding, FoundError, Founded, Http, Login, Plan, found, probe,
};

/// The browser's own way of asking.
struct Browser;

impl Http for Browser {
    async fn call(&self, call: Call) -> Result<Answer, SyncError> {
        let Call { method, url, login, body } = call;
        let login = login.map(|login| basic(&login.name, &login.password));
        let answer = http::call(method, &url, login.as_deref(), body.as_deref()).await;
        let (status, body) = answer.ok_or(SyncError::Offline)?;
        Ok(Answer { status, body })
    }
}

impl App {
    /// What is at an address a person typed.
    pub async fn look_at_server(self, address: &str, admin: Option<&Login>) -> Finding {
        probe(&Browser, address, admin, page::is_https()).await
    }

    /// A new community's salt and root key, before anything of it is anywhere.
    #[must_use]
    pub fn new_root(self) -> Option<(Nonce, CommunityId)> {
        let salt = random();
        Some((salt, self.secret()?.root(&salt).public()))
    }

    /// Makes a community's database. The admin's name and password are used for this and kept nowhere. Answers with
    /// the address members use, name and password within it.
    ///
    /// # Errors
    /// [`FoundError`]; doing it again goes on where it ended.
    pub async fn set_up_server(
        self,
        address: &str,
        admin: Option<&Login>,
        root: CommunityId,
        described: &Community,
    ) -> Result<(String, Founded), FoundError> {
        let plan = Plan {
            name: described.name.to_string(),
            database: None,
            community: root,
            audience: described.audience,
            random: random::<24>().0,
            login: None,
        };
        let founded = found(&Browser, address, admin, &plan).await?;
        let backend = match &founded.login {
            Some(Login { name, password }) => {
                let login = format!("https://{}:{}@members", encoded(name), encoded(password));
                with_login_of(&founded.database_url, &login)
            }
            None => founded.database_url.clone(),
        };
        Ok((backend, founded))
    }
}
