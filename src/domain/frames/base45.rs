//! Base45 (RFC 9285): two bytes as three characters of QR's alphanumeric mode.

const ALPHABET: &[u8; 45] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/// Bytes as text.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(2) * 3);
    for pair in bytes.chunks(2) {
        let (mut n, characters) = match pair {
            [a, b] => (usize::from(*a) * 256 + usize::from(*b), 3),
            _ => (usize::from(pair[0]), 2),
        };
        for _ in 0..characters {
            text.push(char::from(ALPHABET[n % 45]));
            n /= 45;
        }
    }
    text
}

/// The bytes of a text; `None` for one that holds none.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 3 * 2 + 1);
    let digit = |c: &u8| ALPHABET.iter().position(|known| known == c);
    for group in text.as_bytes().chunks(3) {
        let mut n = 0;
        for c in group.iter().rev() {
            n = n * 45 + digit(c)?;
        }
        match group.len() {
            3 => bytes.extend(u16::try_from(n).ok()?.to_be_bytes()),
            2 => bytes.push(u8::try_from(n).ok()?),
            _ => return None,
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The examples of RFC 9285, section 4.
    #[test]
    fn the_examples_of_the_rfc_hold() {
        for (plain, text) in [("AB", "BB8"), ("Hello!!", "%69 VD92EX0"), ("base-45", "UJCLQE7W581")]
        {
            assert_eq!(encode(plain.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(plain.as_bytes()));
        }
        assert_eq!(decode("QED8WEX0").as_deref(), Some("ietf!".as_bytes()));
        for bad in ["GGW", "::", "A", "ab8", "BB8Ä"] {
            assert_eq!(decode(bad), None, "{bad}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_come_back(bytes in any::<Vec<u8>>()) {
            prop_assert_eq!(decode(&encode(&bytes)), Some(bytes));
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,80}") {
            let _ = decode(&text);
        }
    }
}
