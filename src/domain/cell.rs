//! Where, no finer than an area: one cell of the fixed global geohash grid.
//!
//! One grid serves privacy (a thousand posts from one home name one cell), storage (an area is one
//! id range) and the map. The exact point is an argument of [`Cell::snap`] and goes no further.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::fmt;

/// A point on the globe, in degrees (WGS 84). Never part of a record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Latitude, −90 to 90.
    pub lat: f64,
    /// Longitude, −180 to 180.
    pub lon: f64,
}

/// A rectangle in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds {
    /// Southern edge.
    pub south: f64,
    /// Western edge.
    pub west: f64,
    /// Northern edge.
    pub north: f64,
    /// Eastern edge.
    pub east: f64,
}

/// A geohash of one to [`FINEST`] characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cell(String);

/// The finest cell a record may name: about 1.2 km by 0.6 km at the equator.
pub const FINEST: usize = 6;
/// The alphabet of geohash, which has no `a`, `i`, `l` and `o`.
const ALPHABET: &str = "0123456789bcdefghjkmnpqrstuvwxyz";
/// The mean radius of the earth in kilometres (IUGG).
const EARTH_KM: f64 = 6371.0088;

impl Cell {
    /// The cell of `precision` characters (1 to [`FINEST`]) around a point. Points outside the globe
    /// are brought to its edge.
    #[must_use]
    pub fn snap(point: Point, precision: usize) -> Self {
        let coord =
            geohash::Coord { x: point.lon.clamp(-180.0, 180.0), y: point.lat.clamp(-90.0, 90.0) };
        let precision = precision.clamp(1, FINEST);
        Self(geohash::encode(coord, precision).unwrap_or_else(|_| "s".repeat(precision)))
    }

    /// Reads a cell: lower-case geohash, one to [`FINEST`] characters.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (1..=FINEST).contains(&text.len()) && text.chars().all(|c| ALPHABET.contains(c));
        fits.then(|| Self(text.to_owned()))
    }

    /// The geohash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The cell of `precision` characters this one lies in; itself where it is as coarse already.
    #[must_use]
    pub fn coarser(&self, precision: usize) -> Self {
        Self(self.0[..precision.clamp(1, self.0.len())].to_owned())
    }

    /// The four edges.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        // The text was checked on the way in, so the decoder has nothing to refuse.
        let rect = geohash::decode_bbox(&self.0).unwrap_or_else(|_| {
            geohash::Rect::new(
                geohash::Coord { x: -180.0, y: -90.0 },
                geohash::Coord { x: 180.0, y: 90.0 },
            )
        });
        Bounds { south: rect.min().y, west: rect.min().x, north: rect.max().y, east: rect.max().x }
    }

    /// The middle of the cell.
    #[must_use]
    pub fn centre(&self) -> Point {
        self.bounds().centre()
    }

    /// The cell so many cells to the east and to the north, of the same size. Around the globe it goes on, at a pole
    /// it stays.
    #[must_use]
    pub fn step(&self, east: i32, north: i32) -> Self {
        let b = self.bounds();
        let Point { lat, lon } = self.centre();
        let lon = lon + f64::from(east) * (b.east - b.west);
        let lat = lat + f64::from(north) * (b.north - b.south);
        let lat = if (-90.0..90.0).contains(&lat) { lat } else { b.centre().lat };
        Self::snap(Point { lat, lon: (lon + 180.0).rem_euclid(360.0) - 180.0 }, self.0.len())
    }

    /// The cell as bits: five for each letter, longitude and latitude by turns with longitude first, written from the
    /// top of 30; and how many they are. Bits sort as cells do.
    #[must_use]
    pub fn bits(&self) -> (u32, u8) {
        let letters = self.0.bytes().map(|b| ALPHABET.bytes().position(|a| a == b).unwrap_or(0));
        let code = letters.fold(0_u32, |code, letter| code << 5 | letter as u32);
        let bits = 5 * self.0.len();
        (code << (5 * FINEST - bits), bits as u8)
    }
}

impl Bounds {
    /// The middle of the rectangle.
    #[must_use]
    pub fn centre(self) -> Point {
        Point {
            lat: f64::midpoint(self.south, self.north),
            lon: f64::midpoint(self.west, self.east),
        }
    }
}

/// Great-circle distance in kilometres (haversine).
#[must_use]
pub fn distance_km(from: Point, to: Point) -> f64 {
    let (lat1, lat2) = (from.lat.to_radians(), to.lat.to_radians());
    let half_lat = (lat2 - lat1) / 2.0;
    let half_lon = (to.lon - from.lon).to_radians() / 2.0;
    let h = half_lat.sin().powi(2) + lat1.cos() * lat2.cos() * half_lon.sin().powi(2);
    2.0 * EARTH_KM * h.sqrt().min(1.0).asin()
}

