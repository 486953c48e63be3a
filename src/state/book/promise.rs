//! What passes between who asks and who helps: offers, acceptances and their ends, and sealed messages. Acceptances and
//! messages are held for ten seconds, so that they can be undone.

use super::compose::ActionError;
use super::write::New;
use super::{Book, Keys};
use crate::crypto::identity::Signer;
use crate::crypto::random;
use crate::crypto::seal::seal;
use crate::domain::body::{Body, Release, SealedAbout};
use crate::domain::bytes::SealKey;
use crate::domain::help::{Help, Thread, key_hash};
use crate::domain::id::RecordId;
use crate::domain::letter::{
    AcceptLetter, Details, Leaving, Letter, Note, NoteLetter, OfferLetter,
};
use crate::domain::request::CloseReason;
use crate::domain::text::{Name, Words};
use crate::domain::time::{DAY, LocalDay, Millis};
use crate::state::hold::HOLD;
use crate::store::Store;

/// How far ahead of this device's clock another's stamp is followed, in milliseconds: a clock that ran wild elsewhere
/// shall not take this one with it.
const FOLLOWED: u64 = DAY;

/// One side of a thread, as this device speaks for it.
pub(super) struct Side {
    pub help: Help,
    pub keys: Keys,
    pub signer: Signer,
    reader: SealKey,
    /// The stamp of the acceptance that holds, where there was one before it.
    after: Option<Millis>,
}

