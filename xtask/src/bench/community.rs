//! The community of the benchmark: true signed records in the mixture of a real one, of about 600 bytes of JSON each.

use a_heart_2_help::crypto::identity::Signer;
use a_heart_2_help::crypto::seal::{SealPair, seal};
use a_heart_2_help::crypto::sign::sign;
use a_heart_2_help::domain::act::{Act, ROLES};
use a_heart_2_help::domain::body::{Body, Close, SealedAbout};
use a_heart_2_help::domain::bytes::SealKey;
use a_heart_2_help::domain::cell::{Cell, FINEST, Point};
use a_heart_2_help::domain::community::{Community, CommunityId};
use a_heart_2_help::domain::id::{Place, RecordId};
use a_heart_2_help::domain::letter::{Letter, OfferLetter};
use a_heart_2_help::domain::record::Envelope;
use a_heart_2_help::domain::request::{CATEGORIES, CloseReason, Part, Request, Urgency, When};
use a_heart_2_help::domain::text::{Line, Name, Words};
use a_heart_2_help::domain::time::{DAY, HOUR, LocalDay, Millis};

type Failed = Box<dyn std::error::Error>;

/// How many people write. Requests and offers have keys of their own besides, as the app makes them.
const PEOPLE: usize = 200;
/// The records lie within these days before now, so that none has expired.
const SPAN: u64 = 6 * DAY;
/// The cells: a country's worth of them, this many from south to north and from west to east.
const ROWS: usize = 40;
const COLUMNS: usize = 15;
/// The south-west corner and a cell's size at [`FINEST`], in degrees.
const CORNER: Point = Point { lat: 47.05, lon: 9.47 };
const CELL: Point = Point { lat: 0.0055, lon: 0.011 };

const SENTENCES: [&str; 8] = [
    "The lift is broken until Thursday and I cannot carry anything up four floors.",
    "A cup of tea and half an hour of company would do me a world of good.",
    "Someone held the bus for us when the pram was stuck in the door.",
    "She walked with me all the way to the clinic and waited until I was done.",
    "He repaired the gate without a word, and the dog has been at home ever since.",
    "I brought the neighbours' children to school while their car was in the garage.",
    "It is the big green house behind the mill; everybody there knows my name.",
    "After the storm we cleared the path together, and then there was soup.",
];

/// An open request that others write about.
struct Open {
    id: RecordId,
    expires: Millis,
    signer: Signer,
    seal: SealKey,
}

/// Writes a community's records one after the other, the oldest first.
pub struct Writer {
    root: Signer,
    people: Vec<Signer>,
    open: Vec<Open>,
    now: Millis,
    size: usize,
    next: usize,
}

impl Writer {
    /// A new community of `size` records that ends at `now`.
    #[must_use]
    pub fn new(size: usize, now: Millis) -> Self {
        let people = (0..PEOPLE).map(|_| Signer::generate()).collect();
        Self { root: Signer::generate(), people, open: Vec::new(), now, size, next: 0 }
    }

    /// The community's root key.
    #[must_use]
    pub fn community(&self) -> CommunityId {
        self.root.public()
    }

    /// The next `count` records; fewer where the community is complete.
    ///
    /// # Errors
    /// Only where a text or key of this file breaks the domain's rules.
    pub fn batch(&mut self, count: usize) -> Result<Vec<Envelope>, Failed> {
        let end = self.size.min(self.next + count);
        let mut batch = Vec::with_capacity(end - self.next);
        while self.next < end {
            batch.push(self.record(self.next)?);
            self.next += 1;
        }
        Ok(batch)
    }

    /// Of twenty records ten are requests, eight acts, one an offer and one the end of a request.
    fn record(&mut self, n: usize) -> Result<Envelope, Failed> {
        if n == 0 {
            return self.describe();
        }
        match n % 20 {
            5 => self.offer(n),
            15 => self.close(n),
            m if m % 2 == 1 || m == 0 || m == 10 => self.request(n),
            _ => self.act(n),
        }
    }

    /// The time of the `n`th record: evenly spread, the last one an hour ago.
    fn time(&self, n: usize) -> Millis {
        let before = (self.size - n) as u64 * SPAN / self.size as u64;
        Millis(self.now.0.saturating_sub(before + HOUR))
    }

    fn sign(
        &self,
        signer: &Signer,
        place: Place,
        time: Millis,
        expires: Millis,
        body: Body,
    ) -> Result<(Envelope, RecordId), Failed> {
        let signed = sign(signer, &self.community(), place, time, expires, body);
        let (envelope, fact) = signed.ok_or("this body cannot be written")?;
        Ok((envelope, fact.id))
    }

    fn describe(&self) -> Result<Envelope, Failed> {
        let body = Body::Community(Box::new(Community::new(
            Line::parse("The benchmark's community")?,
            Line::parse("112")?,
            vec![place_of(0).1.coarser(4)],
        )));
        let time = self.time(0);
        let signed = self.sign(&self.root, Place::Anywhere, time, time.plus(365 * DAY), body)?;
        Ok(signed.0)
    }

