//! What a check found, and the table of all of them.

/// What one check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// As CouchDB 3 does it.
    Works,
    /// The app gets on, in a slower or poorer way: which.
    Slower(String),
    /// It does not: what came instead.
    Missing(String),
    /// Not tried: why.
    LeftOut(&'static str),
}

/// One line of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What was asked.
    pub call: &'static str,
    /// Whether the app cannot do without.
    pub is_needed: bool,
    pub verdict: Verdict,
}

/// All that was found out about one server.
pub struct Report {
    pub lines: Vec<Line>,
}

impl Line {
    fn stops_the_app(&self) -> bool {
        self.is_needed && matches!(self.verdict, Verdict::Missing(_))
    }

    fn words(&self) -> String {
        let (word, more) = match &self.verdict {
            Verdict::Works => ("works", String::new()),
            Verdict::Slower(how) => ("slower way", format!(": {how}")),
            Verdict::Missing(what) if self.is_needed => ("MISSING", format!(": {what}")),
            Verdict::Missing(what) => ("missing, not needed", format!(": {what}")),
            Verdict::LeftOut(why) => ("not tried", format!(": {why}")),
        };
        format!("  {:<46}{word}{more}", self.call)
    }
}

impl Report {
    pub fn is_compatible(&self) -> bool {
        !self.lines.iter().any(Line::stops_the_app)
    }

    /// The table and what follows from it.
    pub fn words(&self) -> String {
        let mut words: String = self.lines.iter().map(|line| line.words() + "\n").collect();
        let untried = self
            .lines
            .iter()
            .filter(|line| line.is_needed && matches!(line.verdict, Verdict::LeftOut(_)));
        let untried = untried.count();
        words += match (self.is_compatible(), untried) {
            (true, 0) => "\nCompatible: the app works with this server.\n".to_owned(),
            (true, n) => format!(
                "\nCompatible as far as it was tried: {n} things the app needs could not be tried here.\n"
            ),
            (false, _) => {
                let stops = self.lines.iter().filter(|line| line.stops_the_app()).map(|line| line.call);
                let stops: Vec<_> = stops.collect();
                format!("\nNot compatible: the app needs {}.\n", stops.join("; "))
            }
        }
        .as_str();
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(is_needed: bool, verdict: Verdict) -> Line {
        Line { call: "GET /db", is_needed, verdict }
    }

    #[test]
    fn only_what_is_needed_decides() {
        let missing = || Verdict::Missing("it answered 500".into());
        let report = |lines| Report { lines };
        assert!(report(vec![line(true, Verdict::Works), line(false, missing())]).is_compatible());
        let bad = report(vec![line(true, missing())]);
        assert!(!bad.is_compatible());
        assert!(bad.words().contains("Not compatible: the app needs GET /db."), "{}", bad.words());
        let untried = report(vec![line(true, Verdict::LeftOut("no rights"))]);
        assert!(untried.words().contains("1 things the app needs could not be tried"));
    }
}