impl<S: Store> Book<S> {
    /// Offers help on a request.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn offer(
        &self,
        request: &RecordId,
        name: Name,
        words: Option<Words>,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        self.offer_on(request, name, words, None, now).await
    }

    /// Offers help for one day of a repeating request.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn offer_on(
        &self,
        request: &RecordId,
        name: Name,
        words: Option<Words>,
        on: Option<LocalDay>,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        let help = self.help(request)?;
        let keys = Keys::generate(Details::default(), None);
        let signer = keys.signer();
        let by = self.me.bind(&self.community, &signer.public(), name);
        let letter = Letter::Offer(OfferLetter { by, words, seal: keys.seal().public() });
        let mut new = self.sealed(&help, &signer, help.request.seal, letter, now)?;
        if let Body::Offer(about) = &mut new.body {
            about.on = on;
        }
        self.write(New { keys: Some(keys), ..new }).await
    }

    /// Accepts an offer on one's own request and tells its helper the details, and with them what releases it.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn accept(
        &self,
        request: &RecordId,
        offer: &RecordId,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        let help = self.help(request)?;
        let Keys { details, name, .. } = self.keys_of(&help.author).ok_or(ActionError::Gone)?;
        let thread = thread_of(&help, offer)?;
        if let Some(accepted) = &thread.accepted {
            // A second tap, or a second tab: one helper takes one place.
            return Ok(accepted.id.clone());
        }
        let signer = self.keys_of(&help.author).ok_or(ActionError::Gone)?.signer();
        let key = random();
        let letter = AcceptLetter { offer: offer.clone(), details, name, key: Some(key) };
        let reader = thread.letter.seal;
        let mut new = self.sealed(&help, &signer, reader, Letter::Accept(letter), now)?;
        if let Body::Accept(about) = &mut new.body {
            about.on = thread.on;
            about.release = Some(key_hash(&key.0));
        }
        self.write(new.held(now)).await
    }

    /// Steps back from what was agreed: tells the other why, and opens the request to others, at once or not at all.
    ///
    /// # Errors
    /// [`ActionError::Gone`] where nothing is agreed.
    pub async fn release(
        &self,
        request: &RecordId,
        offer: &RecordId,
        why: Leaving,
        now: Millis,
    ) -> Result<(), ActionError> {
        let side = self.side(request, offer)?;
        let accepted = thread_of(&side.help, offer)?.accepted.clone().ok_or(ActionError::Gone)?;
        let left = self.noted(&side, offer, Note::Leave(why), now)?.held(now);
        let mine = side.help.mine && side.signer.public() == side.help.author;
        // A helper signs with a key of the moment, so that nobody sees which of the offers it was.
        let signer = if mine { side.signer.clone() } else { Signer::generate() };
        let key = accepted.key.filter(|_| !mine);
        let body = Body::Release(Release { re: request.clone(), accept: accepted.id, key });
        let (place, expires) = (request.place.clone(), left.expires);
        let released = New::of(&signer, place, now, expires, body).held(now);
        self.write_all(vec![left, released]).await?;
        Ok(())
    }

    /// Sends a step or words to the other side of a thread.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn note(
        &self,
        request: &RecordId,
        offer: &RecordId,
        note: Note,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        let side = self.side(request, offer)?;
        self.write(self.noted(&side, offer, note, now)?.held(now)).await
    }

    /// The requester says that the help of one helper is done. Once it is so for every accepted
    /// helper and all were found, the request ends in public too.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn confirm_done(
        &self,
        request: &RecordId,
        offer: &RecordId,
        now: Millis,
    ) -> Result<(), ActionError> {
        self.note(request, offer, Note::Done, now).await?;
        if self.help(request)?.is_done(now) {
            // Held as long as the word it follows from: undoing that one undoes both.
            self.close_at(request, CloseReason::Done, now, Some(now.plus(HOLD))).await?;
        }
        Ok(())
    }

    /// Ends one's own repeating requests whose days have all gone by with help. Returns whether there was one.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn close_done(&self, now: Millis) -> Result<bool, ActionError> {
        let mine = |help: &&Help| help.mine && help.repeats() && help.end.is_none();
        let done: Vec<RecordId> = self
            .requests()
            .iter()
            .filter(mine)
            .filter(|help| help.is_done(now) && self.keys_of(&help.author).is_some())
            .map(|help| help.id.clone())
            .collect();
        for id in &done {
            self.close(id, CloseReason::Done, now).await?;
        }
        Ok(!done.is_empty())
    }

    /// This device's side of a thread.
    pub(super) fn side(&self, request: &RecordId, offer: &RecordId) -> Result<Side, ActionError> {
        let help = self.help(request)?;
        let thread = thread_of(&help, offer)?;
        let after = thread.accepted.as_ref().filter(|_| thread.released.is_some());
        let after = after.map(|accepted| accepted.id.time);
        let (keys, reader) = match self.keys_of(&help.author) {
            Some(keys) => (keys, thread.letter.seal),
            None => {
                let author = self.known.borrow().facts.get(offer).map(|f| f.author);
                let keys = author.and_then(|a| self.keys_of(&a)).ok_or(ActionError::Gone)?;
                (keys, help.request.seal)
            }
        };
        let signer = keys.signer();
        Ok(Side { help, keys, signer, reader, after })
    }

    /// A note of one side, sealed to the other.
    pub(super) fn noted<'s>(
        &self,
        side: &'s Side,
        offer: &RecordId,
        note: Note,
        now: Millis,
    ) -> Result<New<'s>, ActionError> {
        let letter = Letter::Note(NoteLetter { offer: offer.clone(), note });
        let new = self.sealed(&side.help, &side.signer, side.reader, letter, now)?;
        // What answers an acceptance is later than it, so that a promise made anew begins anew.
        let after = side.after.map(|at| at.plus(1)).filter(|at| at.since(now) <= FOLLOWED);
        Ok(New { now: after.map_or(now, |at| at.max(now)), ..new })
    }

    fn sealed<'s>(
        &self,
        help: &Help,
        signer: &'s Signer,
        reader: SealKey,
        letter: Letter,
        now: Millis,
    ) -> Result<New<'s>, ActionError> {
        let sealed = seal(&self.community, &help.id, &signer.public(), &reader, &letter)?;
        let about = SealedAbout::new(help.id.clone(), sealed);
        let body = match letter {
            Letter::Offer(_) => Body::Offer(about),
            Letter::Accept(_) => Body::Accept(about),
            Letter::Note(_) => Body::Message(about),
            Letter::Ask(_) => Body::Private(about),
        };
        // Two weeks beyond the request, so that a thread can come to its end.
        let expires = help.expires.plus(14 * DAY);
        let new = New::of(signer, help.id.place.clone(), now, expires, body);
        Ok(New { letter: Some(letter), ..new })
    }
}

fn thread_of<'h>(help: &'h Help, offer: &RecordId) -> Result<&'h Thread, ActionError> {
    help.threads.iter().find(|t| t.offer == *offer).ok_or(ActionError::Gone)
}
