//! A model of CouchDB's administration: users, rights, databases with documents. No replication, no rules run.

use super::{Answer, Call, Http, Login};
use crate::sync::error::SyncError;
use reqwest::Url;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

pub const ADDRESS: &str = "https://couch.example.org";

/// What the server keeps.
#[derive(Default)]
pub struct Couch {
    /// Databases, each with documents by id; `_security` among them.
    pub databases: RefCell<BTreeMap<String, BTreeMap<String, Value>>>,
    /// Every call that changed something.
    pub writes: RefCell<Vec<String>>,
    /// Answers like the development server, which knows no users.
    pub is_pouch: bool,
    /// Breaks off after so many writes.
    pub patience: Cell<Option<usize>>,
}

pub fn admin() -> Login {
    Login { name: "admin".into(), password: "secret".into() }
}

fn answer(status: u16, body: Value) -> Answer {
    Answer { status, body: body.to_string() }
}

fn refusal(status: u16, error: &str) -> Answer {
    answer(status, json!({ "error": error, "reason": format!("because: {error}") }))
}

impl Couch {
    pub fn document(&self, database: &str, id: &str) -> Value {
        self.databases.borrow().get(database).and_then(|d| d.get(id)).cloned().unwrap_or_default()
    }

    pub fn put(&self, database: &str, id: &str, document: Value) {
        self.databases.borrow_mut().entry(database.into()).or_default().insert(id.into(), document);
    }

    /// The roles of who asks; `None` for a wrong password.
    fn roles(&self, login: Option<&Login>) -> Option<Vec<&'static str>> {
        match login {
            _ if self.is_pouch => Some(vec!["_admin"]),
            None => Some(vec![]),
            Some(login) if *login == admin() => Some(vec!["_admin"]),
            Some(login) => {
                let user = self.document("_users", &format!("org.couchdb.user:{}", login.name));
                (user["password"] == login.password.as_str()).then(Vec::new)
            }
        }
    }

    fn may_read(&self, database: &str, name: Option<&str>, is_admin: bool) -> bool {
        let security = self.document(database, "_security");
        let names = security["members"]["names"].as_array().cloned().unwrap_or_default();
        let is_member = name.is_some_and(|name| names.iter().any(|n| n == name));
        is_admin || is_member || (names.is_empty() && !security.is_null())
    }

    fn read(&self, database: &str, id: &str) -> Answer {
        let databases = self.databases.borrow();
        let Some(documents) = databases.get(database) else {
            return refusal(404, "not_found");
        };
        match (id, documents.get(id)) {
            ("", _) => {
                let count = documents.keys().filter(|id| *id != "_security").count();
                answer(200, json!({ "db_name": database, "doc_count": count, "update_seq": "1-x" }))
            }
            ("_all_docs", _) => {
                let first = documents.range("a:community:".to_owned()..).next();
                let rows = first.filter(|(id, _)| id.starts_with("a:community:"));
                let rows: Vec<_> =
                    rows.into_iter().map(|(id, doc)| json!({ "id": id, "doc": doc })).collect();
                answer(200, json!({ "rows": rows }))
            }
            (_, Some(document)) => answer(200, document.clone()),
            (_, None) => refusal(404, "not_found"),
        }
    }

    fn write(&self, database: &str, id: &str, body: &str) -> Answer {
        let there = self.databases.borrow().contains_key(database);
        match (id, there) {
            ("", true) => return refusal(412, "file_exists"),
            ("", false) => {
                self.databases.borrow_mut().insert(database.into(), BTreeMap::new());
            }
            (_, false) => return refusal(404, "not_found"),
            (_, true) => {
                let before = self.document(database, id);
                let mut document: Value = serde_json::from_str(body).unwrap();
                if id != "_security" {
                    if before["_rev"] != document["_rev"] {
                        return refusal(409, "conflict");
                    }
                    let next = before["_rev"].as_str().map_or(1, |rev| rev.len() + 1);
                    document["_rev"] = "r".repeat(next).into();
                }
                self.put(database, id, document);
            }
        }
        answer(201, json!({ "ok": true }))
    }
}

impl Http for Couch {
    async fn call(&self, call: Call) -> Result<Answer, SyncError> {
        let Some(path) = call.url.strip_prefix(ADDRESS) else {
            return Err(SyncError::Offline);
        };
        let path =
            Url::parse(&format!("{ADDRESS}{path}")).unwrap().path().trim_matches('/').to_owned();
        let Some(roles) = self.roles(call.login.as_ref()) else {
            return Ok(refusal(401, "unauthorized"));
        };
        let is_admin = !roles.is_empty();
        let (database, id) = path.split_once('/').unwrap_or((&path, ""));
        if call.method == "PUT" {
            if self.patience.get() == Some(0) {
                return Err(SyncError::Offline);
            }
            self.patience.set(self.patience.get().map(|left| left - 1));
            if !is_admin {
                return Ok(refusal(401, "unauthorized"));
            }
            let said = self.write(database, id, call.body.as_deref().unwrap_or_default());
            if said.status == 201 {
                self.writes.borrow_mut().push(path);
            }
            return Ok(said);
        }
        let name = call.login.map(|login| login.name).filter(|_| !self.is_pouch);
        Ok(match database {
            "" if self.is_pouch => {
                answer(200, json!({ "express-pouchdb": "Welcome!", "version": "4.2.0" }))
            }
            "" => {
                let vendor = json!({ "name": "The Apache Software Foundation" });
                answer(200, json!({ "couchdb": "Welcome", "version": "3.5.0", "vendor": vendor }))
            }
            "_session" => {
                answer(200, json!({ "ok": true, "userCtx": { "name": name, "roles": roles } }))
            }
            _ if self.databases.borrow().contains_key(database)
                && !self.may_read(database, name.as_deref(), is_admin) =>
            {
                refusal(if name.is_some() { 403 } else { 401 }, "unauthorized")
            }
            _ => self.read(database, id),
        })
    }
}
