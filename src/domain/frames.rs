//! Frames: a bundle as a sequence of QR codes, shown on one screen and read by the camera of another device.
//!
//! ```text
//! H2H1:<transfer, 8 hex digits>:<index from 1>/<total>:<bytes in Base45>
//! ```
//!
//! The bytes of all frames in their order are 16 bytes of the SHA-256 of the rest, and the rest: the bundle, deflated
//! (RFC 1951). The transfer is the first four of them. All characters are of QR's alphanumeric mode, in which Base45
//! (RFC 9285) holds as much in a code as bytes would. A screen shows the frames over and over; a reader may begin
//! anywhere and miss any of them.

mod base45;
#[cfg(test)]
mod tests;

use super::bytes::Bytes;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Begins every frame of this format.
const MARK: &str = "H2H1";
/// Bytes in a frame: 540 characters, which make a code of 69 squares a side. Larger ones fail on cheap cameras.
const FRAME: usize = 360;
/// The most frames of one transfer: more than anybody would hold a phone for.
pub const MOST_FRAMES: usize = 1_000;
/// Transfers gathered side by side, where somebody points the camera from one screen to another.
const MOST_TRANSFERS: usize = 4;
/// Bytes of the largest bundle that is shown as codes.
pub const LARGEST: usize = 200_000;
/// Bytes of the largest bundle that is unpacked: somebody else's version may show more, a forger much more.
const LARGEST_UNPACKED: usize = 4_000_000;
/// Bytes of the hash before the rest.
const HASH: usize = 16;
/// miniz's best compression: done once for each showing.
const LEVEL: u8 = 9;

/// What names a transfer: the first bytes of its hash.
type Transfer = Bytes<4>;

/// The text of a code is not a frame of ours, or not one this version understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this code is not one of ours")]
pub struct NotAFrame;

/// How far a transfer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Different frames seen.
    pub have: usize,
    /// All frames.
    pub total: usize,
}

/// A bundle's text, deflated.
#[must_use]
pub fn pack(bundle: &str) -> Vec<u8> {
    compress_to_vec(bundle.as_bytes(), LEVEL)
}

/// The text again; `None` for bytes that hold none, or too much.
#[must_use]
pub fn unpack(packed: &[u8]) -> Option<String> {
    String::from_utf8(decompress_to_vec_with_limit(packed, LARGEST_UNPACKED).ok()?).ok()
}

/// Cuts packed bytes into the texts of codes.
#[must_use]
pub fn cut(packed: &[u8]) -> Vec<String> {
    let whole = [&hash(packed), packed].concat();
    let name: String = whole[..4].iter().map(|byte| format!("{byte:02X}")).collect();
    let frames: Vec<&[u8]> = whole.chunks(FRAME).collect();
    let total = frames.len();
    let text = |(n, bytes): (usize, &&[u8])| {
        format!("{MARK}:{name}:{}/{total}:{}", n + 1, base45::encode(bytes))
    };
    frames.iter().enumerate().map(text).collect()
}

fn hash(packed: &[u8]) -> [u8; HASH] {
    let mut half = [0; HASH];
    half.copy_from_slice(&Sha256::digest(packed)[..HASH]);
    half
}

/// One frame, read.
struct Frame {
    transfer: Transfer,
    /// From 0.
    index: usize,
    total: usize,
    bytes: Vec<u8>,
}

impl Frame {
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, ':');
        if parts.next()? != MARK {
            return None;
        }
        let transfer = transfer(parts.next()?)?;
        let (index, total) = parts.next()?.split_once('/')?;
        let (index, total): (usize, usize) = (number(index)?, number(total)?);
        let bytes = base45::decode(parts.next()?)?;
        let fits = (1..=total).contains(&index) && total <= MOST_FRAMES && !bytes.is_empty();
        (fits && bytes.len() <= 4 * FRAME).then(|| Self {
            transfer,
            index: index - 1,
            total,
            bytes,
        })
    }
}

fn transfer(text: &str) -> Option<Transfer> {
    let fits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_hexdigit());
    let number = u32::from_str_radix(text, 16).ok()?;
    fits.then(|| Bytes(number.to_be_bytes()))
}

fn number(text: &str) -> Option<usize> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok())?
}

/// Gathers the frames of transfers, in whatever order they are seen.
#[derive(Debug, Clone, Default)]
pub struct Collector {
    /// The one fed last comes last.
    gathered: Vec<Gathered>,
}

#[derive(Debug, Clone)]
struct Gathered {
    transfer: Transfer,
    total: usize,
    frames: BTreeMap<usize, Vec<u8>>,
}

impl Gathered {
    /// The packed bytes, once all frames are here and belong together.
    fn whole(&self) -> Option<Vec<u8>> {
        if self.frames.len() < self.total {
            return None;
        }
        let whole: Vec<u8> = self.frames.values().flatten().copied().collect();
        let (named, packed) = whole.split_at_checked(HASH)?;
        (named == hash(packed) && named.starts_with(&self.transfer.0)).then(|| packed.to_vec())
    }
}

impl Collector {
    /// Takes in the text of a code. Gives the packed bytes with the frame that completes them, and how far its transfer
    /// has come. What turns out not to be what its name says is begun anew.
    ///
    /// # Errors
    /// [`NotAFrame`].
    pub fn add(&mut self, text: &str) -> Result<(Progress, Option<Vec<u8>>), NotAFrame> {
        let Frame { transfer, index, total, bytes } = Frame::read(text).ok_or(NotAFrame)?;
        let known = self.gathered.iter().position(|g| g.transfer == transfer && g.total == total);
        let mut gathered = match known {
            Some(at) => self.gathered.remove(at),
            None => Gathered { transfer, total, frames: BTreeMap::new() },
        };
        gathered.frames.insert(index, bytes);
        let progress = Progress { have: gathered.frames.len(), total };
        if progress.have == total {
            let whole = gathered.whole();
            return Ok((Progress { have: if whole.is_some() { total } else { 0 }, total }, whole));
        }
        self.gathered.push(gathered);
        if self.gathered.len() > MOST_TRANSFERS {
            self.gathered.remove(0);
        }
        Ok((progress, None))
    }
}
