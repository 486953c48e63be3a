//! The short form of each category: one to three questions whose answers become public words a person may still
//! change. The questions themselves are texts beside the app (`asks/<language>.json`), read when somebody asks.

use super::asking::Asking;
use super::request::Category;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The longest answer that is typed, in characters: it must fit into a title.
pub const LONGEST_ANSWER: usize = 60;

/// All short forms in one language, by the words of their categories.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct Prompts(BTreeMap<String, Vec<Question>>);

/// One question: with choices, or, where there are none, with an answer to type.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Question {
    /// Its name, the same in every language.
    pub id: String,
    /// The question.
    pub ask: String,
    /// Why it is asked.
    #[serde(default)]
    pub why: Option<String>,
    /// What can be chosen.
    #[serde(default)]
    pub choices: Vec<Choice>,
    /// What a typed answer, in the place of `{}`, makes of the title.
    #[serde(default)]
    pub title: Option<String>,
    /// The sentence a typed answer, in the place of `{}`, becomes.
    #[serde(default)]
    pub says: Option<String>,
}

/// One answer to choose.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Choice {
    /// Its name, the same in every language.
    pub id: String,
    /// What stands on it.
    pub label: String,
    /// What it makes of the title.
    #[serde(default)]
    pub title: Option<String>,
    /// The sentence it becomes.
    #[serde(default)]
    pub says: Option<String>,
    /// How long such help usually takes, in minutes, where that is known by it.
    #[serde(default)]
    pub minutes: Option<u16>,
}

impl Prompts {
    /// The questions of a category, in order.
    #[must_use]
    pub fn of(&self, category: Category) -> &[Question] {
        self.0.get(category.word()).map_or(&[], Vec::as_slice)
    }

    /// The title the answers suggest: of the first question that makes one.
    #[must_use]
    pub fn title(&self, form: &Asking) -> Option<String> {
        let questions = self.of(form.category?).iter();
        questions.filter_map(|q| q.title(form.answers.get(&q.id)?)).next()
    }

    /// Answers a question; nothing takes the answer back. Its sentence takes the place of the one before in the public
    /// words, wherever that stands now, or is added at their end: whatever else is written there stays.
    pub fn answer(&self, form: &mut Asking, question: &str, answer: &str) {
        let Some(asked) = form.category.and_then(|c| self.of(c).iter().find(|q| q.id == question))
        else {
            return;
        };
        let before = form.answers.get(question).and_then(|old| asked.sentence(old));
        if answer.trim().is_empty() {
            form.answers.remove(question);
        } else {
            form.answers.insert(question.to_owned(), answer.to_owned());
        }
        let chosen = asked.choices.iter().find(|choice| choice.id == answer);
        if let Some(minutes) = chosen.and_then(|choice| choice.minutes) {
            form.minutes = Some(minutes);
        }
        form.words = reworded(&form.words, before.as_deref(), asked.sentence(answer).as_deref());
    }
}

impl Question {
    fn title(&self, answer: &str) -> Option<String> {
        self.made(answer, |choice| choice.title.as_ref(), self.title.as_ref())
    }

    fn sentence(&self, answer: &str) -> Option<String> {
        self.made(answer, |choice| choice.says.as_ref(), self.says.as_ref())
    }

    fn made(
        &self,
        answer: &str,
        of: fn(&Choice) -> Option<&String>,
        typed: Option<&String>,
    ) -> Option<String> {
        if self.choices.is_empty() {
            let answer: String = answer.trim().chars().take(LONGEST_ANSWER).collect();
            return typed.filter(|_| !answer.is_empty()).map(|text| text.replace("{}", &answer));
        }
        self.choices.iter().find(|choice| choice.id == answer).and_then(of).cloned()
    }
}

