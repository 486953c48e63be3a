//! A request to one helper alone: on the two devices that can open it, it has the same life as one in the open.
//! Nobody else folds anything of it.

use super::fold::opened;
use super::{Help, Letters};
use crate::domain::body::Body;
use crate::domain::bytes::AuthorKey;
use crate::domain::fact::Fact;
use crate::domain::id::RecordId;
use crate::domain::letter::{Letter, Note};
use std::collections::{BTreeMap, BTreeSet};

/// What a request to one helper alone has beside what every request has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Private {
    /// The card of the helper it was sent to.
    pub card: RecordId,
    /// The helper said that they cannot.
    pub declined: bool,
}

impl Help {
    /// Whether only its author and one helper can read it.
    #[must_use]
    pub fn is_private(&self) -> bool {
        self.private.is_some()
    }

    /// Whether the one helper it was asked of said that they cannot.
    #[must_use]
    pub fn is_declined(&self) -> bool {
        self.private.as_ref().is_some_and(|private| private.declined)
    }
}

/// Adds the requests to one helper alone that this device could open.
pub(super) fn add<'f>(
    facts: &BTreeMap<&'f RecordId, &'f Fact>,
    letters: &Letters,
    mine: &BTreeSet<AuthorKey>,
    requests: &mut BTreeMap<&'f RecordId, Help>,
) {
    for fact in facts.values() {
        if let Body::Private(about) = &fact.body
            && let Some(Letter::Ask(request)) = letters.get(&fact.id)
        {
            let private = Private { card: about.re.clone(), declined: false };
            let help = Help { private: Some(private), ..opened(fact, request, mine) };
            requests.insert(&fact.id, help);
        }
    }
    for fact in facts.values() {
        if let Body::Message(about) = &fact.body
            && let Some(Letter::Note(note)) = letters.get(&fact.id)
            && let Note::Leave(_) = note.note
            // There is no offer yet: the note is about the request itself.
            && note.offer == about.re
            && let Some(help) = requests.get_mut(&about.re)
            && let Some(private) = &mut help.private
        {
            // Only who holds the card's key. Where the card is gone by now, only the helper ever knew the key that the
            // note is sealed to.
            let by_helper = match facts.get(&private.card) {
                Some(card) => card.author == fact.author,
                None => help.author != fact.author,
            };
            private.declined |= by_helper;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::fold;
    use super::*;
    use crate::domain::body::{Sealed, SealedAbout};
    use crate::domain::bytes::Bytes;
    use crate::domain::id::{Kind, Place};
    use crate::domain::letter::{Binding, Leaving, NoteLetter, OfferLetter};
    use crate::domain::request::{Category, Part, Request, Urgency, When};
    use crate::domain::text::{Line, Name};
    use crate::domain::time::Millis;

    const CARD: u8 = 1;
    const ASKER: u8 = 2;
    const EVE: u8 = 9;

    fn id(kind: &str, n: u8) -> RecordId {
        let kind = Kind::parse(kind).unwrap();
        RecordId { place: Place::Anywhere, kind, time: Millis(n.into()), tag: Bytes([n; 16]) }
    }

    fn fact(kind: &str, n: u8, by: u8, body: Body) -> Fact {
        Fact { id: id(kind, n), author: Bytes([by; 32]), expires: Millis(900), body }
    }

    fn about(re: RecordId) -> SealedAbout {
        SealedAbout::new(re, Sealed(vec![1]))
    }

    fn by() -> Binding {
        let name = Name::parse("Ida").unwrap();
        Binding { person: Bytes([7; 32]), name, sig: Bytes([7; 64]) }
    }

    fn ask() -> Letter {
        Letter::Ask(Box::new(Request {
            category: Category::Ride,
            title: Line::parse("To the clinic").unwrap(),
            words: None,
            when: When { day: None, part: Part::Any },
            urgency: Urgency::Normal,
            minutes: 30,
            helpers: 1,
            for_other: false,
            lang: None,
            seal: Bytes([3; 32]),
            by: Some(by()),
            told: Vec::new(),
            replaces: None,
            terms: Default::default(),
        }))
    }

    /// A private ask, and somebody's no to it.
    fn asked(no_by: u8) -> (Vec<Fact>, Letters) {
        let asked = fact("private", 5, ASKER, Body::Private(about(id("helper", CARD))));
        let card = fact("helper", CARD, CARD, Body::Unknown);
        let no = fact("message", 6, no_by, Body::Message(about(asked.id.clone())));
        let note = NoteLetter { offer: asked.id.clone(), note: Note::Leave(Leaving::Cannot) };
        let letters =
            Letters::from([(asked.id.clone(), ask()), (no.id.clone(), Letter::Note(note))]);
        (vec![card, asked, no], letters)
    }

    #[test]
    fn who_cannot_open_it_sees_no_request_at_all() {
        let (facts, _) = asked(CARD);
        assert!(fold(&facts, &Letters::new(), &BTreeSet::new()).is_empty());
    }

    #[test]
    fn it_has_the_life_of_a_request() {
        let (mut facts, mut letters) = asked(EVE);
        let offer = fact("offer", 7, CARD, Body::Offer(about(facts[1].id.clone())));
        let letter = OfferLetter { by: by(), words: None, seal: Bytes([4; 32]) };
        letters.insert(offer.id.clone(), Letter::Offer(letter));
        facts.push(offer);
        let [help] = fold(&facts, &letters, &BTreeSet::new()).try_into().unwrap();
        assert!(help.is_private() && help.takes_offers(Millis(8)));
        assert_eq!((help.id.time.0, help.author, help.threads.len()), (5, Bytes([ASKER; 32]), 1));
    }

    #[test]
    fn only_the_helper_it_was_asked_of_says_no() {
        for (by, declined) in [(CARD, true), (EVE, false), (ASKER, false)] {
            let (facts, letters) = asked(by);
            let [help] = fold(&facts, &letters, &BTreeSet::new()).try_into().unwrap();
            assert_eq!(help.is_declined(), declined, "{by}");
            assert_eq!(help.takes_offers(Millis(8)), !declined);
        }
    }

    #[test]
    fn a_no_holds_though_the_card_is_gone() {
        let (facts, letters) = asked(CARD);
        let [help] = fold(&facts[1..], &letters, &BTreeSet::new()).try_into().unwrap();
        assert!(help.is_declined());
    }
}
