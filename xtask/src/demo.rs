//! The demo community: sixty records by fictional people, written with the app's own code and dated
//! relative to now, put into the backend as records.

use a_heart_2_help::crypto::identity::{Secret, Signer};
use a_heart_2_help::domain::act::Act;
use a_heart_2_help::domain::cell::{Cell, FINEST, Point};
use a_heart_2_help::domain::community::Community;
use a_heart_2_help::domain::id::{Place, RecordId};
use a_heart_2_help::domain::letter::Note;
use a_heart_2_help::domain::membership::Standing;
use a_heart_2_help::domain::record::Envelope;
use a_heart_2_help::domain::request::{CloseReason, When};
use a_heart_2_help::domain::text::{Line, Name, Words};
use a_heart_2_help::domain::time::{DAY, LocalDay, MINUTE, Millis};
use a_heart_2_help::state::book::{Ask, Book};
use a_heart_2_help::state::config::Config;
use a_heart_2_help::store::memory::Memory;
use a_heart_2_help::sync::{Backend, CouchDb, Outgoing};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

mod source;

use source::{Asked, Source, State};

/// The people and what they said, checked into the project.
const SOURCE: &str = include_str!("../demo/community.json");
/// The database on the backend.
const DATABASE: &str = "liechtenstein";
/// How many records go to the backend at once.
const BATCH: usize = 100;

/// What to load, and where.
pub struct Options<'a> {
    /// The server's address, without a database.
    pub backend_url: &'a str,
    /// Where the configuration is remembered.
    pub data_dir: &'a Path,
}

/// What was loaded.
pub struct Loaded {
    /// The app's `config.json`.
    pub config: String,
}

type Failed = Box<dyn std::error::Error>;

/// Puts the demo community into the backend unless it is there.
///
/// # Errors
/// In words, where the backend or the disk refuses.
pub fn load(options: &Options) -> Result<Loaded, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let loaded = runtime.map_err(|e| e.to_string())?.block_on(load_async(options));
    loaded.map_err(|e| e.to_string())
}

async fn load_async(options: &Options<'_>) -> Result<Loaded, Failed> {
    let database = format!("{}/{DATABASE}", options.backend_url);
    let backend = CouchDb::new(&database)?;
    let file = options.data_dir.join("config.json");
    let filled = backend.info().await.is_ok_and(|info| info.doc_count > 0);
    if filled && let Ok(kept) = fs::read_to_string(&file) {
        let kept: Config = serde_json::from_str(&kept)?;
        // The same data may be served at another port this time.
        let config = serde_json::to_string(&Config { backend: database, ..kept })?;
        return Ok(Loaded { config });
    }
    let source: Source = serde_json::from_str(SOURCE)?;
    let root = Signer::generate();
    let now = Millis(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis().try_into()?);
    let envelopes = write(&source, &root, now).await?;
    backend.create().await?;
    for batch in envelopes.chunks(BATCH) {
        let outgoing: Vec<_> = batch.iter().map(Outgoing::first).collect();
        if let Some(refusal) = backend.push(&outgoing).await?.first() {
            return Err(format!("The backend refused {}: {}", refusal.id, refusal.why).into());
        }
    }
    let name = source.community.name.to_string();
    let config =
        serde_json::to_string(&Config { community: root.public(), backend: database, name })?;
    fs::write(file, &config)?;
    Ok(Loaded { config })
}

/// The town while its story is told: everybody's own book, and the records of each request.
struct Town {
    now: Millis,
    books: BTreeMap<String, (Book<Memory>, Name)>,
    all: Vec<Envelope>,
}

