//! Carried by hand: bundles to a file or to codes on a screen, and from there. The sync's program does the work;
//! the page asks it for one part after the other, so that a person can stop in between.

use super::App;
use crate::crypto::random;
use crate::domain::bundle::{Bundle, Header, NotTaken};
use crate::domain::bytes::{from_base64, to_base64};
use crate::domain::frames::{self, Collector, Progress};
use crate::domain::time::Millis;
use crate::platform::clock;
use crate::state::keeper::carry::{Carried, Carry, Choice, Taken};
use crate::state::word::Word;
use futures::channel::oneshot;
use futures::future::{Either, select};
use std::collections::BTreeMap;
use std::pin::pin;

/// Lines judged in one go: a few hundredths of a second.
const PART: usize = 200;
/// How long the sync's program may take for one part, in milliseconds, before it is told again; and how often it is
/// told: it may have to be loaded first.
const AGAIN_MS: u64 = 1_500;
const TELLINGS: usize = 30;

/// Errands that are under way, by number.
pub(super) type Errands = BTreeMap<u32, oneshot::Sender<Carried>>;

/// Why nothing was given or taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CarryProblem {
    /// It is no bundle for here.
    #[error(transparent)]
    NotTaken(#[from] NotTaken),
    /// The device could not keep or read it, in the store's words.
    #[error("this device could not do it: {0}")]
    Failed(String),
    /// The program that keeps records does not answer.
    #[error("the part of the app that keeps records does not answer")]
    NoAnswer,
    /// This site has no community yet.
    #[error("there is no community yet")]
    NoCommunity,
}

/// A bundle that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    /// The whole of it.
    pub text: String,
    /// Records in it.
    pub count: usize,
    /// Records that found no room in it.
    pub left_out: usize,
}

/// Codes that are being read.
#[derive(Debug, Clone, Default)]
pub struct Scan(Collector);

impl Scan {
    /// Takes in the text of a code: how far it has come, and all of it once it is complete. `None` for a code that
    /// is not one of ours.
    pub fn add(&mut self, text: &str) -> Option<(Progress, Option<Vec<u8>>)> {
        self.0.add(text).ok()
    }
}

impl App {
    /// Makes a bundle of everything or of what is needed most; `limit` is the most bytes of the latter. `step` hears
    /// how many records of how many are in it, and answers whether to go on; `None` where it said no.
    ///
    /// # Errors
    /// [`CarryProblem`].
    pub async fn give(
        self,
        choice: Choice,
        limit: Option<usize>,
        step: impl Fn(usize, usize) -> bool,
    ) -> Result<Option<Given>, CarryProblem> {
        let book = self.book().ok_or(CarryProblem::NoCommunity)?;
        let (me, mut after) = (book.me(), None);
        let mut given = Given { text: String::new(), count: 0, left_out: 0 };
        loop {
            let wish = Carry::Give { choice, me, after, limit };
            let Carried::Given(part) = self.errand(wish).await? else {
                return Err(CarryProblem::NoAnswer);
            };
            given.text += &part.lines;
            given.count += part.count;
            given.left_out += part.left_out;
            if !step(given.count, part.all) {
                return Ok(None);
            }
            after = part.next;
            if after.is_none() {
                break;
            }
        }
        let name = self.community_name().unwrap_or_default();
        let made = Millis(clock::now_ms());
        let header = Header::new(book.community(), &name, made, given.count);
        given.text.insert_str(0, &header.to_line());
        Ok(Some(given))
    }

    /// What a file with a bundle is called: "heart2help Vaduz 2026-11-23.txt". Browsers and phones hand `.txt` to every
    /// app, and other endings to few.
    #[must_use]
    pub fn bundle_name(self) -> String {
        let community = self.community_name().unwrap_or_default();
        let plain: String =
            community.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
        let day = clock::iso_day(clock::now_ms());
        format!("heart2help {} {day}.txt", plain.trim())
    }

    /// What is needed most, as the texts of codes, and how many records found no room.
    ///
    /// # Errors
    /// [`CarryProblem`].
    pub async fn give_codes(self) -> Result<(Vec<String>, Given), CarryProblem> {
        let given = self.give(Choice::Needed, Some(frames::LARGEST), |_, _| true).await?;
        let given = given.ok_or(CarryProblem::NoAnswer)?;
        match self.errand(Carry::Pack(given.text.clone())).await? {
            Carried::Packed(packed) => {
                Ok((frames::cut(&from_base64(&packed).unwrap_or_default()), given))
            }
            _ => Err(CarryProblem::NoAnswer),
        }
    }

    /// Takes in a bundle's text: what became of it, and whether it was complete. `step` hears how many lines of how many
    /// were judged, and answers whether to go on; what was taken in before it said no stays.
    ///
    /// # Errors
    /// [`CarryProblem`]; what was taken in before stays.
    pub async fn take(
        self,
        text: &str,
        step: impl Fn(usize, usize) -> bool,
    ) -> Result<(Taken, bool), CarryProblem> {
        let here = self.book().ok_or(CarryProblem::NoCommunity)?.community();
        let bundle = Bundle::read(text, &here)?;
        let (mut taken, mut done) = (Taken::default(), 0);
        for part in bundle.parts(PART) {
            if !step(done, bundle.len()) {
                return Ok((taken, false));
            }
            match self.errand(Carry::Take(part)).await? {
                Carried::Taken(more) => taken = taken.and(more),
                _ => return Err(CarryProblem::NoAnswer),
            }
            done = (done + PART).min(bundle.len());
        }
        Ok((taken, !bundle.is_cut()))
    }

    /// The bundle in what codes carried.
    ///
    /// # Errors
    /// [`CarryProblem`].
    pub async fn unpack(self, packed: &[u8]) -> Result<String, CarryProblem> {
        match self.errand(Carry::Unpack(to_base64(packed))).await? {
            Carried::Unpacked(Some(bundle)) => Ok(bundle),
            _ => Err(NotTaken::NotABundle.into()),
        }
    }

    /// Has the sync's program do something, wherever it runs. It may not listen yet, or may be taken over by another page
    /// meanwhile: so it is told again and again, and does one errand once.
    async fn errand(self, wish: Carry) -> Result<Carried, CarryProblem> {
        // Other pages number theirs on the same channel.
        let number = u32::from_le_bytes(random::<4>().0);
        let (answer, mut answered) = oneshot::channel();
        self.inner().borrow_mut().errands.insert(number, answer);
        let word = Word::Carry(number, wish);
        for _ in 0..TELLINGS {
            self.announce(&word);
            let enough = pin!(clock::sleep(AGAIN_MS));
            if let Either::Left((carried, _)) = select(&mut answered, enough).await {
                return match carried {
                    Ok(Carried::Failed(why)) => Err(CarryProblem::Failed(why)),
                    carried => carried.map_err(|_| CarryProblem::NoAnswer),
                };
            }
        }
        self.inner().borrow_mut().errands.remove(&number);
        Err(CarryProblem::NoAnswer)
    }

    /// Hands what came of an errand to who waits for it; another page's is nobody's here.
    pub(super) fn carried(self, number: u32, carried: Carried) {
        let waiting = self.inner().borrow_mut().errands.remove(&number);
        if let Some(waiting) = waiting {
            let _ = waiting.send(carried);
        }
    }
}
