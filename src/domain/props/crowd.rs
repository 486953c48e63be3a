//! Random sets of records by a few people about a few requests and acts, rightful and not.

use crate::domain::act::{Act, Cheer, Role};
use crate::domain::amend::Amend;
use crate::domain::attachment::{Attachment, Media};
use crate::domain::body::{Body, Close, Release, Retract, Sealed, SealedAbout};
use crate::domain::bytes::{AuthorKey, Bytes};
use crate::domain::fact::Fact;
use crate::domain::help::{Letters, key_hash};
use crate::domain::id::{Kind, Place, RecordId};
use crate::domain::letter::{
    AcceptLetter, Binding, Details, Leaving, Letter, Meeting, Note, NoteLetter, OfferLetter,
};
use crate::domain::repeat::{Every, Repeat};
use crate::domain::request::{Category, CloseReason, Part, Request, Urgency, When};
use crate::domain::terms::Terms;
use crate::domain::text::{Line, Name, Words};
use crate::domain::time::{LocalDay, Millis};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::collections::BTreeSet;

/// How many people there are.
pub(super) const PEOPLE: u8 = 4;

/// What is done, the parts of a thread more often than the rest.
const KINDS: [&str; 20] = [
    "request", "act", "offer", "offer", "accept", "accept", "message", "message", "message",
    "close", "retract", "amend", "amend", "cheer", "lantern", "release", "accept", "message",
    "message", "message",
];
const REASONS: [CloseReason; 5] = [
    CloseReason::Done,
    CloseReason::Partly,
    CloseReason::ByOthers,
    CloseReason::NotNeeded,
    CloseReason::OutOfScope,
];

/// What somebody does, before it is known what there is to do it to.
#[derive(Debug, Clone)]
pub(super) struct Step {
    kind: &'static str,
    /// Who; `None` for somebody who may do it.
    by: Option<u8>,
    time: u64,
    target: Index,
    thread: Index,
    detail: u8,
    /// This device can open the letter.
    opened: bool,
}

impl Step {
    /// Which note a message is, 0 to 15.
    fn note(&self) -> u8 {
        self.detail / 16
    }
}

/// Records, with the letters this device could open.
#[derive(Debug, Clone, Default)]
pub(super) struct Crowd {
    pub facts: Vec<Fact>,
    pub letters: Letters,
}

/// The key of a person.
pub(super) fn person(n: u8) -> AuthorKey {
    Bytes([n + 1; 32])
}

/// The keys this device holds, one bit a person.
pub(super) fn device(bits: u8) -> BTreeSet<AuthorKey> {
    (0..PEOPLE).filter(|n| bits & (1 << n) != 0).map(person).collect()
}

/// So many things done, in no order.
pub(super) fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    let by = proptest::option::weighted(0.4, 0..PEOPLE);
    let indices = (select(KINDS.to_vec()), any::<Index>(), any::<Index>());
    // Few moments, so that many records claim the same one.
    let step = (indices, by, 0..12u64, any::<u8>(), proptest::bool::weighted(0.8)).prop_map(
        |((kind, target, thread), by, time, detail, opened)| Step {
            kind,
            by,
            time,
            target,
            thread,
            detail,
            opened,
        },
    );
    proptest::collection::vec(step, 0..most)
}

