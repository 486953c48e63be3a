//! Areas a person saved under a name, to look from again. They stay on the device.

use super::cell::Cell;
use super::text::Name;
use serde::{Deserialize, Serialize};

/// How many are kept.
pub const MOST: usize = 12;

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedArea {
    /// What the person calls it.
    pub name: Name,
    /// Where they look from.
    pub cell: Cell,
    /// Within how many kilometres; none is any distance.
    pub km: Option<u16>,
}

/// All of them, the newest last.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SavedAreas(Vec<SavedArea>);

impl SavedAreas {
    /// Reads what was kept; what cannot be read is nothing.
    #[must_use]
    pub fn read(kept: &str) -> Self {
        serde_json::from_str(kept).unwrap_or_default()
    }

    /// What to keep; none where there is nothing.
    #[must_use]
    pub fn to_keep(&self) -> Option<String> {
        if self.0.is_empty() { None } else { serde_json::to_string(self).ok() }
    }

    /// All, the newest last.
    #[must_use]
    pub fn all(&self) -> &[SavedArea] {
        &self.0
    }

    /// Adds one. It takes the place of one with the same name, and where there are too many, of the oldest.
    pub fn add(&mut self, area: SavedArea) {
        self.remove(&area.name);
        self.0.push(area);
        let over = self.0.len().saturating_sub(MOST);
        self.0.drain(..over);
    }

    /// Takes the one of this name away.
    pub fn remove(&mut self, name: &Name) {
        self.0.retain(|known| known.name != *name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn area(name: &str, km: Option<u16>) -> SavedArea {
        let cell = Cell::parse("u0qu0t").unwrap();
        SavedArea { name: Name::parse(name).unwrap(), cell, km }
    }

    #[test]
    fn a_name_is_kept_once_and_read_again() {
        let mut areas = SavedAreas::default();
        areas.add(area("Home", None));
        areas.add(area("Work", Some(5)));
        areas.add(area("Home", Some(2)));
        assert_eq!(areas.all(), [area("Work", Some(5)), area("Home", Some(2))]);
        assert_eq!(SavedAreas::read(&areas.to_keep().unwrap()), areas);
        areas.remove(&area("Work", None).name);
        areas.remove(&area("Home", None).name);
        assert_eq!(areas.to_keep(), None);
    }

    #[test]
    fn too_many_push_out_the_oldest_and_rubbish_is_nothing() {
        let mut areas = SavedAreas::default();
        for n in 0..=MOST {
            areas.add(area(&format!("Place {n}"), None));
        }
        assert_eq!(areas.all().len(), MOST);
        assert_eq!(areas.all()[0].name.as_str(), "Place 1");
        for rubbish in ["", "[{}]", "[{\"name\":\"\u{202E}x\",\"cell\":\"u0\",\"km\":1}]"] {
            assert_eq!(SavedAreas::read(rubbish), SavedAreas::default());
        }
    }
}
