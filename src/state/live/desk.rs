//! What coordinators can do, and what anybody can tell them.

use super::{App, Problem};
use crate::domain::authority::Trust;
use crate::domain::bytes::AuthorKey;
use crate::domain::community::Community;
use crate::domain::id::RecordId;
use crate::domain::join::{JoinLink, Pass};
use crate::domain::letter::Binding;
use crate::domain::membership::{Invite, Standing};
use crate::domain::moderation::{Access, Concern, Crisis};
use crate::domain::text::{Line, Words};
use crate::domain::time::{DAY, Millis};
use crate::platform::clock;
use crate::state::book::ToldConcern;
use crate::state::config::Config;
use leptos::prelude::*;

fn now() -> Millis {
    Millis(clock::now_ms())
}

/// Something a coordinator decides about somebody or something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Ends an invitation.
    CloseInvite(AuthorKey),
    /// Approves a member as a helper.
    Approve(AuthorKey),
    /// Hides everything by a person.
    Remove(AuthorKey, Option<Words>),
    /// Lets a removed person in again.
    Restore(AuthorKey),
    /// Hides a record.
    Hide(RecordId, Option<Words>),
    /// A lost key, and the one in its place.
    Attest(AuthorKey, AuthorKey),
    /// Something happens that touches everybody.
    Alarm(Crisis),
    /// Takes back one's own decision or alarm.
    TakeBack(RecordId),
}

impl App {
    /// How far this person's own word goes in the open community. Reactive.
    #[must_use]
    pub fn standing(self) -> Trust {
        self.who.track();
        self.book().map_or(Trust::Out, |book| book.standing())
    }

    /// Whether nobody vouches for somebody, in a community where somebody could. Reactive.
    #[must_use]
    pub fn is_new(self, key: &AuthorKey) -> bool {
        self.who.with(|who| who.is_new(key))
    }

    /// Whether a coordinator removed this person from the open community. Reactive.
    #[must_use]
    pub fn is_removed(self) -> bool {
        let me = self.book().map(|book| book.me());
        self.who.with(|who| me.is_some_and(|me| who.removed.contains(&me)))
    }

    /// Makes an invitation that lasts so many days; gives its link's content.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn invite(
        self,
        label: Line,
        standing: Standing,
        days: u64,
    ) -> Result<JoinLink, Problem> {
        let book = self.open_book()?;
        let until = now().plus(days * DAY);
        let pass = self.saved(book.invite(label, standing, until, now())).await?;
        self.link(Some(pass)).ok_or(Problem::NoCommunity)
    }

    /// The link of one's own invitation; none for one made on another device.
    #[must_use]
    pub fn link_of(self, invite: &Invite) -> Option<JoinLink> {
        self.link(Some(self.book()?.pass_of(invite)?))
    }

    fn link(self, pass: Option<Pass>) -> Option<JoinLink> {
        let Config { community, backend, name } = self.config.get_untracked()?;
        let called = self.community.with_untracked(|c| c.as_ref().map(|c| c.name.clone()));
        let name = called.or_else(|| Line::parse(&name).ok())?;
        Some(JoinLink { community, backend, name, pass })
    }

    /// Decides something; counted only from a coordinator.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn decide(self, decision: Decision) -> Result<(), Problem> {
        let book = self.open_book()?;
        let deciding = async {
            match decision {
                Decision::CloseInvite(key) => drop(book.close_invite(key, now()).await?),
                Decision::Approve(key) => drop(book.approve(key, now()).await?),
                Decision::Remove(key, reason) => drop(book.remove(key, reason, now()).await?),
                Decision::Restore(key) => book.restore(key, now()).await?,
                Decision::Hide(re, reason) => drop(book.hide(re, reason, now()).await?),
                Decision::Attest(old, new) => drop(book.attest(old, new, now()).await?),
                Decision::Alarm(crisis) => drop(book.alarm(crisis, now()).await?),
                Decision::TakeBack(id) => drop(book.retract(&id, now()).await?),
            }
            Ok(())
        };
        self.saved(deciding).await
    }

    /// Tells the coordinators what is wrong with a record.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn report(self, concern: Concern) -> Result<(), Problem> {
        let book = self.open_book()?;
        self.saved(book.report(&concern, now())).await.map(drop)
    }

    /// What was told to this coordinator, newest first. Reactive.
    #[must_use]
    pub fn concerns(self) -> Vec<ToldConcern> {
        self.requests.track();
        self.book().map(|book| book.concerns()).unwrap_or_default()
    }

    /// Who asks without a name, as far as it was told to this coordinator.
    #[must_use]
    pub fn asker(self, request: &RecordId) -> Option<Binding> {
        self.book()?.asker(request)
    }

    /// Describes the open community anew; for its founder.
    ///
    /// # Errors
    /// [`Problem::NoCommunity`] for anybody else.
    pub async fn describe(self, community: Community) -> Result<(), Problem> {
        let (book, root) = (self.open_book()?, self.root().ok_or(Problem::NoCommunity)?);
        self.saved(book.describe(&root, community, now())).await.map(drop)
    }

    /// Moves the community to another backend: the description names it, members who stay are told the login, and
    /// this device, like every other, fills it with what it holds.
    ///
    /// # Errors
    /// [`Problem`]; [`Problem::NoCommunity`] for anybody but the founder.
    pub async fn move_to(self, backend: String) -> Result<(), Problem> {
        let book = self.open_book()?;
        let address = Line::parse(&crate::domain::join::without_login(&backend)).ok();
        let community = self.community.get_untracked().ok_or(Problem::NoCommunity)?;
        let described = Community { backends: address.into_iter().collect(), ..community };
        self.saved(book.rekey(&Access { backend: backend.clone() }, now())).await?;
        self.describe(described).await?;
        // The others hear of it on the old backend, so what was just written goes there first.
        Ok(())
    }
}