async fn write(source: &Source, root: &Signer, now: Millis) -> Result<Vec<Envelope>, Failed> {
    let mut town = Town { now, books: BTreeMap::new(), all: Vec::new() };
    for person in &source.people {
        let (store, secret) = (Rc::new(Memory::default()), Secret::generate());
        let book = Book::open(store, root.public(), &secret, Millis(0)).await?;
        town.books.insert(person.key.clone(), (book, person.name.clone()));
    }
    let first = &source.people.first().ok_or("the demo has no people")?.key;
    let area = source.requests.iter().map(|r| snap(r.lat, r.lon).coarser(4));
    let area: std::collections::BTreeSet<Cell> = area.collect();
    let about = &source.community;
    let area = area.into_iter().collect();
    let community = Community {
        about: Some(about.about.clone()),
        coordinators: vec![town.book(first)?.as_coordinator()],
        ..Community::new(about.name.clone(), about.emergency.clone(), area)
    };
    town.book(first)?.describe(root, community, town.ago(20_000)).await?;
    let until = town.now.plus(90 * DAY);
    let label = Line::parse("The first neighbours")?;
    let pass = town.book(first)?.invite(label, Standing::Member, until, town.ago(19_990)).await?;
    town.collect(first).await?;
    for person in &source.people {
        let name = Some(person.name.clone());
        town.book(&person.key)?.join(&pass, name, town.ago(19_900)).await?;
        town.collect(&person.key).await?;
    }

    let mut requests = BTreeMap::new();
    for asked in &source.requests {
        requests.insert(asked.key.as_str(), town.live(asked).await?);
    }
    let mut acts: BTreeMap<&str, RecordId> = BTreeMap::new();
    for deed in &source.acts {
        let find = |map: &BTreeMap<&str, RecordId>, key: &Option<String>| {
            key.as_ref().and_then(|key| map.get(key.as_str()).cloned())
        };
        let act = Act {
            role: deed.role,
            category: deed.category,
            words: deed.text.clone(),
            lang: Some(deed.lang.clone()),
            name: deed.named.then(|| town.name(&deed.by)).transpose()?,
            inspired_by: find(&acts, &deed.inspired_by),
            of_request: find(&requests, &deed.of_request),
            photo: None,
        };
        let place = Place::Cell(snap(deed.lat, deed.lon));
        let id = town.book(&deed.by)?.tell(act, place, town.ago(deed.minutes_ago)).await?;
        town.collect(&deed.by).await?;
        acts.insert(&deed.key, id);
    }
    Ok(town.all)
}

fn snap(lat: f64, lon: f64) -> Cell {
    Cell::snap(Point { lat, lon }, FINEST)
}

impl Town {
    fn ago(&self, minutes: u64) -> Millis {
        Millis(self.now.0.saturating_sub(minutes * MINUTE))
    }

    fn book(&self, key: &str) -> Result<&Book<Memory>, Failed> {
        Ok(&self.books.get(key).ok_or_else(|| format!("nobody is called {key}"))?.0)
    }

    fn name(&self, key: &str) -> Result<Name, Failed> {
        Ok(self.books.get(key).ok_or_else(|| format!("nobody is called {key}"))?.1.clone())
    }

    /// What somebody wrote since the last time, added to everything; answers with it.
    async fn collect(&mut self, key: &str) -> Result<Vec<Envelope>, Failed> {
        let book = self.book(key)?;
        let written = book.waiting(usize::MAX).await;
        let ids: Vec<String> = written.iter().map(|e| e.id.clone()).collect();
        book.sent(&ids).await?;
        self.all.extend(written.iter().cloned());
        Ok(written)
    }

    /// Gives what one wrote to another.
    async fn pass(&mut self, from: &str, to: &[&str]) -> Result<(), Failed> {
        let written = self.collect(from).await?;
        for reader in to {
            self.book(reader)?.receive(&written, Millis(0)).await?;
        }
        Ok(())
    }

