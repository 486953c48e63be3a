//! The terms of a request: how to be in touch, what the helper needs, who may offer, and how often.

use super::repeat::Repeat;
use super::request::Category;
use super::text::is_tag;
use serde::{Deserialize, Serialize};

/// The most languages, needs or concerns one request names.
pub const MOST: usize = 8;

/// What may be agreed beyond the bare request. Everything in it is public; nothing in it names a person's condition:
/// it says what the helper should bring or be.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Terms {
    /// How the one who asks likes to be in touch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Contact>,
    /// Languages the helper should speak one of, BCP 47; none means any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub speaks: Vec<String>,
    /// What the helper should be ready for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<Need>,
    /// What is entrusted to the helper.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entrusts: Vec<Entrusted>,
    /// Who may offer.
    #[serde(default, skip_serializing_if = "Wanted::is_anybody")]
    pub from: Wanted,
    /// How often, where it is more than once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repeats: Option<Repeat>,
}

/// How somebody likes to be in touch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contact {
    /// By a call.
    Call,
    /// In writing.
    Text,
    /// At the door.
    InPerson,
}

/// Every way to be in touch, in the order they are offered.
pub const CONTACTS: [Contact; 3] = [Contact::Call, Contact::Text, Contact::InPerson];

/// What a helper should be ready for. Worded from the helper's side: it describes the task, not the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// A place or car without steps, with room for a wheelchair or walker.
    StepFree,
    /// Something heavy is lifted.
    Lifting,
    /// Stairs are climbed.
    Stairs,
    /// Things are written down rather than said.
    InWriting,
    /// Plain words and time.
    PlainWords,
    /// There is an animal.
    Animals,
    /// No animals, no scents.
    NoAllergens,
    /// The helper comes by car.
    Car,
}

/// Every need, in the order they are offered.
pub const NEEDS: [Need; 8] = [
    Need::Car,
    Need::StepFree,
    Need::Lifting,
    Need::Stairs,
    Need::InWriting,
    Need::PlainWords,
    Need::Animals,
    Need::NoAllergens,
];

/// What is entrusted to a helper, so that it must be one a coordinator approved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Entrusted {
    /// Children are there.
    Children,
    /// The key of a home.
    Keys,
    /// Somebody's money.
    Cash,
}

/// Everything that may be entrusted, in the order it is asked.
pub const ENTRUSTED: [Entrusted; 3] = [Entrusted::Children, Entrusted::Keys, Entrusted::Cash];

/// Whose offers are wanted. The later, the fewer may offer.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Wanted {
    /// Everybody's.
    #[default]
    Anybody,
    /// Those of people somebody here vouches for.
    Vouched,
    /// Those of helpers a coordinator approved.
    Approved,
}

/// Every limit, in the order they are offered.
pub const WANTED: [Wanted; 3] = [Wanted::Anybody, Wanted::Vouched, Wanted::Approved];

impl Wanted {
    fn is_anybody(&self) -> bool {
        *self == Self::Anybody
    }
}

impl Terms {
    /// Nothing is agreed beyond the bare request.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        *self == Self::default()
    }

    /// Whose offers count: what involves children, keys or cash always needs a helper a coordinator approved
    /// (requirement 15a), whatever the request says.
    #[must_use]
    pub fn wanted(&self, category: Category) -> Wanted {
        if needs_approval(category) || !self.entrusts.is_empty() {
            Wanted::Approved
        } else {
            self.from
        }
    }

    /// The shape every client insists on.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.speaks.len() <= MOST
            && self.needs.len() <= MOST
            && self.entrusts.len() <= MOST
            && self.speaks.iter().all(|tag| is_tag(tag))
            && self.repeats.is_none_or(Repeat::is_sound)
    }
}

/// What the helper is usually asked to bring for a category: a first guess the person may change.
#[must_use]
pub fn usual_needs(category: Category) -> &'static [Need] {
    match category {
        Category::Ride => &[Need::Car],
        Category::Moving => &[Need::Lifting],
        _ => &[],
    }
}

/// Whether help of a category often needs nobody to come.
#[must_use]
pub fn often_by_phone(category: Category) -> bool {
    matches!(category, Category::Call | Category::Tech | Category::Paper)
}

/// Whether a category as such entrusts something to the helper.
#[must_use]
pub fn needs_approval(category: Category) -> bool {
    category == Category::Child
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_entrusted_needs_an_approved_helper_whatever_is_written() {
        let plain = Terms::default();
        assert_eq!(plain.wanted(Category::Ride), Wanted::Anybody);
        assert_eq!(plain.wanted(Category::Child), Wanted::Approved);
        for entrusted in ENTRUSTED {
            let terms = Terms { entrusts: vec![entrusted], ..Terms::default() };
            assert_eq!(terms.wanted(Category::Ride), Wanted::Approved);
        }
        let vouched = Terms { from: Wanted::Vouched, ..Terms::default() };
        assert_eq!(vouched.wanted(Category::Ride), Wanted::Vouched);
        assert_eq!(vouched.wanted(Category::Child), Wanted::Approved);
    }

    #[test]
    fn plain_terms_are_written_as_nothing() {
        assert_eq!(serde_json::to_string(&Terms::default()).unwrap(), "{}");
        assert_eq!(serde_json::from_str::<Terms>("{}").unwrap(), Terms::default());
    }

    #[test]
    fn too_many_languages_or_no_language_at_all_are_not_sound() {
        let of = |speaks: Vec<String>| Terms { speaks, ..Terms::default() };
        assert!(of(vec!["de".into(), "pt-BR".into()]).is_sound());
        assert!(!of(vec!["x".repeat(64)]).is_sound());
        assert!(!of(vec!["de".into(); 9]).is_sound());
    }
}
