//! A text as a QR code (ISO/IEC 18004): which squares are dark, as a path to draw.

use qrcodegen::{QrCode, QrCodeEcc};

/// Empty squares around a code, as the standard asks for.
const QUIET: i32 = 4;

/// What is drawn of a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Squares a side, with the quiet zone.
    pub size: i32,
    /// The dark squares as the `d` of an SVG path, one unit a square.
    pub path: String,
}

/// Draws a text; `None` for one that is longer than a code can be (about 2,900 bytes).
#[must_use]
pub fn draw(text: &str) -> Option<Drawn> {
    // As little repair as the smallest size allows for: a screen has no scratches, and larger squares are read from afar.
    let code = QrCode::encode_text(text, QrCodeEcc::Low).ok()?;
    let mut path = String::new();
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let run = (x..code.size()).take_while(|x| code.get_module(*x, y)).count() as i32;
            if run > 0 {
                path += &format!("M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    Some(Drawn { size: code.size() + 2 * QUIET, path })
}
