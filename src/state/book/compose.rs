//! What a person can do in a community: each action builds a record, signs it, and keeps it with its
//! outbox mark, its keys and its letter in one durable transaction.

use super::write::New;
use super::{BURY, Book, Keys, json};
use crate::crypto::seal::BadKey;
use crate::crypto::sign::bury;
use crate::domain::act::Act;
use crate::domain::body::{Body, Close, Retract};
use crate::domain::help::Help;
use crate::domain::id::{Place, RecordId};
use crate::domain::letter::Details;
use crate::domain::record::payload_hash;
use crate::domain::request::{Category, CloseReason, Request, Urgency, When};
use crate::domain::terms::Terms;
use crate::domain::text::{Line, Name, Words};
use crate::domain::time::{DAY, Millis};
use crate::store::{Change, Shelf, Store, StoreError};

/// What the form of a request holds. The exact place is not among it, only the cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Ask {
    /// What kind of hand.
    pub category: Category,
    /// In a few words.
    pub title: Line,
    /// In more words.
    pub words: Option<Words>,
    /// When.
    pub when: When,
    /// How pressing.
    pub urgency: Urgency,
    /// How long it may take, in minutes.
    pub minutes: u16,
    /// How many helpers.
    pub helpers: u8,
    /// For somebody else.
    pub for_other: bool,
    /// The language of the words, BCP 47.
    pub lang: Option<String>,
    /// The area everybody sees, or anywhere: by phone.
    pub place: Place,
    /// The name: in the open where `named`, otherwise told to the accepted helper only.
    pub name: Option<Name>,
    /// Whether everybody sees the name.
    pub named: bool,
    /// What the accepted helper is told.
    pub details: Details,
    /// What is agreed beyond that.
    pub terms: Terms,
    /// The request of one's own this one takes the place of; it is closed.
    pub replaces: Option<RecordId>,
}

/// Why an action was not done. Nothing of it was kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActionError {
    /// It could not be saved.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The request or offer is not here (any more), or is not one's own.
    #[error("this request is not here any more")]
    Gone,
    /// The other side's key is unusable.
    #[error(transparent)]
    Key(#[from] BadKey),
}

impl<S: Store> Book<S> {
    /// Asks for help; what it takes the place of is closed then.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn ask(&self, ask: Ask, now: Millis) -> Result<RecordId, ActionError> {
        let hidden = ask.name.clone().filter(|_| !ask.named);
        let keys = Keys::generate(ask.details, hidden);
        let signer = keys.signer();
        let (named, unnamed) = match ask.named {
            true => (ask.name, None),
            false => (None, ask.name),
        };
        let bind = |name| self.me.bind(&self.community, &signer.public(), name);
        let by = named.map(bind);
        // Who asks without a name is told to the coordinators alone.
        let told = match by {
            Some(_) => Vec::new(),
            None => self.tell_who(unnamed.or_else(|| Name::parse("?").ok()).map(bind), &signer),
        };
        let request = Request {
            category: ask.category,
            title: ask.title,
            words: ask.words,
            when: ask.when,
            urgency: ask.urgency,
            minutes: ask.minutes,
            helpers: ask.helpers,
            for_other: ask.for_other,
            lang: ask.lang,
            seal: keys.seal().public(),
            by,
            told,
            replaces: ask.replaces.clone(),
            terms: ask.terms,
        };
        let expires = Request::expiry_of(ask.when, request.terms.repeats, now);
        let body = Body::Request(Box::new(request));
        let new = New::of(&signer, ask.place, now, expires, body);
        let id = self.write(New { keys: Some(keys), ..new }).await?;
        if let Some(old) = ask.replaces {
            self.end_replaced(&old, now).await?;
        }
        Ok(id)
    }

    /// Ends one's own request, in public.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn close(
        &self,
        request: &RecordId,
        reason: CloseReason,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        self.close_at(request, reason, now, None).await
    }

    pub(super) async fn close_at(
        &self,
        request: &RecordId,
        reason: CloseReason,
        now: Millis,
        until: Option<Millis>,
    ) -> Result<RecordId, ActionError> {
        let help = self.help(request)?;
        let signer = self.keys_of(&help.author).ok_or(ActionError::Gone)?.signer();
        let body = Body::Close(Close { re: request.clone(), reason });
        let place = request.place.clone();
        self.write(New { until, ..New::of(&signer, place, now, help.expires, body) }).await
    }

    /// Tells of an act of kindness in the feed.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn tell(&self, act: Act, place: Place, now: Millis) -> Result<RecordId, ActionError> {
        let expires = now.plus(730 * DAY);
        self.write(New::of(&self.me, place, now, expires, Body::Act(Box::new(act)))).await
    }

    /// Takes back an own request, offer or act. Its content is dropped here in the same transaction, and a
    /// signed tombstone waits to take its place on the backend.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn retract(&self, id: &RecordId, now: Millis) -> Result<RecordId, ActionError> {
        let fact = self.known.borrow().facts.get(id).cloned().ok_or(ActionError::Gone)?;
        let signer = match self.keys_of(&fact.author) {
            Some(keys) => keys.signer(),
            None if fact.author == self.me.public() => self.me.clone(),
            None => return Err(ActionError::Gone),
        };
        let mut also = vec![
            Change::remove(Shelf::Records, id),
            Change::remove(Shelf::Outbox, id),
            Change::remove(Shelf::Letters, id),
        ];
        if let Some(envelope) = self.envelope(&id.to_string()).await {
            let tombstone = bury(&signer, &self.community, id, &payload_hash(&envelope.p))
                .ok_or(ActionError::Gone)?;
            let text = json(&tombstone)?;
            // It stays in the record's place, for the day a backend brings the record back.
            also.push(Change::put(Shelf::Records, id, text.as_str()));
            also.push(Change::put(Shelf::Outbox, format!("{BURY}{id}"), text));
        }
        let body = Body::Retract(Retract { re: id.clone() });
        let place = id.place.clone();
        let new = New::of(&signer, place, now, fact.expires, body);
        let retraction = self.write(New { also, ..new }).await?;
        let mut known = self.known.borrow_mut();
        known.forget([id.clone()]);
        known.outbox.remove(&id.to_string());
        Ok(retraction)
    }

    pub(super) fn help(&self, request: &RecordId) -> Result<Help, ActionError> {
        self.requests().into_iter().find(|help| help.id == *request).ok_or(ActionError::Gone)
    }
}
