//! A request of one's own asked anew: in a wider area, with more life left, or with a change.

use super::Book;
use super::compose::{ActionError, Ask};
use crate::domain::follow_up::renewed;
use crate::domain::id::{Place, RecordId};
use crate::domain::letter::Details;
use crate::domain::request::{CloseReason, Request};
use crate::domain::spread::COARSEST;
use crate::domain::text::Name;
use crate::domain::time::{LocalDay, Millis};
use crate::store::Store;

/// What this device knows of a request of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedBefore {
    /// Its public part.
    pub request: Request,
    /// What an accepted helper is told.
    pub details: Details,
    /// The name told to the helper alone.
    pub name: Option<Name>,
}

impl<S: Store> Book<S> {
    /// A request of one's own with what only this device knows of it; none where it is not here, or somebody else's.
    #[must_use]
    pub fn asked_before(&self, id: &RecordId) -> Option<AskedBefore> {
        let help = self.requests().into_iter().find(|help| help.id == *id && help.mine)?;
        let keys = self.keys_of(&help.author)?;
        Some(AskedBefore { request: help.request, details: keys.details, name: keys.name })
    }

    /// Asks the same once more, in the same area or a `wider` one, and closes the old one. What has passed on `today`
    /// is left out of when.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn ask_again(
        &self,
        id: &RecordId,
        wider: bool,
        today: LocalDay,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        let before = self.asked_before(id).ok_or(ActionError::Gone)?;
        let request = before.request;
        let (when, repeats) = renewed(request.when, request.terms.repeats, today);
        let name = request.by.as_ref().map(|by| by.name.clone());
        let place = match &id.place {
            Place::Cell(cell) if wider => {
                Place::Cell(cell.coarser(cell.as_str().len().saturating_sub(1).max(COARSEST)))
            }
            place => place.clone(),
        };
        let ask = Ask {
            category: request.category,
            title: request.title,
            words: request.words,
            when,
            urgency: request.urgency,
            minutes: request.minutes,
            helpers: request.helpers,
            for_other: request.for_other,
            lang: request.lang,
            place,
            named: name.is_some(),
            name: name.or(before.name),
            details: before.details,
            terms: crate::domain::terms::Terms { repeats, ..request.terms },
            replaces: Some(id.clone()),
        };
        self.ask(ask, now).await
    }

    /// Closes what was asked anew, so that those who offered are told, and it is in nobody's list twice. Where it is
    /// gone or over already there is nothing to do.
    pub(super) async fn end_replaced(
        &self,
        old: &RecordId,
        now: Millis,
    ) -> Result<(), ActionError> {
        let open = |help: &crate::domain::help::Help| help.id == *old && help.may_withdraw(now);
        if self.requests().iter().any(open) {
            self.close(old, CloseReason::NotNeeded, now).await?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{NOW, ask, carry, name, people};
    use super::*;
    use crate::domain::help::Stage;
    use crate::domain::time::DAY;
    use futures::executor::block_on;

    #[test]
    fn asked_again_it_is_there_once_with_all_its_details_and_offers_are_told() {
        let [herbert, anna] = people::<2>();
        let id = block_on(herbert.book.ask(ask(1), NOW)).unwrap();
        carry(&[&herbert, &anna]);
        block_on(anna.book.offer(&id, name("Anna"), None, NOW)).unwrap();
        carry(&[&herbert, &anna]);
        let later = NOW.plus(28 * DAY);
        let new = block_on(herbert.book.ask_again(&id, true, LocalDay(0), later)).unwrap();
        carry(&[&herbert, &anna]);
        assert_eq!(new.place, Place::Cell(id.place.cell().unwrap().coarser(5)));
        let before = herbert.book.asked_before(&new).unwrap();
        let details = ask(1).details;
        assert_eq!((before.details, before.name), (details, name("Herbert").into()));
        for who in [&herbert, &anna] {
            let all = who.book.requests();
            let stage = |id: &RecordId| all.iter().find(|h| h.id == *id).unwrap().stage(later);
            assert_eq!(stage(&id), Stage::Closed(CloseReason::NotNeeded));
            assert_eq!(stage(&new), Stage::Open);
        }
        assert_eq!(anna.book.asked_before(&new), None, "nobody else can ask it again");
        let again = block_on(anna.book.ask_again(&new, false, LocalDay(0), later));
        assert_eq!(again, Err(ActionError::Gone));
    }

    #[test]
    fn by_phone_there_is_no_area_and_none_to_widen() {
        let [herbert] = people::<1>();
        let by_phone = Ask { place: Place::Anywhere, ..ask(1) };
        let id = block_on(herbert.book.ask(by_phone, NOW)).unwrap();
        assert!(id.to_string().starts_with("a:request:"));
        let new = block_on(herbert.book.ask_again(&id, true, LocalDay(0), NOW)).unwrap();
        assert_eq!(new.place, Place::Anywhere);
        let asked = herbert.book.asked_before(&new).unwrap().request;
        assert_eq!(asked.replaces, Some(id));
    }
}
