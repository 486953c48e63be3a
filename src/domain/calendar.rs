//! What was agreed, as a file for a calendar (RFC 5545). Each time has an event of its own.

use super::repeat::civil;
use super::request::Part;
use super::time::{LocalDay, Millis};
use std::fmt::Write;

/// The longest line in bytes, its end not counted (RFC 5545, section 3.1).
const LONGEST_LINE: usize = 75;

/// One event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// Stays the same for the same promise, so that a calendar replaces what it has.
    pub uid: String,
    /// When the file was made.
    pub stamp: Millis,
    /// The day where the two are.
    pub day: LocalDay,
    /// Minutes after midnight; none where only a part of the day is known.
    pub at: Option<u16>,
    /// The part of the day, where there is no time.
    pub part: Part,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// What it is.
    pub summary: String,
    /// Where exactly, only on the device that may know.
    pub location: Option<String>,
    /// What else is to be known.
    pub description: Option<String>,
}

/// The file, with an alarm one hour before. Times have no zone: they are the clock on the wall where one is (RFC 5545,
/// section 3.3.5, form 1).
#[must_use]
pub fn file(event: &Event) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| fold(&mut text, &format!("{name}:{value}"));
    line("BEGIN", "VCALENDAR");
    line("VERSION", "2.0");
    line("PRODID", "-//A Heart 2 Help//EN");
    line("BEGIN", "VEVENT");
    line("UID", &escaped(&event.uid));
    line("DTSTAMP", &utc(event.stamp));
    match hours(event) {
        Some((from, to)) => {
            line("DTSTART", &local(event.day, from));
            line("DTEND", &local(event.day, to));
        }
        None => {
            line("DTSTART;VALUE=DATE", &date(event.day));
            line("DTEND;VALUE=DATE", &date(LocalDay(event.day.0.saturating_add(1))));
        }
    }
    line("SUMMARY", &escaped(&event.summary));
    if let Some(location) = &event.location {
        line("LOCATION", &escaped(location));
    }
    if let Some(description) = &event.description {
        line("DESCRIPTION", &escaped(description));
    }
    line("BEGIN", "VALARM");
    line("ACTION", "DISPLAY");
    line("DESCRIPTION", &escaped(&event.summary));
    line("TRIGGER", "-PT1H");
    line("END", "VALARM");
    line("END", "VEVENT");
    line("END", "VCALENDAR");
    text
}

/// From and to, in minutes after midnight; `None` for a whole day.
fn hours(event: &Event) -> Option<(u32, u32)> {
    match (event.at, event.part) {
        (Some(at), _) => Some((at.into(), u32::from(at) + u32::from(event.minutes))),
        (None, Part::Morning) => Some((8 * 60, 12 * 60)),
        (None, Part::Afternoon) => Some((12 * 60, 18 * 60)),
        (None, Part::Evening) => Some((18 * 60, 22 * 60)),
        (None, Part::Any) => None,
    }
}

fn date(day: LocalDay) -> String {
    let (year, month, of_month) = civil(day);
    format!("{year:04}{month:02}{of_month:02}")
}

fn local(day: LocalDay, minutes: u32) -> String {
    let day = LocalDay(day.0.saturating_add(i64::from(minutes / (24 * 60))));
    let minutes = minutes % (24 * 60);
    format!("{}T{:02}{:02}00", date(day), minutes / 60, minutes % 60)
}

fn utc(at: Millis) -> String {
    let day = LocalDay::at(at, 0);
    let minutes = u32::try_from(at.0 / 60_000 % (24 * 60)).unwrap_or(0);
    format!("{}Z", local(day, minutes))
}

/// Text as a value (RFC 5545, section 3.3.11).
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A content line, folded where it is too long, never within a character.
fn fold(text: &mut String, line: &str) {
    let mut room = LONGEST_LINE;
    for c in line.chars() {
        if c.len_utf8() > room {
            text.push_str("\r\n ");
            room = LONGEST_LINE - 1;
        }
        room -= c.len_utf8();
        text.push(c);
    }
    // Writing into a String never fails.
    let _ = text.write_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn event() -> Event {
        Event {
            uid: "offer-1".into(),
            stamp: Millis(1_795_000_000_000),
            day: LocalDay(20_780),
            at: Some(23 * 60 + 30),
            part: Part::Any,
            minutes: 45,
            summary: "Help: to the clinic; with stairs, two".into(),
            location: Some("Musterweg 3\nthird bell".into()),
            description: None,
        }
    }

    #[test]
    fn an_event_is_what_calendars_read() {
        let text = file(&event());
        for line in [
            "BEGIN:VCALENDAR\r\n",
            "UID:offer-1\r\n",
            "DTSTAMP:20261118T110600Z\r\n",
            "DTSTART:20261123T233000\r\n",
            "DTEND:20261124T001500\r\n",
            "SUMMARY:Help: to the clinic\\; with stairs\\, two\r\n",
            "LOCATION:Musterweg 3\\nthird bell\r\n",
            "TRIGGER:-PT1H\r\n",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert_eq!(file(&event()), text, "the same again");
    }

    #[test]
    fn without_a_time_it_is_a_part_of_the_day_or_the_day() {
        let of = |part| file(&Event { at: None, part, ..event() });
        assert!(of(Part::Morning).contains("DTSTART:20261123T080000\r\nDTEND:20261123T120000\r\n"));
        let whole = of(Part::Any);
        assert!(whole.contains("DTSTART;VALUE=DATE:20261123\r\nDTEND;VALUE=DATE:20261124\r\n"));
    }

    #[test]
    fn nothing_private_is_in_it_unless_it_was_put_there() {
        assert!(!file(&Event { location: None, ..event() }).contains("Musterweg"));
    }

    proptest! {
        #[test]
        fn no_line_is_too_long_and_what_was_folded_comes_back(words in "\\PC{0,200}") {
            let text = file(&Event { description: Some(words.clone()), ..event() });
            prop_assert!(text.split("\r\n").all(|line| line.len() <= LONGEST_LINE));
            let whole = text.replace("\r\n ", "");
            let line = format!("DESCRIPTION:{}\r\n", escaped(&words));
            prop_assert!(whole.contains(&line));
        }

        #[test]
        fn no_words_make_a_line_of_their_own(words in "[a-zA-Z:;,\\\\\n\r]{0,60}") {
            let text = file(&Event { summary: words, ..event() });
            let begins = text.split("\r\n").filter(|line| line.starts_with("BEGIN:")).count();
            prop_assert_eq!(begins, 3);
        }
    }
}
