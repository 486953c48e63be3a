//! What a person does, and what the app told them was saved.

use super::device::Dice;
use super::disk::Disk;
use crate::domain::act::{Act, Role};
use crate::domain::cell::{Cell as Area, FINEST, Point};
use crate::domain::id::{Place, RecordId};
use crate::domain::letter::{Details, Note};
use crate::domain::request::{Category, CloseReason, Part, Urgency, When};
use crate::domain::text::{Line, Name, Words};
use crate::domain::time::Millis;
use crate::state::book::{ActionError, Ask, Book};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// One wish, and the dice that choose whom it is about.
pub struct Deed(pub u64);

#[derive(Default)]
pub struct Person {
    pub to_do: RefCell<VecDeque<Deed>>,
    /// Ids of records that the app said were saved, and when they expire.
    pub saved: RefCell<BTreeMap<RecordId, Millis>>,
    /// Ids of records that the app said were taken back.
    pub taken_back: RefCell<BTreeSet<RecordId>>,
}

fn ask(dice: &Dice) -> Ask {
    let point = Point { lat: 47.1 + dice.below(5) as f64 / 100.0, lon: 9.5 };
    Ask {
        category: Category::Ride,
        title: Line::parse(&format!("A true request {}", dice.below(1000))).unwrap(),
        words: None,
        when: When { day: None, part: Part::Any },
        urgency: Urgency::Normal,
        minutes: 30,
        helpers: 1 + dice.below(2) as u8,
        for_other: false,
        lang: None,
        place: Place::Cell(Area::snap(point, FINEST)),
        name: Name::parse("Herbert").ok(),
        named: dice.one_in(2),
        details: Details { address: Line::parse("Musterweg 3").ok(), ..Details::default() },
        terms: Default::default(),
        replaces: None,
    }
}

fn act(dice: &Dice) -> Act {
    Act {
        role: Role::Did,
        category: None,
        words: Words::parse(&format!("A true act {}", dice.below(1000))).unwrap(),
        lang: None,
        name: None,
        inspired_by: None,
        of_request: None,
        photo: None,
    }
}

impl Person {
    /// Does what the wish says, as far as there is anything to do it with.
    pub async fn act(&self, book: &Book<Disk>, deed: Deed, now: Millis) {
        let dice = Dice::new(deed.0);
        let requests = book.requests();
        let open: Vec<_> = requests.iter().filter(|help| help.takes_offers(now)).collect();
        let threads: Vec<_> = requests
            .iter()
            .flat_map(|help| help.threads.iter().map(move |thread| (help, thread)))
            .filter(|(help, thread)| help.mine || thread.mine)
            .collect();
        let done: Result<Option<RecordId>, ActionError> = match dice.below(10) {
            0 | 1 => book.ask(ask(&dice), now).await.map(Some),
            2 | 3 => match dice.pick(&open).filter(|help| !help.mine && help.my_thread().is_none())
            {
                Some(help) => {
                    let name = Name::parse("Anna").unwrap();
                    book.offer(&help.id, name, None, now).await.map(Some)
                }
                None => Ok(None),
            },
            4 | 5 => match dice.pick(&threads) {
                Some((help, thread)) if help.mine => {
                    book.accept(&help.id, &thread.offer, now).await.map(Some)
                }
                Some((help, thread)) => {
                    book.note(&help.id, &thread.offer, Note::OnMyWay, now).await.map(Some)
                }
                None => Ok(None),
            },
            6 => match dice.pick(&threads) {
                Some((help, thread)) if help.mine => {
                    book.confirm_done(&help.id, &thread.offer, now).await.map(|()| None)
                }
                Some((help, thread)) => {
                    book.note(&help.id, &thread.offer, Note::Done, now).await.map(Some)
                }
                None => Ok(None),
            },
            7 => match dice.pick(&requests).filter(|help| help.mine) {
                Some(help) => book.close(&help.id, CloseReason::NotNeeded, now).await.map(Some),
                None => Ok(None),
            },
            8 => book.tell(act(&dice), Place::Anywhere, now).await.map(Some),
            _ => {
                let mine: Vec<RecordId> = self.saved.borrow().keys().cloned().collect();
                match dice.pick(&mine).filter(|id| id.kind.as_str() != "retract") {
                    Some(id) => book.retract(id, now).await.map(|retraction| {
                        self.taken_back.borrow_mut().insert(id.clone());
                        Some(retraction)
                    }),
                    None => Ok(None),
                }
            }
        };
        if let Ok(Some(id)) = done {
            let kept = book.envelope(&id.to_string()).await.expect("it was saved");
            let payload: serde_json::Value = serde_json::from_str(&kept.p).unwrap();
            self.saved.borrow_mut().insert(id, Millis(payload["exp"].as_u64().unwrap()));
        }
    }
}
