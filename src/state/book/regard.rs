//! What this person thinks of others: whom they vouch for, in front of everybody, and whom they do not want to see,
//! which nobody learns.

use super::compose::ActionError;
use super::write::New;
use super::{Book, Known, json};
use crate::domain::authority::{Authority, Trust};
use crate::domain::blocking::{Blocked, speaker, without};
use crate::domain::body::Body;
use crate::domain::bytes::AuthorKey;
use crate::domain::fact::Fact;
use crate::domain::helper::Vouch;
use crate::domain::id::{Place, RecordId};
use crate::domain::letter::{Binding, Letter};
use crate::domain::text::Name;
use crate::domain::time::{DAY, Millis};
use crate::store::{Change, Durability, Shelf, Store, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// How long a vouch lives, in milliseconds: whoever still means it says it again.
const LIVES: u64 = 365 * DAY;
/// Before the key of somebody one does not want to see, in [`Shelf::Meta`].
pub const BLOCKED: &str = "blocked ";

/// Whom one does not want to see in this community, as it lies on the shelf.
pub(super) fn read_blocked(
    community: &AuthorKey,
    meta: &[(String, String)],
) -> BTreeMap<AuthorKey, Option<Name>> {
    let read = |(key, text): &(String, String)| {
        let person = AuthorKey::parse(key.strip_prefix(BLOCKED)?).ok()?;
        let blocked: Blocked = serde_json::from_str(text).ok()?;
        (blocked.community == *community).then_some((person, blocked.name))
    };
    meta.iter().filter_map(read).collect()
}

impl Known {
    /// Everybody one does not want to see, under all keys they ever had.
    pub(super) fn unseen(&self, who: &Authority) -> BTreeSet<AuthorKey> {
        match self.blocked.is_empty() {
            true => BTreeSet::new(),
            false => who.all_keys_of(&self.blocked.keys().copied().collect()),
        }
    }
}

impl<S: Store> Book<S> {
    /// Folds what counts and what this person wants to see, of the facts that are `wanted` at all.
    pub(super) fn shown<T>(
        &self,
        wanted: impl Fn(&Fact) -> bool,
        fold: impl FnOnce(Vec<&Fact>, &Known) -> T,
    ) -> T {
        let who = self.authority();
        let known = self.known.borrow();
        let wanted = known.facts.values().filter(|fact| wanted(fact));
        let admitted = who.admitted(wanted, &known.letters);
        fold(without(admitted, &known.letters, &known.unseen(&who)), &known)
    }

    /// Vouches for somebody. Everybody in the community can see it.
    ///
    /// # Errors
    /// [`ActionError::Gone`] where one's own word does not count, or it is about oneself.
    pub async fn vouch(&self, person: AuthorKey, now: Millis) -> Result<RecordId, ActionError> {
        if !self.may_vouch_for(&person) {
            return Err(ActionError::Gone);
        }
        let body = Body::Vouch(Vouch { person });
        self.write(New::of(&self.me, Place::Anywhere, now, now.plus(LIVES), body)).await
    }

    /// Whether one's word for somebody would count, and was not given yet.
    #[must_use]
    pub fn may_vouch_for(&self, person: &AuthorKey) -> bool {
        let (who, me) = (self.authority(), self.me());
        who.trust(&me) >= Trust::Member
            && who.may_write(person)
            && who.origin(person) != who.origin(&me)
            && !who.vouches(&me, person)
    }

    /// Whether one vouches for somebody.
    #[must_use]
    pub fn vouches_for(&self, person: &AuthorKey) -> bool {
        self.authority().vouches(&self.me(), person)
    }

    /// Takes back what one said for somebody.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn unvouch(&self, person: &AuthorKey, now: Millis) -> Result<(), ActionError> {
        let who = self.authority();
        let same = |one: &AuthorKey| who.origin(one) == who.origin(person);
        let mine: Vec<RecordId> = {
            let known = self.known.borrow();
            let mine = known.facts.values().filter(|fact| fact.author == self.me());
            mine.filter(|f| matches!(&f.body, Body::Vouch(vouch) if same(&vouch.person)))
                .map(|fact| fact.id.clone())
                .collect()
        };
        for id in mine {
            self.retract(&id, now).await?;
        }
        Ok(())
    }

    /// Who stands behind a record, with the name they gave there or when they joined; none where it is not here or is one's own.
    #[must_use]
    pub fn behind(&self, re: &RecordId) -> Option<(AuthorKey, Option<Name>)> {
        let who = self.authority();
        let known = self.known.borrow();
        let fact = known.facts.get(re)?;
        let (person, name) = speaker(fact, &known.letters);
        let own = person == self.me() || known.keys.contains_key(&fact.author);
        let called = || name.cloned().or_else(|| who.people.get(&person)?.name.clone());
        (!own).then(|| (person, called()))
    }

    /// Who stands behind an offer or a private ask, which only this device and theirs could read.
    pub(super) fn sealed_name(&self, re: &RecordId) -> Option<Binding> {
        match self.known.borrow().letters.get(re)? {
            Letter::Offer(offer) => Some(offer.by.clone()),
            Letter::Ask(request) => request.by.clone(),
            Letter::Accept(_) | Letter::Note(_) => None,
        }
    }

    /// Whom one does not want to see in this community, by their keys, with what they were called.
    #[must_use]
    pub fn blocked(&self) -> BTreeMap<AuthorKey, Option<Name>> {
        self.known.borrow().blocked.clone()
    }

    /// Hides everything by whoever stands behind a record on this person's devices.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn block(&self, re: &RecordId) -> Result<(), ActionError> {
        let (person, name) = self.behind(re).ok_or(ActionError::Gone)?;
        let blocked = Blocked { community: self.community, name: name.clone() };
        let change = Change::put(Shelf::Meta, key(&person), json(&blocked)?);
        self.store.commit(vec![change], Durability::Strict).await?;
        let mut known = self.known.borrow_mut();
        known.blocked.insert(person, name);
        known.who = None;
        Ok(())
    }

    /// Shows somebody again.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn unblock(&self, person: &AuthorKey) -> Result<(), StoreError> {
        let change = Change::remove(Shelf::Meta, key(person));
        self.store.commit(vec![change], Durability::Strict).await?;
        let mut known = self.known.borrow_mut();
        known.blocked.remove(person);
        known.who = None;
        Ok(())
    }
}

/// Where it is kept that one does not want to see somebody.
fn key(person: &AuthorKey) -> String {
    format!("{BLOCKED}{person}")
}