/// The records that come of it. Each may be about any other, also about one that comes later.
pub(super) fn crowd(steps: &[Step]) -> Crowd {
    let ids: Vec<RecordId> = steps.iter().enumerate().map(|(n, step)| id(n, step)).collect();
    let place = |id: &RecordId| ids.iter().position(|i| i == id);
    // Anybody may begin something; who may go on with it is known from that.
    let begins =
        |step: &Step| matches!(step.kind, "request" | "act" | "offer" | "cheer" | "lantern");
    let anybody = |step: &Step| person(step.by.unwrap_or(step.detail % PEOPLE));
    let mut authors: Vec<_> = steps.iter().map(|s| begins(s).then(|| anybody(s))).collect();
    let mut crowd = Crowd::default();
    // What an answer is about: mostly the request of the offer it answers.
    let answers = |step: &Step, offer: Option<&RecordId>| match offer.and_then(place) {
        Some(at) if matches!(step.kind, "accept" | "message") && step.detail % 8 > 1 => {
            about(&steps[at], &ids)
        }
        _ => about(step, &ids),
    };
    for (n, step) in steps.iter().enumerate() {
        let mut offer = some(&ids, "offer", &step.thread);
        let mut re = answers(step, offer.as_ref());
        if step.kind == "release" {
            // Its thread is the acceptance it ends.
            let accept = some(&ids, "accept", &step.thread);
            if let Some(at) = accept.as_ref().and_then(place) {
                re = answers(&steps[at], some(&ids, "offer", &steps[at].thread).as_ref());
            }
            offer = accept;
        }
        // What is agreed to or revealed: mostly something of the same thread that can be.
        let answered = |s: &&(usize, &Step)| {
            s.1.kind == "message"
                && s.1.note() / 2 + 1 == step.note() / 2
                && some(&ids, "offer", &s.1.thread) == offer
        };
        let likely: Vec<_> = steps.iter().enumerate().collect();
        let likely: Vec<_> = likely.iter().filter(answered).map(|s| s.0).collect();
        let other = match likely.as_slice() {
            [] => step.target.get(&ids).clone(),
            likely => ids[*step.target.get(likely)].clone(),
        };
        let theirs = step.kind == "message" && step.detail.is_multiple_of(2);
        let rightful = if theirs { offer.as_ref() } else { Some(&re) };
        let rightful = rightful.and_then(place).and_then(|at| authors[at]);
        let by = authors[n].or(step.by.map(person)).or(rightful).unwrap_or_else(|| anybody(step));
        authors[n] = Some(by);
        let (body, letter) = said(n, step, &ids, re, offer, other);
        crowd.letters.extend(letter.filter(|_| step.opened).map(|l| (ids[n].clone(), l)));
        crowd.facts.push(Fact {
            id: ids[n].clone(),
            author: by,
            expires: Millis(900 + u64::from(step.detail)),
            body,
        });
    }
    crowd
}

fn id(n: usize, step: &Step) -> RecordId {
    let kind = Kind::parse(step.kind).unwrap();
    // The tags run against the steps, so that ids do not sort as they were made.
    let tag = Bytes([u8::try_from(n).unwrap().wrapping_mul(151); 16]);
    RecordId { place: Place::Anywhere, kind, time: Millis(step.time), tag }
}

/// Mostly something it makes sense to be about, now and then anything at all.
fn about(step: &Step, ids: &[RecordId]) -> RecordId {
    let anything = step.target.get(ids).clone();
    let sensible = match step.kind {
        "offer" | "accept" | "message" | "close" => some(ids, "request", &step.target),
        "amend" if !step.detail.is_multiple_of(3) => some(ids, "request", &step.target),
        "act" | "amend" | "cheer" => some(ids, "act", &step.target),
        "retract" if step.detail.is_multiple_of(4) => some(ids, "amend", &step.target),
        _ => None,
    };
    sensible.filter(|_| !step.detail.is_multiple_of(8)).unwrap_or(anything)
}

fn some(ids: &[RecordId], kind: &str, which: &Index) -> Option<RecordId> {
    let all: Vec<_> = ids.iter().filter(|id| id.kind.as_str() == kind).collect();
    (!all.is_empty()).then(|| (*which.get(&all)).clone())
}

