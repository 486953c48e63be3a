//! Asking one helper alone, and saying no to it.

use super::compose::ActionError;
use super::write::New;
use super::{Book, Keys};
use crate::crypto::seal::seal;
use crate::domain::body::{Body, SealedAbout};
use crate::domain::id::RecordId;
use crate::domain::letter::{Details, Leaving, Letter, Note, NoteLetter};
use crate::domain::request::{Category, LONGEST, Request, Urgency, When};
use crate::domain::text::{Line, Name, Words};
use crate::domain::time::{DAY, Millis};
use crate::store::Store;

/// What the form of a private ask holds.
#[derive(Debug, Clone, PartialEq)]
pub struct PrivateAsk {
    /// What kind of hand.
    pub category: Category,
    /// In a few words.
    pub title: Line,
    /// In more words.
    pub words: Option<Words>,
    /// When.
    pub when: When,
    /// How long it may take, in minutes.
    pub minutes: u16,
    /// The language of the words, BCP 47.
    pub lang: Option<String>,
    /// Who asks; the helper alone sees it.
    pub name: Name,
    /// What the helper is told once they said yes and were accepted.
    pub details: Details,
}

impl<S: Store> Book<S> {
    /// Asks the one helper with this card. What it says is sealed to the card's key, so nobody else learns who asks or
    /// what for.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn ask_privately(
        &self,
        card: &RecordId,
        ask: PrivateAsk,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        let cards = self.cards();
        let helper = cards.iter().find(|one| one.id == *card).ok_or(ActionError::Gone)?;
        let keys = Keys::generate(ask.details, None);
        let signer = keys.signer();
        let request = Request {
            category: ask.category,
            title: ask.title,
            words: ask.words,
            when: ask.when,
            urgency: Urgency::Normal,
            minutes: ask.minutes,
            helpers: 1,
            for_other: false,
            lang: ask.lang,
            seal: keys.seal().public(),
            by: Some(self.me.bind(&self.community, &signer.public(), ask.name)),
            told: Vec::new(),
            replaces: None,
            terms: Default::default(),
        };
        let letter = Letter::Ask(Box::new(request));
        let sealed = seal(&self.community, card, &signer.public(), &helper.card.seal, &letter)?;
        let body = Body::Private(SealedAbout::new(card.clone(), sealed));
        // As long as one in the open, and a day less than the format allows: stamps may run ahead of the clock.
        let expires = Request::expiry(ask.when, now).0.min(now.plus(LONGEST - DAY).0);
        let new = New::of(&signer, card.place.clone(), now, Millis(expires), body);
        self.write(New { letter: Some(letter), keys: Some(keys), ..new }).await
    }

    /// Tells whoever asked this person alone that they cannot.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn decline(&self, id: &RecordId, now: Millis) -> Result<RecordId, ActionError> {
        let help = self.requests().into_iter().find(|help| help.id == *id);
        let help = help.filter(|help| !help.mine).ok_or(ActionError::Gone)?;
        let card = help.private.as_ref().ok_or(ActionError::Gone)?.card.clone();
        // The card may be gone from the map; its key is still here, among those this request takes part by.
        let author = {
            let known = self.known.borrow();
            let by_card = known.facts.get(&card).map(|fact| fact.author);
            by_card.or_else(|| known.threads.get(&card)?.first().copied())
        };
        let keys = author.and_then(|author| self.keys_of(&author)).ok_or(ActionError::Gone)?;
        let signer = keys.signer();
        let note = NoteLetter { offer: id.clone(), note: Note::Leave(Leaving::Cannot) };
        let letter = Letter::Note(note);
        let reader = &help.request.seal;
        let sealed = seal(&self.community, id, &signer.public(), reader, &letter)?;
        let body = Body::Message(SealedAbout::new(id.clone(), sealed));
        let expires = help.expires.plus(14 * DAY);
        let new = New::of(&signer, id.place.clone(), now, expires, body);
        self.write(New { letter: Some(letter), ..new }).await
    }

    /// What the helper is called whom this person asked alone, while their card is here.
    #[must_use]
    pub fn asked_of(&self, card: &RecordId) -> Option<Name> {
        match &self.known.borrow().facts.get(card)?.body {
            Body::Helper(card) => Some(card.by.name.clone()),
            _ => None,
        }
    }
}
