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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_a_quiet_zone() {
        let Drawn { size, path } = draw("HELLO").unwrap();
        assert_eq!(size, 21 + 8);
        // The upper edges of the two upper corners, and the lower edge of the third.
        for corner in ["M4 4h7v1h-7z", "M18 4h7v1h-7z", "M4 24h7v1h-7z"] {
            assert!(path.contains(corner), "{corner}");
        }
        assert!(
            !path.contains("M3 ") && !path.contains(" 3h"),
            "nothing is drawn in the quiet zone"
        );
    }

    #[test]
    fn every_frame_fits_and_what_is_too_long_is_not_drawn() {
        let frames = crate::domain::frames::cut(&[0xa5; 3_000]);
        assert!(frames.iter().all(|frame| draw(frame).is_some_and(|drawn| drawn.size <= 69 + 8)));
        assert_eq!(draw(&"x".repeat(3_000)), None);
    }
}
