//! Names and passwords: in an address, and in the header a server wants them in.

use base64::{Engine, engine::general_purpose::STANDARD};

/// The header that goes with an address that holds a name and a password (RFC 7617).
#[must_use]
pub fn authorization(address: &str) -> Option<String> {
    let authority = address.split_once("://")?.1.split('/').next()?;
    let (name, password) = authority.rsplit_once('@')?.0.split_once(':')?;
    Some(basic(&decoded(name), &decoded(password)))
}

/// The same for a name and a password as they are.
#[must_use]
pub fn basic(name: &str, password: &str) -> String {
    format!("Basic {}", STANDARD.encode(format!("{name}:{password}")))
}

/// Undoes percent-encoding, which an address needs in names and passwords and a header does not.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let pair = (first == b'%').then(|| tail.get(..2)).flatten();
        let byte = pair
            .and_then(|pair| std::str::from_utf8(pair).ok())
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &tail[2..] } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Writes a name or a password so that it can stand in an address (RFC 3986, section 2.1).
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(byte.into())
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_header_is_as_the_standard_says() {
        // RFC 7617, section 2.
        let header = authorization("https://Aladdin:open%20sesame@db.example/vaduz");
        assert_eq!(header.as_deref(), Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
        assert_eq!(authorization("https://db.example/a@b:c"), None);
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(text in "\\PC{0,20}") {
            prop_assert_eq!(decoded(&encoded(&text)), text);
        }
    }
}
