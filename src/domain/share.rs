//! A request passed on outside of the app: as a message, as mail. Only what is public anyway.

/// What opens the phone's messages with this text, for somebody chosen there (RFC 5724; the ampersand is what
/// Apple's phones want, and others take it).
#[must_use]
pub fn sms(text: &str) -> String {
    format!("sms:?&body={}", encoded(text))
}

/// What opens the mail program with this subject and text (RFC 6068).
#[must_use]
pub fn mail(subject: &str, text: &str) -> String {
    format!("mailto:?subject={}&body={}", encoded(subject), encoded(text))
}

/// Percent-encoded as a component of an address: everything but unreserved characters (RFC 3986, section 2.3). A line
/// break becomes CR LF, as mail wants it.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte));
            }
            b'\n' => out.push_str("%0D%0A"),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_can_end_or_add_a_part_of_the_link() {
        assert_eq!(sms("A & B?\nhttps://x"), "sms:?&body=A%20%26%20B%3F%0D%0Ahttps%3A%2F%2Fx");
        assert_eq!(mail("a&cc=b", "ü"), "mailto:?subject=a%26cc%3Db&body=%C3%BC");
    }
}
