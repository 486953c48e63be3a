//! Offering oneself: a card on the map, by a key made for it.

use super::compose::ActionError;
use super::write::New;
use super::{Book, Keys};
use crate::domain::amend::Amend;
use crate::domain::body::Body;
use crate::domain::cell::Cell;
use crate::domain::fact::Fact;
use crate::domain::helper::{Card, Carded, cards, promised_this_week, rest_when_enough};
use crate::domain::id::{Place, RecordId};
use crate::domain::letter::Details;
use crate::domain::request::{Category, LONGEST, Part};
use crate::domain::text::{Name, Words};
use crate::domain::time::{DAY, LocalDay, Millis};
use crate::store::Store;

/// A card lives so long, in milliseconds; a day less than the format allows, since stamps may run ahead of the clock.
const LIVES: u64 = LONGEST - DAY;

/// What the form of a card holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Offering {
    /// What they want to be called.
    pub name: Name,
    /// The area everybody sees.
    pub cell: Cell,
    /// What they like to do; at least one.
    pub likes: Vec<Category>,
    /// In a few words.
    pub words: Option<Words>,
    /// Days of the week, Monday 0 to Sunday 6; none for any.
    pub days: Vec<u8>,
    /// The part of the day.
    pub part: Part,
    /// How far they go, in kilometres, 1 to 100.
    pub km: u8,
    /// Languages, BCP 47.
    pub speaks: Vec<String>,
    /// Hours without a word: from, until (0 to 23).
    pub quiet: Option<(u8, u8)>,
    /// The most times a week.
    pub per_week: Option<u8>,
    /// They rest until this day.
    pub rests_until: Option<LocalDay>,
}

impl<S: Store> Book<S> {
    /// Everybody's cards, newest first.
    #[must_use]
    pub fn cards(&self) -> Vec<Carded> {
        // Few of ten thousand records are about cards.
        let is_about_cards = |fact: &Fact| match &fact.body {
            Body::Helper(_) => true,
            Body::Amend(amend) => amend.re().kind.as_str() == "helper",
            Body::Retract(retract) => retract.re.kind.as_str() == "helper",
            _ => false,
        };
        self.shown(is_about_cards, |facts, known| {
            cards(facts, &known.keys.keys().copied().collect())
        })
    }

    /// The person's own card, if there is one.
    #[must_use]
    pub fn my_card(&self) -> Option<Carded> {
        self.cards().into_iter().find(|card| card.mine)
    }

    /// Puts the person on the map, or says their card anew. A card in another area is another card: the one before is
    /// taken back.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn offer_myself(
        &self,
        offering: Offering,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        let before = self.my_card();
        if let Some(before) = &before
            && before.id.place == Place::Cell(offering.cell.clone())
            && before.card.by.name == offering.name
        {
            let card = card(offering, &before.card);
            return self.amend_card(before, card, now).await;
        }
        let keys = Keys::generate(Details::default(), None);
        let signer = keys.signer();
        let by = self.me.bind(&self.community, &signer.public(), offering.name.clone());
        let place = Place::Cell(offering.cell.clone());
        let blank = Card {
            by,
            seal: keys.seal().public(),
            likes: Vec::new(),
            words: None,
            days: Vec::new(),
            part: Part::Any,
            km: 1,
            speaks: Vec::new(),
            quiet: None,
            per_week: None,
            rests_until: None,
        };
        let body = Body::Helper(Box::new(card(offering, &blank)));
        let new = New::of(&signer, place, now, now.plus(LIVES), body);
        let id = self.write(New { keys: Some(keys), ..new }).await?;
        // Only then: whoever finds no room for the new one keeps the old one.
        if let Some(before) = before {
            self.retract(&before.id, now).await?;
        }
        Ok(id)
    }

    /// The card rests until this day, or no longer.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn rest(
        &self,
        rests_until: Option<LocalDay>,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        let before = self.my_card().ok_or(ActionError::Gone)?;
        let card = Card { rests_until, ..before.card.clone() };
        self.amend_card(&before, card, now).await
    }

    /// Lets the card rest until Monday where its owner promised as much this week as they wanted to; whether it did.
    /// `day_of` says on which day something happened where the person is.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn rest_if_enough(
        &self,
        now: Millis,
        day_of: impl Fn(Millis) -> LocalDay,
    ) -> Result<bool, ActionError> {
        let Some(mine) = self.my_card().filter(|mine| mine.card.per_week.is_some()) else {
            return Ok(false);
        };
        let today = day_of(now);
        let promised = promised_this_week(&self.requests(), today, day_of);
        let Some(monday) = rest_when_enough(&mine.card, promised, today) else {
            return Ok(false);
        };
        self.rest(Some(monday), now).await?;
        Ok(true)
    }

    async fn amend_card(
        &self,
        before: &Carded,
        card: Card,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        let signer = self.keys_of(&before.author).ok_or(ActionError::Gone)?.signer();
        let amend = Amend::new(before.id.clone(), Body::Helper(Box::new(card)));
        let body = Body::Amend(amend.ok_or(ActionError::Gone)?);
        let place = before.id.place.clone();
        self.write(New::of(&signer, place, now, before.expires, body)).await?;
        Ok(before.id.clone())
    }
}

/// What was typed, with the name and the key of another card.
fn card(offering: Offering, of: &Card) -> Card {
    let Offering { likes, words, days, part, km, speaks, quiet, per_week, rests_until, .. } =
        offering;
    let (by, seal) = (of.by.clone(), of.seal);
    Card { by, seal, likes, words, days, part, km, speaks, quiet, per_week, rests_until }
}
