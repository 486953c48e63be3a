//! Folding the records of one thread: acceptances first, then what the two said, in the order of their ids.

use super::{Accepted, Deed, Feedback, Late, Left, Logged, Proposed, Said, Thanks, Thread};
use crate::domain::body::SealedAbout;
use crate::domain::bytes::{AuthorKey, Bytes, Hash};
use crate::domain::fact::Fact;
use crate::domain::id::RecordId;
use crate::domain::letter::{AcceptLetter, Note, OfferLetter};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;

/// SHA-256 of a key: what stands for it until it is told.
#[must_use]
pub fn key_hash(key: &[u8]) -> Hash {
    Bytes(Sha256::digest(key).into())
}

/// One note of a thread by somebody with the right to write it.
pub(super) struct Noted<'f> {
    pub id: &'f RecordId,
    pub by_helper: bool,
    pub note: &'f Note,
}

impl Thread {
    pub(super) fn begun(
        fact: &Fact,
        offer: &SealedAbout,
        letter: &OfferLetter,
        mine: &BTreeSet<AuthorKey>,
    ) -> Self {
        Self {
            offer: fact.id.clone(),
            mine: mine.contains(&fact.author),
            letter: letter.clone(),
            on: offer.on,
            accepted: None,
            released: None,
            left: None,
            not_met: false,
            under_way: false,
            helper_done: false,
            requester_done: false,
            helper_thanks: None,
            requester_thanks: None,
            helper_feedback: None,
            requester_feedback: None,
            late: None,
            proposed: None,
            agreed: None,
            words: Vec::new(),
            log: vec![Logged { id: fact.id.clone(), by_helper: true, deed: Deed::Offered }],
        }
    }

    /// Of several acceptances that hold the smallest id counts.
    pub(super) fn accept(&mut self, id: &RecordId, letter: &AcceptLetter, released: bool) {
        self.note_down(id, false, Deed::Accepted);
        if released {
            if self.released.as_ref().is_none_or(|r| by_time(r) < by_time(id)) {
                self.released = Some(id.clone());
            }
        } else if self.accepted.as_ref().is_none_or(|a| *id < a.id) {
            self.accepted = Some(Accepted {
                id: id.clone(),
                details: letter.details.clone(),
                name: letter.name.clone(),
                key: letter.key,
            });
        }
    }

    /// Everything the two said.
    pub(super) fn say(&mut self, mut notes: Vec<Noted<'_>>) {
        notes.sort_by(|a, b| by_time(a.id).cmp(&by_time(b.id)));
        for Noted { id, by_helper, note } in &notes {
            self.one(id, *by_helper, note);
        }
        self.agree(&notes);
        self.reveal(&notes);
    }

    /// Whether a step belongs to the acceptance that holds. After a release the steps before are over: who goes on after
    /// being accepted anew has read that acceptance, and writes with a later stamp than it (`state::book`).
    fn is_of_now(&self, id: &RecordId) -> bool {
        match (&self.accepted, &self.released) {
            (Some(accepted), Some(_)) => id.time > accepted.id.time,
            _ => true,
        }
    }

    fn one(&mut self, id: &RecordId, by_helper: bool, note: &Note) {
        let deed = match note {
            Note::OnMyWay => Deed::SetOut,
            Note::Done => Deed::Done,
            Note::Thanks { .. } => Deed::Thanked,
            Note::Leave(_) => Deed::Left,
            Note::NotMet => Deed::NotMet,
            Note::Feedback { .. } | Note::Reveal { .. } => Deed::Told,
            _ => Deed::Said,
        };
        let counts = self.is_of_now(id);
        // A step before a release is remembered as a word that was said.
        let deed = if counts || deed == Deed::Left { deed } else { Deed::Said };
        self.note_down(id, by_helper, deed);
        match note {
            Note::Leave(why) => self.left = Some(Left { by_helper, why: *why }),
            Note::Say(words) => {
                self.words.push(Said { id: id.clone(), by_helper, words: words.clone() });
            }
            Note::Thanks { words, may_tell } => {
                let thanks = Thanks { words: words.clone(), may_tell: *may_tell };
                self.thanks_of(by_helper).get_or_insert(thanks);
            }
            Note::Feedback { sealed, hash } => {
                let (sealed, hash) = (sealed.clone(), *hash);
                let told = Feedback { id: id.clone(), sealed, hash, key: None, words: None };
                self.feedback_of(by_helper).get_or_insert(told);
            }
            _ if !counts => {}
            Note::OnMyWay => self.under_way |= by_helper,
            Note::Done if by_helper => self.helper_done = true,
            Note::Done => self.requester_done = true,
            Note::NotMet => self.not_met = true,
            Note::Late(minutes) => {
                self.late = Some(Late { id: id.clone(), by_helper, minutes: *minutes });
            }
            Note::Propose(meeting) if is_sound(*meeting) => {
                self.proposed = Some(Proposed { id: id.clone(), by_helper, meeting: *meeting });
            }
            Note::Propose(_) | Note::Agree(_) | Note::Coming | Note::Reveal { .. } => {}
        }
    }

    /// Only the other side agrees to what one proposed; the last agreement holds.
    fn agree(&mut self, notes: &[Noted<'_>]) {
        for Noted { id, by_helper, note } in notes {
            let Note::Agree(to) = note else { continue };
            if !self.is_of_now(id) {
                continue;
            }
            let proposed = notes.iter().find_map(|n| match n.note {
                Note::Propose(meeting) if n.id == to && n.by_helper != *by_helper => Some(*meeting),
                _ => None,
            });
            if let Some(meeting) = proposed.filter(|m| is_sound(*m)) {
                self.agreed = Some(((*id).clone(), meeting));
            }
        }
    }

    /// Only the writer reveals, and only with the key that was promised.
    fn reveal(&mut self, notes: &[Noted<'_>]) {
        for Noted { by_helper, note, .. } in notes {
            if let Note::Reveal { of, key } = note
                && let Some(feedback) = self.feedback_of(*by_helper)
                && feedback.id == *of
                && feedback.hash == key_hash(&key.0)
            {
                feedback.key = Some(*key);
            }
        }
    }

    fn thanks_of(&mut self, helper: bool) -> &mut Option<Thanks> {
        if helper { &mut self.helper_thanks } else { &mut self.requester_thanks }
    }

    fn feedback_of(&mut self, helper: bool) -> &mut Option<Feedback> {
        if helper { &mut self.helper_feedback } else { &mut self.requester_feedback }
    }

    fn note_down(&mut self, id: &RecordId, by_helper: bool, deed: Deed) {
        self.log.push(Logged { id: id.clone(), by_helper, deed });
        self.log.sort_by(|a, b| by_time(&a.id).cmp(&by_time(&b.id)));
    }
}

fn is_sound(meeting: crate::domain::letter::Meeting) -> bool {
    meeting.day.is_sound() && meeting.at.is_none_or(|at| at < 24 * 60)
}

fn by_time(id: &RecordId) -> (crate::domain::time::Millis, &RecordId) {
    (id.time, id)
}
