//! Destroying the keys and letters of help that is over (design, section 5, "Keys"). What the other side has seen, it has
//! seen.

use super::compose::ActionError;
use super::{Book, ERASED};
use crate::domain::body::Body;
use crate::domain::bytes::AuthorKey;
use crate::domain::help::Help;
use crate::domain::id::RecordId;
use crate::domain::time::Millis;
use crate::store::{Change, Durability, Shelf, Store};
use std::collections::BTreeSet;

impl<S: Store> Book<S> {
    /// Destroys what is two weeks beyond its end. Returns whether there was something.
    ///
    /// # Errors
    /// [`ActionError::Store`]; what is still there is destroyed the next time.
    pub async fn forget_old(&self, now: Millis) -> Result<bool, ActionError> {
        let mut erased = false;
        for help in self.requests() {
            let key = self.known.borrow().keys.contains_key(&help.author);
            if key && help.is_forgettable(now) {
                self.erase(&help.id, None).await?;
                erased = true;
            }
            for thread in help.forgettable(now) {
                self.erase(&help.id, Some(&thread.offer)).await?;
                erased = true;
            }
        }
        Ok(erased)
    }

    /// Destroys the keys and letters of one's own offer, or, without one, those of one's own request: here at once, and
    /// on the person's other devices once they hear of it. What was not told yet of how it was is never told then.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn erase(
        &self,
        request: &RecordId,
        offer: Option<&RecordId>,
    ) -> Result<(), ActionError> {
        let help = self.help(request)?;
        let (author, letters) = match offer {
            Some(offer) => self.of_offer(&help, offer)?,
            None => (help.author, self.letters_about(request)),
        };
        let mut changes = vec![Change::put(Shelf::Keys, author, ERASED)];
        changes.extend(letters.iter().map(|id| Change::put(Shelf::Letters, id, ERASED)));
        // What was typed and never sent.
        let about = |id: &RecordId| id.to_string();
        let mut named: BTreeSet<String> = letters.iter().map(about).collect();
        named.insert(request.to_string());
        for form in self.store.keys(Shelf::Drafts).await? {
            if form.split(' ').any(|word| named.contains(word)) {
                changes.push(Change::remove(Shelf::Drafts, form));
            }
        }
        self.store.commit(changes, Durability::Strict).await?;
        let mut known = self.known.borrow_mut();
        known.keys.remove(&author);
        known.erased.insert(author);
        letters.iter().for_each(|id| drop(known.letters.remove(id)));
        Ok(())
    }

    fn of_offer(
        &self,
        help: &Help,
        offer: &RecordId,
    ) -> Result<(AuthorKey, BTreeSet<RecordId>), ActionError> {
        let thread = help.threads.iter().find(|t| t.mine && t.offer == *offer);
        let thread = thread.ok_or(ActionError::Gone)?;
        let known = self.known.borrow();
        let author = known.facts.get(offer).map(|fact| fact.author).ok_or(ActionError::Gone)?;
        Ok((author, thread.log.iter().map(|logged| logged.id.clone()).collect()))
    }

    /// Every letter this device has about a request.
    fn letters_about(&self, request: &RecordId) -> BTreeSet<RecordId> {
        let known = self.known.borrow();
        let about = |id: &&RecordId| {
            matches!(
                known.facts.get(*id).map(|fact| &fact.body),
                Some(Body::Offer(of) | Body::Accept(of) | Body::Message(of)) if of.re == *request
            )
        };
        known.letters.keys().filter(about).cloned().collect()
    }
}
