//! What a device does for its community now and then, without being asked.

use super::{App, Problem};
use crate::domain::community::Community;
use crate::domain::join::{is_safe, with_login_of, without_login};
use crate::domain::time::{DAY, Millis};
use crate::platform::clock;
use crate::state::config::{Config, Joined};
use crate::state::word::Word;
use leptos::prelude::*;

/// A description is said again by the founder's app once it has less than this to live.
const RENEW: u64 = 60 * DAY;

fn now() -> Millis {
    Millis(clock::now_ms())
}

impl App {
    /// What has to be done now and then, once everything was pulled: following the community to another backend,
    /// saying again what would expire, hiding what removed people ask.
    pub(super) async fn keep_house(self) -> Result<(), Problem> {
        if self.book().is_some() && !self.inner().borrow().beside {
            // What it could not do now it does the next time.
            let _ = self.keep_promises().await;
        }
        let (Some(book), Some(config)) = (self.book(), self.config.get_untracked()) else {
            return Ok(());
        };
        let Some(joined) = self.joined(&config.community) else {
            return Ok(());
        };
        let who = book.authority();
        let access = book.access().map(|access| access.backend);
        let backend = way(&config.backend, who.community.as_ref(), access.as_deref());
        // What this device wrote goes where the others still are first.
        let settled = book.outbox().is_empty();
        if settled && backend != config.backend && !joined.by_site && is_safe(&backend) {
            let config = Config { backend, ..config };
            return Ok(self.enter(Joined { config, ..joined }).await?);
        }
        if let Some(pass) = &joined.pass
            && who.community.is_some()
            && book.must_join_again(now())
        {
            let name = self.name.get_untracked();
            self.saved(book.join(pass, name, now())).await?;
        }
        if let (Some(community), Some(root)) = (&who.community, self.root())
            && book.expires(&config.community).is_some_and(|at| at.since(now()) < RENEW)
        {
            self.saved(book.describe(&root, community.clone(), now())).await?;
        }
        self.rest_if_enough().await?;
        if book.hide_what_the_removed_ask(now()).await.map_err(Problem::Action)? {
            self.refresh();
            self.announce(&Word::Saved);
        }
        Ok(())
    }

    /// The root key of the open community, where this person founded it.
    #[must_use]
    pub fn root(self) -> Option<crate::crypto::identity::Signer> {
        let book = self.book()?;
        let salt = book.authority().community.as_ref()?.salt?;
        let root = self.secret()?.root(&salt);
        (root.public() == book.community()).then_some(root)
    }
}

/// The address to use: where the community says it is, with the login a coordinator told this person, or the one they
/// came with.
fn way(current: &str, community: Option<&Community>, access: Option<&str>) -> String {
    let Some(named) = community.and_then(Community::backend) else {
        return access.unwrap_or(current).to_owned();
    };
    match access {
        Some(access) if without_login(access) == named => access.to_owned(),
        _ if without_login(current) == named => current.to_owned(),
        _ => with_login_of(named, access.unwrap_or(current)),
    }
}
