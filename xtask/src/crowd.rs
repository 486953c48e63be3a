//! Many requests in one cell, put into a loaded demo community: what the crowded map is tested with.

use a_heart_2_help::crypto::identity::Secret;
use a_heart_2_help::domain::cell::{Cell, FINEST, Point};
use a_heart_2_help::domain::id::Place;
use a_heart_2_help::domain::letter::Details;
use a_heart_2_help::domain::request::{CATEGORIES, Part, Urgency, When};
use a_heart_2_help::domain::text::Line;
use a_heart_2_help::domain::time::{MINUTE, Millis};
use a_heart_2_help::state::book::{Ask, Book};
use a_heart_2_help::state::config::Config;
use a_heart_2_help::store::memory::Memory;
use a_heart_2_help::sync::{Backend, CouchDb, Outgoing};
use std::fs;
use std::path::Path;
use std::rc::Rc;
use std::time::{SystemTime, UNIX_EPOCH};

/// Vaduz, the town hall's square.
const SQUARE: Point = Point { lat: 47.1393, lon: 9.5228 };

type Failed = Box<dyn std::error::Error>;

/// Puts `count` requests by one person into the community whose configuration is in `data_dir`.
///
/// # Errors
/// In words, where there is no demo community yet or the backend refuses.
pub fn gather(data_dir: &Path, count: usize) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let gathered = runtime.map_err(|e| e.to_string())?.block_on(gather_async(data_dir, count));
    gathered.map_err(|e| e.to_string())
}

async fn gather_async(data_dir: &Path, count: usize) -> Result<(), Failed> {
    let config: Config = serde_json::from_str(&fs::read_to_string(data_dir.join("config.json"))?)?;
    let store = Rc::new(Memory::default());
    let book = Book::open(store, config.community, &Secret::generate(), Millis(0)).await?;
    let now = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    for n in 0..count {
        let category = CATEGORIES[n % CATEGORIES.len()];
        let ask = Ask {
            category,
            title: Line::parse(&format!("A hand on the square, number {}", n + 1))?,
            words: None,
            when: When { day: None, part: Part::Any },
            urgency: Urgency::Normal,
            minutes: category.usual_minutes(),
            helpers: 1,
            for_other: false,
            lang: None,
            place: Place::Cell(Cell::snap(SQUARE, FINEST)),
            name: None,
            named: false,
            details: Details::default(),
            terms: Default::default(),
            replaces: None,
        };
        // A minute apart, the last one an hour ago.
        let ago = (count - n) as u64 * MINUTE + 60 * MINUTE;
        book.ask(ask, Millis(u64::saturating_sub(now, ago))).await?;
    }
    let backend = CouchDb::new(&config.backend)?;
    for batch in book.waiting(usize::MAX).await.chunks(100) {
        let outgoing: Vec<_> = batch.iter().map(Outgoing::first).collect();
        if let Some(refusal) = backend.push(&outgoing).await?.first() {
            return Err(format!("The backend refused {}: {}", refusal.id, refusal.why).into());
        }
    }
    Ok(())
}
