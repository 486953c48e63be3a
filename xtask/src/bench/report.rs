//! The benchmark's results: what was measured, its medians, and the tables.

use serde::Deserialize;

use super::options::Contender;

/// The design's budgets for 10,000 records (docs/architecture.md), in ms. The browser names no task under 50 ms.
const BUDGET_SIZE: usize = 10_000;
const FIRST_SYNC: f64 = 1_500.0;
const LONGEST_TASK: f64 = 50.0;
const WARM_START: f64 = 500.0;

/// What xtask/web/bench/run.mjs prints for one size.
#[derive(Debug, Deserialize)]
pub struct Answer {
    /// The browser's version.
    pub chromium: String,
    /// Every contender, as often as asked.
    pub runs: Vec<Run>,
}

/// One first sync of one contender. Times in ms.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Run {
    pub contender: Contender,
    /// From the first request to everything being there.
    pub ms: f64,
    /// The longest main-thread task meanwhile; 0 where none reached 50 ms.
    pub longest_task: f64,
    /// The renderer's peak resident set, in bytes.
    pub peak_bytes: Option<f64>,
    pub ours: Option<Ours>,
    /// Why there are no figures.
    pub failed: Option<String>,
}

/// What is measured of our own app alone. Times in ms.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Ours {
    /// From the start of the navigation to everything being shown.
    pub from_navigation: f64,
    pub longest_from_navigation: f64,
    /// From the start of the navigation to a page that answers, with everything on the device.
    pub warm_start: Option<f64>,
    /// One record, from the tap to durable.
    pub write: Option<f64>,
}

/// The results for one size.
pub struct Sized {
    pub size: usize,
    pub mean_bytes: usize,
    pub runs: Vec<Run>,
}

/// The middle one; of an even number, the mean of the two in the middle. `None` of nothing.
pub fn median(values: impl IntoIterator<Item = f64>) -> Option<f64> {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let (below, above) = (values.get(values.len().checked_sub(1)? / 2)?, values[values.len() / 2]);
    Some((below + above) / 2.0)
}

impl Sized {
    /// The median of a figure over a contender's runs that have it.
    fn median(&self, contender: Contender, figure: impl Fn(&Run) -> Option<f64>) -> Option<f64> {
        let runs =
            self.runs.iter().filter(|run| run.contender == contender && run.failed.is_none());
        median(runs.filter_map(figure))
    }

    /// One heading and the tables under it, in Markdown.
    pub fn markdown(&self) -> String {
        let size = thousands(self.size as f64);
        let mut text = format!("### {size} records of {} bytes\n", self.mean_bytes);
        let time = |contender| self.median(contender, |run| Some(run.ms));
        let (floor, ours) = (time(Contender::Floor), time(Contender::Ours));
        let rows: Vec<_> = Contender::ALL.into_iter().filter_map(|c| Some((c, time(c)?))).collect();
        if !rows.is_empty() {
            text += "\n| First sync | Time | To the floor | To ours | Longest task | Memory at most |\n";
            text += "|---|---:|---:|---:|---:|---:|\n";
        }
        for (contender, ms) in rows {
            text += &format!(
                "| {} | {} | {} | {} | {} | {} |\n",
                contender.title(),
                millis(ms),
                ratio(ms, floor),
                ratio(ms, ours),
                task(self.median(contender, |run| Some(run.longest_task))),
                megabytes(self.median(contender, |run| run.peak_bytes)),
            );
        }
        text += &self.markdown_of_ours();
        for run in &self.runs {
            if let Some(why) = &run.failed {
                text += &format!("\n{} has no figure: {why}\n", run.contender.title());
            }
        }
        text
    }

    fn markdown_of_ours(&self) -> String {
        let figure = |pick: fn(&Ours) -> Option<f64>| {
            self.median(Contender::Ours, |run| run.ours.as_ref().and_then(pick))
        };
        let budget = |limit: f64| (self.size == BUDGET_SIZE).then_some(limit);
        let of_run = |pick: fn(&Run) -> f64| self.median(Contender::Ours, |run| Some(pick(run)));
        let sync_task = of_run(|run| run.longest_task);
        let load_task = figure(|ours| Some(ours.longest_from_navigation));
        let rows = [
            ("first sync", of_run(|run| run.ms).map(|ms| (ms, millis(ms))), budget(FIRST_SYNC)),
            (
                "longest main-thread task of it",
                sync_task.map(|ms| (ms, task(Some(ms)))),
                budget(LONGEST_TASK),
            ),
            (
                "from the address to everything shown",
                figure(|ours| Some(ours.from_navigation)).map(|ms| (ms, millis(ms))),
                None,
            ),
            ("longest main-thread task of that", load_task.map(|ms| (ms, task(Some(ms)))), None),
            (
                "warm start",
                figure(|ours| ours.warm_start).map(|ms| (ms, millis(ms))),
                budget(WARM_START),
            ),
            ("one write, durable", figure(|ours| ours.write).map(|ms| (ms, millis(ms))), None),
        ];
        if rows.iter().all(|(_, measured, _)| measured.is_none()) {
            return String::new();
        }
        let mut text = "\n| Ours | Measured | Budget | |\n|---|---:|---:|---|\n".to_owned();
        for (what, measured, budget) in rows {
            if let Some((value, shown)) = measured {
                let (limit, met) = match budget {
                    Some(limit) if value <= limit => (millis(limit), "met"),
                    Some(limit) => (millis(limit), "not met"),
                    None => (String::new(), ""),
                };
                text += &format!("| {what} | {shown} | {limit} | {met} |\n");
            }
        }
        text
    }
}

