//! How it was, told so that neither writes what they think the other wants to hear: first the words under a key, then the
//! key, once both wrote or two weeks later.

use super::compose::ActionError;
use super::{Book, Keys, Known};
use crate::crypto::vault::{lock_under, unlock_under};
use crate::domain::bytes::{Bytes, Hash};
use crate::domain::help::{Feedback, Help, key_hash};
use crate::domain::id::RecordId;
use crate::domain::letter::Note;
use crate::domain::text::Words;
use crate::domain::time::Millis;
use crate::store::Store;
use sha2::{Digest, Sha256};

impl Keys {
    /// The key of one's own feedback in the thread of `offer`. It follows from the random seed of the request or the
    /// offer, so that every device of the person can tell it, and it is gone with that.
    fn feedback_key(&self, offer: &RecordId) -> Bytes<32> {
        let mut hasher = Sha256::new();
        hasher.update(b"heart2help/feedback/1");
        hasher.update(self.seal().seed().0);
        hasher.update(offer.to_string().as_bytes());
        Bytes(hasher.finalize().into())
    }
}

impl Known {
    /// Opens the words whose keys are told, and one's own.
    pub(super) fn open_feedback(&self, all: &mut [Help]) {
        for help in all {
            let asker = help.mine.then(|| self.keys.get(&help.author)).flatten();
            for thread in &mut help.threads {
                let helper = self.facts.get(&thread.offer).and_then(|f| self.keys.get(&f.author));
                let own = |keys: Option<&Keys>| keys.map(|keys| keys.feedback_key(&thread.offer));
                let (helper, asker) = (own(helper), own(asker));
                open(&mut thread.helper_feedback, helper);
                open(&mut thread.requester_feedback, asker);
            }
        }
    }
}

/// Opens with the key that was told, or with one's own. A key that does not fit opens nothing.
fn open(feedback: &mut Option<Feedback>, own: Option<Bytes<32>>) {
    let Some(feedback) = feedback else { return };
    let fits = |key: &Bytes<32>| -> bool { feedback.hash == hash(key) };
    if let Some(key) = feedback.key.or(own).filter(fits)
        && let Some(text) = unlock_under(&key, &feedback.sealed)
        && let Ok(text) = String::from_utf8(text)
    {
        feedback.words = Words::parse(&text).ok();
    }
}

fn hash(key: &Bytes<32>) -> Hash {
    key_hash(&key.0)
}

impl<S: Store> Book<S> {
    /// Writes how it was. The other reads it once both wrote, or after two weeks.
    ///
    /// # Errors
    /// [`ActionError`].
    pub async fn feedback(
        &self,
        request: &RecordId,
        offer: &RecordId,
        words: &Words,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        let key = self.side(request, offer)?.keys.feedback_key(offer);
        let sealed = lock_under(&key, words.as_str().as_bytes()).ok_or(ActionError::Gone)?;
        self.note(request, offer, Note::Feedback { sealed, hash: hash(&key) }, now).await
    }

    /// Tells the keys that are due. Returns whether there was one.
    ///
    /// # Errors
    /// [`ActionError`]; what was not told is told the next time.
    pub async fn reveal(&self, now: Millis) -> Result<bool, ActionError> {
        let due: Vec<_> = self
            .requests()
            .iter()
            .flat_map(|help| {
                help.threads.iter().filter(|t| t.mine || help.mine).filter_map(|thread| {
                    let of = thread.to_reveal(now)?;
                    Some((help.id.clone(), thread.offer.clone(), of.clone()))
                })
            })
            .collect();
        let mut told = false;
        for (request, offer, of) in due {
            let Ok(side) = self.side(&request, &offer) else { continue };
            let key = side.keys.feedback_key(&offer);
            let note = Note::Reveal { of, key };
            self.write(self.noted(&side, &offer, note, now)?).await?;
            told = true;
        }
        Ok(told)
    }
}
