//! Looking at a community before joining it: its own description, and whether the invitation still holds.

use super::App;
use crate::crypto::identity::{Signer, is_granted};
use crate::crypto::sign::verify;
use crate::domain::authority::{Authority, fold};
use crate::domain::bytes::AuthorKey;
use crate::domain::community::Community;
use crate::domain::fact::Fact;
use crate::domain::join::{JoinLink, without_login};
use crate::domain::record::Envelope;
use crate::domain::time::Millis;
use crate::platform::{clock, http};
use serde::Deserialize;

/// What a link leads to.
#[derive(Debug, Clone, PartialEq)]
pub enum Invitation {
    /// One may join.
    Good(Box<Seen>),
    /// Its time has passed.
    Expired,
    /// A coordinator ended it.
    Closed,
    /// It was not made by a coordinator of the community it names.
    NotGenuine,
}

/// A community as it was seen before joining.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// Its description; none where its backend did not show one.
    pub community: Option<Community>,
    /// Why there is none: nothing answered.
    pub unreachable: bool,
    /// Why there is none: the login in the link is not taken.
    pub denied: bool,
}

#[derive(Deserialize)]
struct Page {
    #[serde(default)]
    rows: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    #[serde(default)]
    doc: Option<Box<serde_json::value::RawValue>>,
}

impl App {
    /// Looks at what a link leads to. Nothing is kept.
    pub async fn look_at(self, link: &JoinLink) -> Invitation {
        let now = Millis(clock::now_ms());
        let invite = link.pass.as_ref().map(|pass| Signer::from_seed(&pass.seed).public());
        let granted = link
            .pass
            .as_ref()
            .zip(invite)
            .is_none_or(|(pass, key)| is_granted(&link.community, &pass.grant(key)));
        if !granted {
            return Invitation::NotGenuine;
        }
        if link.pass.as_ref().is_some_and(|pass| pass.until <= now) {
            return Invitation::Expired;
        }
        let mut seen = Seen { community: None, unreachable: false, denied: false };
        let mut facts = Vec::new();
        for kind in ["community", "close-invite"] {
            if link.backend.is_empty() {
                break;
            }
            match range(link, kind).await {
                Ok(more) => facts.extend(more),
                Err(denied) => {
                    seen.denied = denied;
                    seen.unreachable = !denied;
                }
            }
        }
        let who = fold(link.community, &facts);
        if let Some(refusal) = refused(&who, link, invite) {
            return refusal;
        }
        seen.community = who.community;
        Invitation::Good(Box::new(seen))
    }
}

fn refused(who: &Authority, link: &JoinLink, invite: Option<AuthorKey>) -> Option<Invitation> {
    let pass = link.pass.as_ref()?;
    let community = who.community.as_ref()?;
    if !who.is_coordinator(&pass.by) && !community.former.contains(&pass.by) {
        return Some(Invitation::NotGenuine);
    }
    invite.filter(|key| who.closed.contains(key)).map(|_| Invitation::Closed)
}

/// All true records of one kind that are nowhere in particular; otherwise whether the login was refused.
async fn range(link: &JoinLink, kind: &str) -> Result<Vec<Fact>, bool> {
    // `%22` is the quotation mark of a JSON text, `;` the character after `:`.
    let query = format!("startkey=%22a:{kind}:%22&endkey=%22a:{kind};%22&include_docs=true");
    let url = format!("{}/_all_docs?{query}", without_login(&link.backend).trim_end_matches('/'));
    let login = crate::sync::authorization(&link.backend);
    let (status, text) = http::call("GET", &url, login.as_deref(), None).await.ok_or(false)?;
    match status {
        200 => {}
        401 | 403 => return Err(true),
        // There is no database yet: the first who joins makes it.
        404 => return Ok(Vec::new()),
        _ => return Err(false),
    }
    let page: Page = serde_json::from_str(&text).map_err(|_| false)?;
    let docs = page.rows.into_iter().filter_map(|row| row.doc);
    let records = docs.filter_map(|doc| Envelope::read(doc.get()).ok());
    Ok(records.filter_map(|record| verify(&link.community, &record).ok()).collect())
}