/// The words with one sentence in the place of another.
fn reworded(words: &str, before: Option<&str>, after: Option<&str>) -> String {
    let place = before.and_then(|old| words.find(old).map(|at| (at, old.len())));
    let (head, tail) = match place {
        Some((at, length)) => (words[..at].trim_end_matches(' '), &words[at + length..]),
        None => (words.trim_end(), ""),
    };
    let tail = tail.trim_start_matches(' ');
    let mut out = head.to_owned();
    for piece in [after.unwrap_or_default(), tail] {
        if !out.is_empty() && !out.ends_with('\n') && !piece.is_empty() && !piece.starts_with('\n')
        {
            out.push(' ');
        }
        out.push_str(piece);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::caution::private_in;
    use crate::domain::request::CATEGORIES;
    use crate::domain::text::Line;

    fn english() -> Prompts {
        serde_json::from_str(include_str!("../../public/asks/en.json")).unwrap()
    }

    fn german() -> Prompts {
        serde_json::from_str(include_str!("../../public/asks/de.json")).unwrap()
    }

    /// A question and its choices, by their ids.
    type Ids = (String, Vec<String>);

    fn ids(prompts: &Prompts) -> Vec<(String, Vec<Ids>)> {
        let choices = |q: &Question| q.choices.iter().map(|c| c.id.clone()).collect();
        let questions = |all: &[Question]| all.iter().map(|q| (q.id.clone(), choices(q))).collect();
        prompts.0.iter().map(|(word, all)| (word.clone(), questions(all))).collect()
    }

    #[test]
    fn every_category_has_its_questions_and_both_languages_the_same() {
        let (en, de) = (english(), german());
        for category in CATEGORIES {
            assert!((1..=3).contains(&en.of(category).len()), "{category:?}");
        }
        assert_eq!(en.0.len(), CATEGORIES.len());
        assert_eq!(ids(&en), ids(&de));
    }

    #[test]
    fn whatever_is_chosen_makes_a_title_that_fits_and_gives_nothing_away() {
        for prompts in [english(), german()] {
            for question in prompts.0.values().flatten() {
                let typed = "x".repeat(LONGEST_ANSWER);
                let ids = question.choices.iter().map(|c| c.id.as_str());
                let answers =
                    if question.choices.is_empty() { vec![typed.as_str()] } else { ids.collect() };
                for answer in answers {
                    let (title, says) = (question.title(answer), question.sentence(answer));
                    assert!(title.is_some() || says.is_some(), "{} {answer}", question.id);
                    for text in title.iter().chain(&says) {
                        assert!(Line::parse(text).is_ok() && !text.contains("{}"), "{text}");
                        assert_eq!(private_in(text), None, "{text}");
                    }
                }
            }
        }
    }

    fn ride() -> Asking {
        Asking { category: Some(Category::Ride), ..Asking::default() }
    }

    #[test]
    fn answers_become_a_title_and_words() {
        let (prompts, mut form) = (english(), ride());
        prompts.answer(&mut form, "to", " the clinic in Vaduz ");
        prompts.answer(&mut form, "back", "wait");
        assert_eq!(prompts.title(&form).as_deref(), Some("A ride to the clinic in Vaduz"));
        assert!(!form.words.is_empty() && form.minutes.is_some());
    }

    #[test]
    fn another_answer_takes_the_place_of_the_first_and_leaves_ones_own_words() {
        let (prompts, mut form) = (english(), ride());
        let sentence = |answer: &str| {
            let back = prompts.of(Category::Ride).iter().find(|q| q.id == "back").unwrap();
            back.sentence(answer).unwrap()
        };
        prompts.answer(&mut form, "back", "one");
        form.words = format!("Hello! {} Thank you so much.", form.words);
        prompts.answer(&mut form, "back", "wait");
        assert_eq!(form.words, format!("Hello! {} Thank you so much.", sentence("wait")));
        prompts.answer(&mut form, "back", "");
        assert_eq!(form.words, "Hello! Thank you so much.");
        prompts.answer(&mut form, "back", "one");
        assert_eq!(form.words, format!("Hello! Thank you so much. {}", sentence("one")));
        form.words = "All my own words".into();
        prompts.answer(&mut form, "back", "wait");
        assert_eq!(form.words, format!("All my own words {}", sentence("wait")));
        prompts.answer(&mut form, "nothing of the kind", "x");
        assert_eq!(form.answers.len(), 1);
    }

    #[test]
    fn a_typed_answer_follows_letter_by_letter() {
        let (prompts, mut form) =
            (english(), Asking { category: Some(Category::Lend), ..Asking::default() });
        for typed in ["a", "a l", "a ladder"] {
            prompts.answer(&mut form, "what", typed);
        }
        assert_eq!(prompts.title(&form).as_deref(), Some("To borrow: a ladder"));
        prompts.answer(&mut form, "what", "");
        assert_eq!((prompts.title(&form), form.words.as_str()), (None, ""));
    }
}