fn said(
    n: usize,
    step: &Step,
    ids: &[RecordId],
    re: RecordId,
    offer: Option<RecordId>,
    other: RecordId,
) -> (Body, Option<Letter>) {
    let id = &ids[n];
    let n = u8::try_from(n).unwrap();
    let place = |id: &RecordId| ids.iter().position(|i| i == id);
    let number = |id: &RecordId| place(id).and_then(|at| u8::try_from(at).ok()).unwrap_or(0);
    let sealed = SealedAbout::new(re.clone(), Sealed(vec![n]));
    // A day of the request or the one after its last.
    let on = (!step.detail.is_multiple_of(5))
        .then(|| LocalDay(i64::from(number(&re) + step.detail % 4)));
    let words = Words::parse(&format!("words {n}")).unwrap();
    let binding = || Binding {
        person: Bytes([n; 32]),
        name: Name::parse("Jonas").unwrap(),
        sig: Bytes([n; 64]),
    };
    let offer = offer.unwrap_or_else(|| re.clone());
    match id.kind.as_str() {
        "request" => (request(n, step, Some(re)), None),
        "act" => (act(n, step, Some(re)), None),
        "offer" => {
            let letter = OfferLetter { by: binding(), words: None, seal: Bytes([n; 32]) };
            (Body::Offer(SealedAbout { on, ..sealed }), Some(Letter::Offer(letter)))
        }
        "accept" => {
            let details = Details { note: Some(words), ..Details::default() };
            (
                Body::Accept(SealedAbout { on, release: Some(key_hash(&[n; 16])), ..sealed }),
                Some(Letter::Accept(AcceptLetter {
                    offer,
                    details,
                    name: None,
                    key: Some(Bytes([n; 16])),
                })),
            )
        }
        "message" => {
            let meeting = Meeting { day: LocalDay(n.into()), at: Some(u16::from(n) * 16) };
            let note = match step.note() {
                0 => Note::OnMyWay,
                1 => Note::Done,
                2 => Note::Thanks { words, may_tell: step.detail.is_multiple_of(3) },
                3 => Note::Say(words),
                4 => Note::Late(n.into()),
                5 => Note::Coming,
                6 => Note::Leave(Leaving::Cannot),
                7 => Note::NotMet,
                8 | 9 => Note::Propose(meeting),
                10 | 11 => Note::Agree(other),
                12 | 13 => Note::Feedback { sealed: Sealed(vec![n]), hash: key_hash(&[n; 32]) },
                _ => Note::Reveal { key: Bytes([number(&other); 32]), of: other },
            };
            (Body::Message(sealed), Some(Letter::Note(NoteLetter { offer, note })))
        }
        "release" => {
            let key = match step.detail % 3 {
                0 => Some(Bytes([number(&offer); 16])),
                1 => Some(Bytes([number(&offer).wrapping_add(1); 16])),
                _ => None,
            };
            (Body::Release(Release { re, accept: offer, key }), None)
        }
        "close" => (Body::Close(Close { re, reason: REASONS[usize::from(step.detail % 5)] }), None),
        "retract" => (Body::Retract(Retract { re }), None),
        "amend" => {
            let body =
                if re.kind.as_str() == "act" { act(n, step, None) } else { request(n, step, None) };
            (Amend::new(re, body).map_or(Body::Unknown, Body::Amend), None)
        }
        "cheer" => (Body::Cheer(Cheer { re }), None),
        _ => (Body::Unknown, None),
    }
}

fn request(n: u8, step: &Step, replaces: Option<RecordId>) -> Body {
    let by =
        Binding { person: Bytes([n; 32]), name: Name::parse("Ida").unwrap(), sig: Bytes([n; 64]) };
    Body::Request(Box::new(Request {
        category: Category::Ride,
        title: Line::parse(&format!("title {n}")).unwrap(),
        words: Words::optional(&" x".repeat(usize::from(step.detail % 3))).unwrap(),
        when: When { day: (n.is_multiple_of(2)).then_some(LocalDay(n.into())), part: Part::Any },
        urgency: Urgency::Normal,
        minutes: u16::from(n) + 1,
        helpers: step.detail % 3 + 1,
        for_other: n.is_multiple_of(3),
        lang: (n.is_multiple_of(5)).then(|| "de".into()),
        seal: Bytes([n; 32]),
        by: (n.is_multiple_of(4)).then_some(by),
        told: Vec::new(),
        replaces,
        terms: Terms {
            repeats: (n.is_multiple_of(4)).then_some(Repeat {
                every: Every::Day,
                step: 1,
                times: 3,
            }),
            ..Terms::default()
        },
    }))
}

fn act(n: u8, step: &Step, inspired_by: Option<RecordId>) -> Body {
    Body::Act(Box::new(Act {
        role: Role::Did,
        category: (n.is_multiple_of(2)).then_some(Category::Meal),
        words: Words::parse(&format!("act {n}")).unwrap(),
        lang: None,
        name: None,
        inspired_by,
        of_request: None,
        photo: Attachment::of(&vec![n; usize::from(step.detail % 3)], Media::Jpeg),
    }))
}
