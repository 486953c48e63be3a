//! What a person does about their own place in a community: joining, telling the coordinators, going on under another
//! key.

use super::compose::ActionError;
use super::write::New;
use super::{Book, Keys};
use crate::crypto::identity::{Signer, join};
use crate::crypto::seal::seal_about;
use crate::domain::authority::Trust;
use crate::domain::body::{Body, Sealed};
use crate::domain::community::Coordinator;
use crate::domain::id::{Place, RecordId};
use crate::domain::join::Pass;
use crate::domain::letter::{Binding, Details};
use crate::domain::membership::{Rotate, rotate_bytes};
use crate::domain::moderation::{Access, Concern, Report};
use crate::domain::text::Name;
use crate::domain::time::{DAY, Millis};
use crate::store::Store;

/// How long a membership lives: whoever is still there says it again.
const YEAR: u64 = 365 * DAY;
/// A membership is said again once it has less than this to live.
const RENEW: u64 = 60 * DAY;
/// How long something told to the coordinators lives.
const REPORT_LIVES: u64 = 90 * DAY;

/// What something sealed is about, where that is no request.
pub(super) const ASKER: &str = "asker";
pub(super) const REPORT: &str = "report";
pub(super) const REKEY: &str = "rekey";

impl<S: Store> Book<S> {
    /// This person as a coordinator: what a community's description names.
    #[must_use]
    pub fn as_coordinator(&self) -> Coordinator {
        Coordinator { key: self.me(), seal: self.seal.public() }
    }

    /// How far this person's own word goes here.
    #[must_use]
    pub fn standing(&self) -> Trust {
        self.authority().trust(&self.me())
    }

    /// Joins by an invitation, or says once more that one is a member. Everybody in the community sees the name.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn join(
        &self,
        pass: &Pass,
        name: Option<Name>,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        let member = join(&self.community, pass, &self.me(), self.seal.public(), name);
        let body = Body::Member(Box::new(member));
        self.write(New::of(&self.me, Place::Anywhere, now, now.plus(YEAR), body)).await
    }

    /// Whether it is time to say once more that one is a member: never said, or about to expire.
    #[must_use]
    pub fn must_join_again(&self, now: Millis) -> bool {
        let who = self.authority();
        who.people.get(&self.me()).is_none_or(|me| me.expires.since(now) < RENEW)
    }

    /// Tells the coordinators what is wrong with a record, and nobody else.
    ///
    /// # Errors
    /// [`ActionError::Gone`] where there are no coordinators to tell.
    pub async fn report(&self, concern: &Concern, now: Millis) -> Result<RecordId, ActionError> {
        let keys = Keys::generate(Details::default(), None);
        let signer = keys.signer();
        let concern = Concern { who: self.sealed_name(&concern.re), ..concern.clone() };
        let to = self.to_coordinators(REPORT, &signer, &concern);
        if to.is_empty() {
            return Err(ActionError::Gone);
        }
        let expires = now.plus(REPORT_LIVES);
        let new = New::of(&signer, Place::Anywhere, now, expires, Body::Report(Report { to }));
        self.write(New { keys: Some(keys), ..new }).await
    }

    /// Goes on under another key, which takes over what this one is in the community.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn rotate(&self, new: &Signer, now: Millis) -> Result<RecordId, ActionError> {
        let bytes = rotate_bytes(&self.community, &self.me(), &new.public());
        let body = Body::Rotate(Rotate { to: new.public(), sig: new.sign(&bytes.0) });
        self.write(New::of(&self.me, Place::Anywhere, now, now.plus(2 * YEAR), body)).await
    }

    /// The way to the data that a coordinator told this person last. Of several the greatest id counts.
    #[must_use]
    pub fn access(&self) -> Option<Access> {
        let who = self.authority();
        let known = self.known.borrow();
        known.facts.values().rev().filter(|fact| who.is_coordinator(&fact.author)).find_map(
            |fact| {
                let Body::Rekey(rekey) = &fact.body else {
                    return None;
                };
                let mine = rekey.to.iter().find(|(key, _)| *key == self.me())?;
                self.seal.open_about(&self.community, REKEY, &fact.author, &mine.1)
            },
        )
    }

    /// Who asks, for each coordinator's eyes.
    pub(super) fn tell_who(&self, asker: Option<Binding>, signer: &Signer) -> Vec<Sealed> {
        asker.map(|asker| self.to_coordinators(ASKER, signer, &asker)).unwrap_or_default()
    }

    fn to_coordinators(
        &self,
        about: &str,
        sender: &Signer,
        what: &impl serde::Serialize,
    ) -> Vec<Sealed> {
        let who = self.authority();
        let readers = who.community.iter().flat_map(|c| &c.coordinators);
        let seal = |reader: &Coordinator| {
            seal_about(&self.community, about, &sender.public(), &reader.seal, what)
        };
        // A coordinator whose key is none hears nothing; the others do.
        readers.filter_map(|reader| seal(reader).ok()).collect()
    }
}
