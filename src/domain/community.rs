//! A community: who it is, where, by which rules and with which coordinators, said by its root key; and how a
//! person wants to be called.

use super::bytes::{AuthorKey, Nonce, SealKey};
use super::cell::Cell;
use super::text::{Line, Name, Words, is_tag};
use serde::{Deserialize, Serialize};

/// The name of a community in every signature: the root key it was started with.
pub type CommunityId = AuthorKey;

/// The most coordinators, languages, causes or addresses a community names.
const MOST: usize = 16;

/// A community's description, signed by its root key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Community {
    /// What it is called.
    pub name: Line,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Words>,
    /// The local emergency number.
    pub emergency: Line,
    /// Where it is, as coarse cells.
    pub area: Vec<Cell>,
    /// Who coordinates it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub coordinators: Vec<Coordinator>,
    /// Who coordinated it before and left in good standing: whom they admitted still counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former: Vec<AuthorKey>,
    /// For whom its records are.
    #[serde(default, skip_serializing_if = "Audience::is_open")]
    pub audience: Audience,
    /// What its people agreed on.
    #[serde(default, skip_serializing_if = "Rules::is_usual")]
    pub rules: Rules,
    /// The languages spoken, BCP 47.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// What it gives money for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<Cause>,
    /// The addresses of its databases, without names and passwords; the first is the one to use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub backends: Vec<Line>,
    /// From this and the founder's secret the root key was made, so that recovery words bring it back. It says
    /// nothing to anybody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<Nonce>,
}

/// Somebody who coordinates a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coordinator {
    /// Their key in this community.
    pub key: AuthorKey,
    /// What is for coordinators only is sealed to this, once for each of them.
    pub seal: SealKey,
}

/// For whom a community's records are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Audience {
    /// For its members, who were invited: what others write is not shown.
    Members,
    /// For everybody: whoever was not invited is shown as new here. So were all communities before there were
    /// invitations, which is why a description that says nothing means this.
    #[default]
    Open,
}

impl Audience {
    /// For everybody.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self == Self::Open
    }
}

/// What the people of a community agreed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rules {
    /// Only whom a coordinator approved may offer help.
    pub approved_helpers: bool,
    /// One may ask without a name. Who asks is then sealed to the coordinators.
    pub unnamed: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { approved_helpers: false, unnamed: true }
    }
}

impl Rules {
    fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// Something a community gives money for, on somebody else's page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cause {
    /// What it is called.
    pub name: Line,
    /// Its page, https only.
    pub link: Line,
}

impl Community {
    /// A community with nothing beyond what everyone has.
    #[must_use]
    pub fn new(name: Line, emergency: Line, area: Vec<Cell>) -> Self {
        Self {
            name,
            about: None,
            emergency,
            area,
            coordinators: Vec::new(),
            former: Vec::new(),
            audience: Audience::default(),
            rules: Rules::default(),
            languages: Vec::new(),
            causes: Vec::new(),
            backends: Vec::new(),
            salt: None,
        }
    }

    /// What every client insists on beyond what the types already say.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        let few = [
            self.coordinators.len(),
            self.former.len(),
            self.languages.len(),
            self.causes.len(),
            self.backends.len(),
        ];
        few.into_iter().all(|count| count <= MOST)
            && self.languages.iter().all(|tag| is_tag(tag))
            && self.causes.iter().all(|cause| cause.link.as_str().starts_with("https://"))
    }

    /// The address to use; none where it is carried by hand or told with the invitation only.
    #[must_use]
    pub fn backend(&self) -> Option<&str> {
        self.backends.first().map(Line::as_str)
    }
}

/// How a person wants to be called in this community.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The name.
    pub name: Name,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written by version 0.1.0.
    const OLD: &str = r#"{"name":"Vaduz","emergency":"112","area":["u0qu"]}"#;

    #[test]
    fn an_old_description_is_read_and_written_as_it_was() {
        let old: Community = serde_json::from_str(OLD).unwrap();
        assert_eq!((old.audience, old.rules), (Audience::Open, Rules::default()));
        assert!(old.is_sound());
        assert_eq!(serde_json::to_string(&old).unwrap(), OLD);
    }

    #[test]
    fn a_cause_leads_to_https_and_nowhere_else() {
        let with = |link: &str| {
            let cause =
                Cause { name: Line::parse("Food").unwrap(), link: Line::parse(link).unwrap() };
            let old: Community = serde_json::from_str(OLD).unwrap();
            Community { causes: vec![cause], ..old }.is_sound()
        };
        assert!(with("https://food.example/give"));
        for link in ["http://food.example", "javascript:alert(1)", "//food.example", "food"] {
            assert!(!with(link), "{link}");
        }
    }

    #[test]
    fn nobody_names_more_than_a_few() {
        let old: Community = serde_json::from_str(OLD).unwrap();
        let many = vec!["de".to_owned(); MOST + 1];
        assert!(!Community { languages: many, ..old }.is_sound());
    }
}
