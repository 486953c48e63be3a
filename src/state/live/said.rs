//! What is to be said although the page is about to be loaded anew.

use super::App;
use crate::platform::prefs;

/// What a line begins with that says that something went wrong.
const BAD: char = '!';
/// What the others begin with.
const GOOD: char = ' ';

impl App {
    /// As [`App::say`], once the page was loaded anew.
    pub fn say_after_load(self, text: &str) {
        keep(GOOD, text);
    }

    /// As [`App::warn`], once the page was loaded anew.
    pub fn warn_after_load(self, text: &str) {
        keep(BAD, text);
    }

    /// Says what was kept before the page was loaded.
    pub fn say_what_was_kept(self) {
        for line in prefs::take_said() {
            match line.strip_prefix(BAD) {
                Some(text) => self.warn(text),
                None => self.say(line.trim_start_matches(GOOD)),
            }
        }
    }
}

fn keep(how: char, text: &str) {
    prefs::keep_said(&format!("{how}{}", text.replace('\n', " ")));
}