fn ratio(ms: f64, to: Option<f64>) -> String {
    to.filter(|to| *to > 0.0).map_or("–".into(), |to| format!("{:.2}", ms / to))
}

fn task(ms: Option<f64>) -> String {
    match ms {
        None => "–".into(),
        Some(ms) if ms < LONGEST_TASK => "< 50 ms".into(),
        Some(ms) => millis(ms),
    }
}

fn megabytes(bytes: Option<f64>) -> String {
    bytes.map_or("–".into(), |bytes| format!("{} MB", thousands(bytes / 1e6)))
}

/// Under ten with a decimal, since a write takes few.
fn millis(ms: f64) -> String {
    if ms < 10.0 { format!("{ms:.1} ms") } else { format!("{} ms", thousands(ms)) }
}

/// Rounded, with a comma between thousands.
pub fn thousands(number: f64) -> String {
    let digits = format!("{number:.0}");
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(contender: Contender, ms: f64) -> Run {
        Run { contender, ms, ..Run::default() }
    }

    fn sized(size: usize, runs: Vec<Run>) -> String {
        Sized { size, mean_bytes: 600, runs }.markdown()
    }

    #[test]
    fn the_median_is_the_middle_one() {
        assert_eq!(median([]), None);
        assert_eq!(median([3.0]), Some(3.0));
        assert_eq!(median([9.0, 1.0, 2.0]), Some(2.0));
        assert_eq!(median([4.0, 1.0, 2.0, 9.0]), Some(3.0));
    }

    #[test]
    fn numbers_read_well() {
        assert_eq!(thousands(999.4), "999");
        assert_eq!(thousands(50_000.0), "50,000");
        assert_eq!(thousands(1_234_567.0), "1,234,567");
        assert_eq!(millis(4.24), "4.2 ms");
        assert_eq!(task(Some(0.0)), "< 50 ms");
    }

    #[test]
    fn ratios_are_of_medians_and_to_the_floor_and_to_ours() {
        let table = sized(
            1000,
            vec![
                run(Contender::Floor, 100.0),
                run(Contender::Floor, 300.0),
                run(Contender::Ours, 400.0),
                run(Contender::PouchDb, 1000.0),
            ],
        );
        assert!(table.contains("### 1,000 records of 600 bytes"), "{table}");
        assert!(table.contains("| 200 ms | 1.00 | 0.50 |"), "{table}");
        assert!(table.contains("| 1,000 ms | 5.00 | 2.50 |"), "{table}");
        assert!(!table.contains("RxDB"), "{table}");
        assert!(!table.contains("met"), "budgets are for 10,000: {table}");
    }

    #[test]
    fn without_ours_there_is_no_ratio_to_it() {
        let table = sized(10_000, vec![run(Contender::Floor, 100.0)]);
        assert!(table.contains("| 100 ms | 1.00 | – |"), "{table}");
        assert!(!table.contains("| Ours |"), "{table}");
    }

    #[test]
    fn budgets_are_met_or_not() {
        let ours = Ours { warm_start: Some(500.0), from_navigation: 2000.0, ..Ours::default() };
        let measured = Run { longest_task: 51.0, ours: Some(ours), ..run(Contender::Ours, 1501.0) };
        let table = sized(10_000, vec![measured]);
        assert!(table.contains("| first sync | 1,501 ms | 1,500 ms | not met |"), "{table}");
        assert!(table.contains("| 51 ms | 50 ms | not met |"), "{table}");
        assert!(table.contains("| warm start | 500 ms | 500 ms | met |"), "{table}");
        assert!(!table.contains("one write"), "what was not measured is not listed: {table}");
    }

    #[test]
    fn a_failure_is_told_and_spoils_no_median() {
        let broken = Run { failed: Some("no mark".into()), ..run(Contender::Ours, 0.0) };
        let table = sized(1000, vec![broken, run(Contender::Floor, 100.0)]);
        assert!(table.contains("has no figure: no mark"), "{table}");
        assert!(table.contains("| 100 ms | 1.00 | – |"), "{table}");
        let broken = Run { failed: Some("no mark".into()), ..run(Contender::Ours, 0.0) };
        assert!(!sized(1000, vec![broken]).contains("| First sync"), "no table without figures");
    }

    #[test]
    fn what_the_browser_says_is_read() {
        let said = r#"{"chromium":"150","runs":[
            {"contender":"floor","ms":1.5,"longestTask":0,"peakBytes":null},
            {"contender":"ours","ms":2,"longestTask":60,"peakBytes":9,
             "ours":{"fromNavigation":3,"longestFromNavigation":4,"warmStart":5,"write":null}},
            {"contender":"rxdb","failed":"why"}]}"#;
        let answer: Answer = serde_json::from_str(said).unwrap();
        assert_eq!(answer.runs[1].ours.as_ref().unwrap().warm_start, Some(5.0));
        assert_eq!(answer.runs[2].failed.as_deref(), Some("why"));
    }
}
