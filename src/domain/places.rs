//! Named places people can choose instead of the map, found without accents or case mattering.

use super::cell::{Cell, FINEST, Point};
use serde::{Deserialize, Serialize};

/// A place with a name.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct NamedPlace {
    /// What people call it.
    pub name: String,
    /// village, hamlet, suburb, …
    pub kind: String,
    /// Latitude in degrees.
    pub lat: f64,
    /// Longitude in degrees.
    pub lon: f64,
}

impl NamedPlace {
    /// Whether people live there, as far as the map knows: a meadow's name helps nobody to say where
    /// they are.
    #[must_use]
    pub fn is_lived_in(&self) -> bool {
        self.kind != "locality"
    }

    /// The cell of its middle.
    #[must_use]
    pub fn cell(&self) -> Cell {
        Cell::snap(Point { lat: self.lat, lon: self.lon }, FINEST)
    }
}

/// Lower case, Latin accents folded away, so that "munz" finds "Münz".
#[must_use]
pub fn fold_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' => out.push('a'),
            'ç' | 'ć' | 'č' => out.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => out.push('e'),
            'ì' | 'í' | 'î' | 'ï' | 'ı' => out.push('i'),
            'ñ' | 'ń' | 'ň' => out.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => out.push('o'),
            'ù' | 'ú' | 'û' | 'ü' | 'ů' => out.push('u'),
            'ý' | 'ÿ' => out.push('y'),
            'ś' | 'š' | 'ş' => out.push('s'),
            'ź' | 'ż' | 'ž' => out.push('z'),
            'ğ' => out.push('g'),
            'ł' => out.push('l'),
            'ß' => out.push_str("ss"),
            // Combining marks left by decomposed text and by lower-casing İ.
            '\u{300}'..='\u{36F}' => {}
            other => out.push(other),
        }
    }
    out
}

/// Places whose name holds what was typed, those beginning with it first; at most `limit`.
#[must_use]
pub fn search<'p>(places: &'p [NamedPlace], typed: &str, limit: usize) -> Vec<&'p NamedPlace> {
    let wanted = fold_text(typed.trim());
    let mut found: Vec<(bool, &NamedPlace)> = places
        .iter()
        .filter_map(|place| {
            let name = fold_text(&place.name);
            name.contains(&wanted).then(|| (!name.starts_with(&wanted), place))
        })
        .collect();
    found.sort_by_key(|(later, _)| *later);
    found.into_iter().map(|(_, place)| place).take(limit).collect()
}

/// What to offer in a search box: before anything is typed, the places most people live in first.
#[must_use]
pub fn suggest<'p>(places: &'p [NamedPlace], typed: &str, limit: usize) -> Vec<&'p NamedPlace> {
    let mut found = search(places, typed, places.len());
    if typed.trim().is_empty() {
        found.sort_by_key(|place| match place.kind.as_str() {
            "city" | "town" | "municipality" => 0,
            "village" => 1,
            _ => 2,
        });
    }
    found.truncate(limit);
    found
}

/// The name of the named place nearest to a cell's middle, for saying an area in words.
#[must_use]
pub fn nearest<'p>(places: &'p [NamedPlace], cell: &Cell) -> Option<&'p NamedPlace> {
    let centre = cell.centre();
    // Which is nearest comes out the same on a plane as on the globe, and the names of thousands of cells are asked for.
    let narrower = centre.lat.to_radians().cos();
    let far = |p: &NamedPlace| {
        let (dy, dx) = (p.lat - centre.lat, (p.lon - centre.lon) * narrower);
        dy * dy + dx * dx
    };
    places.iter().min_by(|a, b| far(a).total_cmp(&far(b)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Vec<NamedPlace> {
        [("Vaduz", 47.141, 9.521), ("Mühleholz", 47.152, 9.516), ("Schaan", 47.165, 9.509)]
            .map(|(name, lat, lon)| NamedPlace {
                name: name.into(),
                kind: "village".into(),
                lat,
                lon,
            })
            .to_vec()
    }

    #[test]
    fn accents_and_case_do_not_matter() {
        let places = places();
        let names = |typed| {
            search(&places, typed, 5).into_iter().map(|p| p.name.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(names("MUHLE"), ["Mühleholz"]);
        assert_eq!(names("mühle"), ["Mühleholz"]);
        assert_eq!(names("ha"), ["Schaan"]);
        assert_eq!(names("").len(), 3);
    }

    #[test]
    fn municipalities_come_first_until_something_is_typed() {
        let mut places = places();
        places[2].kind = "municipality".into();
        let names = |typed| {
            suggest(&places, typed, 2).into_iter().map(|p| p.name.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(names(" "), ["Schaan", "Vaduz"]);
        assert_eq!(names("a"), ["Vaduz", "Schaan"]);
    }

    #[test]
    fn an_area_is_named_after_the_nearest_place() {
        let places = places();
        let cell = Cell::snap(Point { lat: 47.153, lon: 9.515 }, FINEST);
        assert_eq!(nearest(&places, &cell).unwrap().name, "Mühleholz");
    }
}