/// How far a cell is from the viewer, in bands no finer than the finest cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// In the viewer's own cell or next to it.
    Near,
    /// Within this many kilometres: 2, 5, 10, 25 or 50.
    Within(u16),
    /// Farther than 50 km.
    Far,
}

/// The edges of the bands, in kilometres.
pub const BANDS_KM: [u16; 5] = [2, 5, 10, 25, 50];

/// The band of a cell as seen from the cell the viewer is in. Both sides are cells, so the answer
/// cannot be used to find a point (USENIX Security 2024, trilateration of dating apps).
#[must_use]
pub fn band(viewer: &Cell, cell: &Cell) -> Band {
    let km = distance_km(viewer.centre(), cell.centre());
    if km < 1.3 {
        return Band::Near;
    }
    BANDS_KM.into_iter().find(|edge| km <= f64::from(*edge)).map_or(Band::Far, Band::Within)
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Cell {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom("not a cell"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const VADUZ: Point = Point { lat: 47.1410, lon: 9.5209 };

    proptest! {
        #[test]
        fn all_points_of_a_cell_give_the_same_bytes(lat in -89.9..89.9f64, lon in -179.9..179.9f64, dy in 0.001..0.999f64, dx in 0.001..0.999f64) {
            let cell = Cell::snap(Point { lat, lon }, FINEST);
            let b = cell.bounds();
            let inside = Point { lat: b.south + (b.north - b.south) * dy, lon: b.west + (b.east - b.west) * dx };
            prop_assert_eq!(Cell::snap(inside, FINEST), cell);
        }

        #[test]
        fn a_band_says_nothing_about_where_in_the_cell_one_stands(dy in 0.01..0.99f64, dx in 0.01..0.99f64) {
            let home = Cell::snap(VADUZ, FINEST);
            let b = home.bounds();
            let there = Point { lat: b.south + (b.north - b.south) * dy, lon: b.west + (b.east - b.west) * dx };
            let other = Cell::snap(Point { lat: 47.2, lon: 9.55 }, FINEST);
            prop_assert_eq!(band(&Cell::snap(there, FINEST), &other), band(&home, &other));
        }

        #[test]
        fn only_geohash_is_read(text in "\\PC{0,8}") {
            if let Some(cell) = Cell::parse(&text) {
                prop_assert_eq!(Cell::snap(cell.centre(), text.len()), cell);
            }
        }
    }

    #[test]
    fn a_coarser_cell_holds_the_finer_one() {
        let cell = Cell::snap(VADUZ, 6);
        assert_eq!(cell.as_str(), "u0qu0t");
        assert_eq!(cell.coarser(4).as_str(), "u0qu");
        assert_eq!(cell.coarser(9), cell);
    }

    #[test]
    fn steps_lead_to_the_neighbour_and_around_the_globe() {
        let cell = Cell::snap(VADUZ, 6);
        let (here, east, north) =
            (cell.bounds(), cell.step(1, 0).bounds(), cell.step(0, 1).bounds());
        assert_eq!((east.west, east.south), (here.east, here.south));
        assert_eq!((north.west, north.south), (here.west, here.north));
        assert_eq!(cell.step(3, -2).step(-3, 2), cell);
        let edge = Cell::snap(Point { lat: 10.0, lon: 179.999 }, 6);
        assert!((edge.step(1, 0).bounds().west + 180.0).abs() < 1e-9);
        let pole = Cell::snap(Point { lat: 89.999, lon: 9.0 }, 6);
        assert_eq!(pole.step(0, 1), pole);
    }

    #[test]
    fn bits_sort_as_cells_and_name_their_beginning() {
        let cell = Cell::snap(VADUZ, 6);
        assert_eq!(cell.bits().1, 30);
        let (coarse, bits) = cell.coarser(4).bits();
        assert_eq!(bits, 20);
        assert_eq!(cell.bits().0 >> 10 << 10, coarse);
        assert!(cell.step(5, 5).bits() != cell.bits());
        assert!(Cell::parse("u0qu").unwrap().bits() < Cell::parse("u0r0").unwrap().bits());
    }

    #[test]
    fn a_degree_of_latitude_is_111_km() {
        let km = distance_km(Point { lat: 0.0, lon: 0.0 }, Point { lat: 1.0, lon: 0.0 });
        assert!((km - 111.195).abs() < 0.01, "{km}");
    }
}