    /// One request with everything that became of it.
    async fn live(&mut self, asked: &Asked) -> Result<RecordId, Failed> {
        let who = asked.by.as_str();
        let posted = self.ago(asked.posted_minutes_ago);
        let today = LocalDay::at(self.now, 0);
        let ask = Ask {
            category: asked.category,
            title: asked.title.clone(),
            words: Some(asked.text.clone()),
            when: When {
                day: asked.when.day.map(|d| LocalDay(today.0 + d)),
                part: asked.when.part,
            },
            urgency: asked.urgency,
            minutes: asked.minutes,
            helpers: asked.helpers,
            for_other: asked.for_other,
            lang: Some(asked.lang.clone()),
            place: match asked.anywhere {
                true => Place::Anywhere,
                false => Place::Cell(snap(asked.lat, asked.lon)),
            },
            name: Some(self.name(who)?),
            named: asked.named,
            details: asked.private.clone(),
            terms: asked.terms.clone(),
            replaces: None,
        };
        let id = self.book(who)?.ask(ask, posted).await?;
        let helpers: Vec<&str> = asked.offers.iter().map(|o| o.by.as_str()).collect();
        self.pass(who, &helpers).await?;
        let mut chosen = None;
        for offer in &asked.offers {
            let (at, name) = (self.ago(offer.minutes_ago), self.name(&offer.by)?);
            let offered =
                self.book(&offer.by)?.offer(&id, name, Some(offer.text.clone()), at).await?;
            self.pass(&offer.by, &[who]).await?;
            if asked.helper.as_ref() == Some(&offer.by) {
                chosen = Some((offer.by.as_str(), offered, offer.minutes_ago));
            }
        }
        match (asked.state, chosen) {
            (State::Open, _) => {}
            (State::Withdrawn, _) => {
                let at = self.ago(asked.posted_minutes_ago / 2);
                self.book(who)?.close(&id, CloseReason::NotNeeded, at).await?;
                self.pass(who, &[]).await?;
            }
            (state, Some((helper, offer, ago))) => {
                let chain = Chain { id: &id, offer: &offer, who, helper, ago };
                self.help(&chain, state, asked.thanks.as_ref()).await?;
            }
            _ => return Err(format!("{} has no helper", asked.key).into()),
        }
        Ok(id)
    }

    async fn help(
        &mut self,
        c: &Chain<'_>,
        state: State,
        thanks: Option<&Words>,
    ) -> Result<(), Failed> {
        // Each step a tenth of the way from the offer to now.
        let step = |n: u64| c.ago.saturating_sub(c.ago * n / 10);
        self.book(c.who)?.accept(c.id, c.offer, self.ago(step(1))).await?;
        self.pass(c.who, &[c.helper]).await?;
        if state < State::Done {
            return Ok(());
        }
        for (n, note) in [(2, Note::OnMyWay), (4, Note::Done)] {
            self.book(c.helper)?.note(c.id, c.offer, note, self.ago(step(n))).await?;
            self.pass(c.helper, &[c.who]).await?;
        }
        self.book(c.who)?.confirm_done(c.id, c.offer, self.ago(step(5))).await?;
        if let Some(words) = thanks.filter(|_| state == State::Thanked) {
            let note = Note::Thanks { words: words.clone(), may_tell: true };
            self.book(c.who)?.note(c.id, c.offer, note, self.ago(step(6))).await?;
        }
        self.pass(c.who, &[c.helper]).await
    }
}

/// One helper's thread on one request.
struct Chain<'a> {
    id: &'a RecordId,
    offer: &'a RecordId,
    who: &'a str,
    helper: &'a str,
    /// When the offer was made, in minutes before now.
    ago: u64,
}

#[cfg(test)]
mod tests {
    use super::*;
    use a_heart_2_help::crypto::sign::verify;
    use a_heart_2_help::domain::body::Body;

    #[tokio::test(flavor = "current_thread")]
    async fn the_demo_is_told_in_true_records_of_every_kind_and_keeps_its_secrets() {
        let source: Source = serde_json::from_str(SOURCE).unwrap();
        let root = Signer::generate();
        let now = Millis(1_795_000_000_000);
        let envelopes = write(&source, &root, now).await.unwrap();
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for envelope in &envelopes {
            let fact = verify(&root.public(), envelope).unwrap();
            assert!(!fact.is_expired(now) && fact.id.time <= now, "{}", envelope.id);
            assert_ne!(fact.body, Body::Unknown);
            *kinds.entry(fact.body.kind().unwrap()).or_default() += 1;
            for asked in &source.requests {
                for secret in [&asked.private.address, &asked.private.phone].into_iter().flatten() {
                    assert!(!envelope.p.contains(secret.as_str()), "{secret} is in the open");
                }
            }
        }
        assert_eq!(kinds["request"], source.requests.len());
        assert_eq!(kinds["act"], source.acts.len());
        assert!(kinds["offer"] >= 14 && kinds["message"] >= 12, "{kinds:?}");
    }
}
