//! What `cargo xtask bench` is asked for.

use serde::Deserialize;

use crate::args::Args;
use crate::problem::Problem;

/// RxDB is measured up to here: beyond, it takes minutes and says nothing new.
const RXDB_UP_TO: usize = 10_000;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Contender {
    #[default]
    Floor,
    Ours,
    PouchDb,
    RxDb,
}

impl Contender {
    pub const ALL: [Self; 4] = [Self::Floor, Self::Ours, Self::PouchDb, Self::RxDb];

    /// What `--only` calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Floor => "floor",
            Self::Ours => "ours",
            Self::PouchDb => "pouchdb",
            Self::RxDb => "rxdb",
        }
    }

    /// What the table calls it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Floor => "the floor: one fetch, `.json()`",
            Self::Ours => "A Heart 2 Help",
            Self::PouchDb => "PouchDB 9, `indexeddb`, batches of 1,000",
            Self::RxDb => "RxDB 16, Dexie, batches of 1,000",
        }
    }

    pub fn takes(self, size: usize) -> bool {
        self != Self::RxDb || size <= RXDB_UP_TO
    }
}

#[derive(Debug, PartialEq)]
pub struct Options {
    pub sizes: Vec<usize>,
    pub repeat: usize,
    pub only: Vec<Contender>,
    pub build: bool,
    pub write: bool,
}

impl Options {
    pub fn read(mut args: Args) -> Result<Self, Problem> {
        let sizes = args.value("--sizes")?.unwrap_or_else(|| "1000,10000,50000".into());
        let only = args.value("--only")?;
        let repeat = args.value("--repeat")?.unwrap_or_else(|| "1".into());
        let options = Self {
            sizes: list(&sizes, count)?,
            repeat: count(&repeat)?,
            only: only.map_or(Ok(Contender::ALL.to_vec()), |only| list(&only, contender))?,
            build: !args.flag("--no-build"),
            write: args.flag("--write"),
        };
        args.finish()?;
        Ok(options)
    }
}

fn list<T: PartialEq>(text: &str, read: fn(&str) -> Result<T, Problem>) -> Result<Vec<T>, Problem> {
    let mut items = Vec::new();
    for word in text.split(',') {
        let item = read(word.trim())?;
        // A database is filled once, and a contender measured as often as `--repeat` says.
        if !items.contains(&item) {
            items.push(item);
        }
    }
    Ok(items)
}

fn count(text: &str) -> Result<usize, Problem> {
    match text.parse() {
        Ok(count) if count > 0 => Ok(count),
        _ => Err(Problem::Usage(format!("A number from 1 is wanted, not \"{text}\"."))),
    }
}

fn contender(text: &str) -> Result<Contender, Problem> {
    Contender::ALL.into_iter().find(|contender| contender.name() == text).ok_or_else(|| {
        let names = Contender::ALL.map(Contender::name).join(", ");
        Problem::Usage(format!("There is no contender \"{text}\". They are {names}."))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Options, Problem> {
        Options::read(Args::new(line.split_whitespace().map(str::to_owned)))
    }

    #[test]
    fn without_flags_everything_is_measured_once() {
        let options = read("").unwrap();
        assert_eq!(options.sizes, [1000, 10_000, 50_000]);
        assert_eq!((options.repeat, options.build, options.write), (1, true, false));
        assert_eq!(options.only, Contender::ALL);
    }

    #[test]
    fn flags_choose() {
        let options = read("--sizes 10,20,10 --repeat=3 --only ours,floor --no-build").unwrap();
        assert_eq!(options.sizes, [10, 20]);
        assert_eq!(options.repeat, 3);
        assert_eq!(options.only, [Contender::Ours, Contender::Floor]);
        assert!(!options.build);
    }

    #[test]
    fn what_cannot_be_measured_is_refused() {
        for line in ["--sizes 0", "--sizes many", "--repeat 0", "--only ourselves", "--fast"] {
            assert!(read(line).is_err(), "{line}");
        }
    }

    #[test]
    fn rxdb_is_left_out_of_the_largest_size() {
        assert!(Contender::RxDb.takes(10_000) && !Contender::RxDb.takes(50_000));
        assert!(Contender::PouchDb.takes(50_000));
    }
}