    fn request(&mut self, n: usize) -> Result<Envelope, Failed> {
        let (time, signer, pair) = (self.time(n), Signer::generate(), SealPair::generate());
        // Every fourth asks by name, which is a second signature to check.
        let named = n.is_multiple_of(4);
        let by = named.then(|| {
            let person = &self.people[n % PEOPLE];
            name_of(n).map(|name| person.bind(&self.community(), &signer.public(), name))
        });
        let category = CATEGORIES[n % CATEGORIES.len()];
        let when = When {
            day: (!n.is_multiple_of(3))
                .then(|| LocalDay(LocalDay::at(self.now, 0).0 + (n % 10) as i64)),
            part: [Part::Morning, Part::Afternoon, Part::Evening, Part::Any][n % 4],
        };
        let request = Request {
            told: Vec::new(),
            replaces: None,
            terms: Default::default(),
            category,
            title: Line::parse(&format!("A hand with {} please, number {n}", category.word()))?,
            words: (!named).then(|| words_of(n, 1)).transpose()?,
            when,
            urgency: [Urgency::Calm, Urgency::Normal, Urgency::Urgent][n % 3],
            minutes: category.usual_minutes(),
            helpers: 1 + (n % 3) as u8,
            for_other: n.is_multiple_of(7),
            lang: Some("en".into()),
            seal: pair.public(),
            by: by.transpose()?,
        };
        let expires = Request::expiry(when, time);
        let (place, body) = (place_of(n).0, Body::Request(Box::new(request)));
        let (envelope, id) = self.sign(&signer, place, time, expires, body)?;
        self.open.push(Open { id, expires, signer, seal: pair.public() });
        Ok(envelope)
    }

    fn act(&self, n: usize) -> Result<Envelope, Failed> {
        let act = Act {
            photo: None,
            role: ROLES[n % ROLES.len()],
            category: Some(CATEGORIES[n % CATEGORIES.len()]),
            words: words_of(n, 2)?,
            lang: Some("en".into()),
            name: n.is_multiple_of(3).then(|| name_of(n)).transpose()?,
            inspired_by: None,
            of_request: None,
        };
        let (place, time) = (place_of(n).0, self.time(n));
        let body = Body::Act(Box::new(act));
        Ok(self.sign(&self.people[n % PEOPLE], place, time, time.plus(730 * DAY), body)?.0)
    }

    fn offer(&self, n: usize) -> Result<Envelope, Failed> {
        let about = self.open.last().ok_or("an offer came before any request")?;
        let (time, signer) = (self.time(n), Signer::generate());
        let person = &self.people[n % PEOPLE];
        let letter = Letter::Offer(OfferLetter {
            by: person.bind(&self.community(), &signer.public(), name_of(n)?),
            words: None,
            seal: SealPair::generate().public(),
        });
        let (community, author) = (self.community(), signer.public());
        let sealed = seal(&community, &about.id, &author, &about.seal, &letter)?;
        let body = Body::Offer(SealedAbout::new(about.id.clone(), sealed));
        let (place, expires) = (about.id.place.clone(), about.expires.plus(14 * DAY));
        Ok(self.sign(&signer, place, time, expires, body)?.0)
    }

    fn close(&mut self, n: usize) -> Result<Envelope, Failed> {
        let about = self.open.pop().ok_or("an end came before any request")?;
        let body = Body::Close(Close { re: about.id.clone(), reason: CloseReason::Done });
        let (time, place) = (self.time(n), about.id.place.clone());
        Ok(self.sign(&about.signer, place, time, about.expires, body)?.0)
    }
}

/// Neighbouring numbers lie far apart, as what people write does.
fn place_of(n: usize) -> (Place, Cell) {
    let at = n * 7919 % (ROWS * COLUMNS);
    let lat = CORNER.lat + (at / COLUMNS) as f64 * CELL.lat;
    let lon = CORNER.lon + (at % COLUMNS) as f64 * CELL.lon;
    let cell = Cell::snap(Point { lat, lon }, FINEST);
    (Place::Cell(cell.clone()), cell)
}

fn name_of(n: usize) -> Result<Name, Failed> {
    Ok(Name::parse(&format!("Neighbour {}", n % PEOPLE))?)
}

fn words_of(n: usize, sentences: usize) -> Result<Words, Failed> {
    let chosen: Vec<_> = (0..sentences).map(|i| SENTENCES[(n + i) % SENTENCES.len()]).collect();
    Ok(Words::parse(&chosen.join(" "))?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use a_heart_2_help::crypto::sign::verify;
    use std::collections::{BTreeMap, BTreeSet};

    const NOW: Millis = Millis(1_795_000_000_000);

    #[test]
    fn every_record_is_true_alive_and_of_the_size_that_is_claimed() {
        let mut writer = Writer::new(400, NOW);
        let envelopes = writer.batch(1000).unwrap();
        assert_eq!(envelopes.len(), 400);
        assert!(writer.batch(1000).unwrap().is_empty());
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        let mut cells = BTreeSet::new();
        for envelope in &envelopes {
            let fact = verify(&writer.community(), envelope).unwrap();
            assert!(!fact.is_expired(NOW.plus(DAY)) && fact.id.time < NOW, "{}", envelope.id);
            *kinds.entry(fact.body.kind().unwrap()).or_default() += 1;
            cells.extend(fact.id.place.cell().cloned());
        }
        assert_eq!(kinds["act"], 160);
        assert_eq!((kinds["offer"], kinds["close"], kinds["community"]), (20, 20, 1));
        assert_eq!(kinds["request"], 199);
        assert!(cells.len() > 200, "{} cells", cells.len());
        let bytes = serde_json::to_string(&envelopes).unwrap().len();
        assert!((550..=650).contains(&(bytes / 400)), "{} bytes each", bytes / 400);
    }

    #[test]
    fn all_of_it_is_there_however_it_is_cut() {
        let mut writer = Writer::new(50, NOW);
        let mut ids = BTreeSet::new();
        for count in [1, 20, 29, 20] {
            ids.extend(writer.batch(count).unwrap().into_iter().map(|envelope| envelope.id));
        }
        assert_eq!(ids.len(), 50);
    }
}
