//! A time of the day, as a form holds it.

/// "09:30", as a browser's field for times writes it: minutes after midnight.
#[must_use]
pub fn parse(text: &str) -> Option<u16> {
    let (hours, minutes) = text.trim().split_once(':')?;
    // Some browsers add the seconds.
    let minutes = minutes.split(':').next().unwrap_or_default();
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// Minutes after midnight as "09:30".
#[must_use]
pub fn text(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_it_is_written() {
        for minutes in 0..24 * 60 {
            assert_eq!(parse(&text(minutes)), Some(minutes));
        }
        assert_eq!(parse("09:30:00"), Some(570));
    }

    #[test]
    fn what_is_no_time_is_not_read() {
        for typed in ["", "9", "24:00", "12:60", "x:y", "-1:00"] {
            assert_eq!(parse(typed), None, "{typed}");
        }
    }
}
