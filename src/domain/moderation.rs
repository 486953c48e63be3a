//! What coordinators do for the safety of a community, and what people tell them. Whether a record of these
//! counts is for [`super::authority`] to say.

use super::body::Sealed;
use super::bytes::AuthorKey;
use super::id::RecordId;
use super::letter::Binding;
use super::text::Words;
use super::time::Millis;
use serde::{Deserialize, Serialize};

/// Everything by these keys is hidden, whatever time it claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remove {
    /// A person's key, and the keys of what they posted without a name.
    pub keys: Vec<AuthorKey>,
    /// Why, for the other coordinators and for whom it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words>,
}

/// One record is hidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hide {
    /// The record.
    pub re: RecordId,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Words>,
}

/// Something told to the coordinators alone, by a key made for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// A [`Concern`], once for each coordinator.
    pub to: Vec<Sealed>,
}

/// What is inside a [`Report`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Concern {
    /// What it is about.
    pub re: RecordId,
    /// What is wrong.
    pub why: Why,
    /// In words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
    /// Who tells it, where they want to be asked back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Binding>,
    /// Who stands behind the record, where only the one who tells it could read that: bound to the record's key, so that
    /// nobody can be blamed for what they did not write.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<Binding>,
}

/// Why something is told to the coordinators.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Somebody may be in danger.
    Danger,
    /// It hurts or insults.
    Harm,
    /// It asks for money or sells something.
    Money,
    /// It gives away what is private.
    Private,
    /// Something else.
    Other,
}

/// Every reason, in the order they are offered.
pub const WHYS: [Why; 5] = [Why::Danger, Why::Harm, Why::Money, Why::Private, Why::Other];

/// The new way to the community's data, sealed to each member who stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rekey {
    /// An [`Access`] for each member's key.
    pub to: Vec<(AuthorKey, Sealed)>,
}

/// What is inside a [`Rekey`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Access {
    /// The database's address, with name and password where it wants them.
    pub backend: String,
}

/// Something happens that touches everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Crisis {
    /// What.
    pub what: Alarm,
    /// What to do, in the coordinators' words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Words>,
    /// It ends by itself then, unless it is taken back before.
    pub until: Millis,
}

/// What kind of crisis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Alarm {
    /// Water.
    Flood,
    /// Heat.
    Heat,
    /// Wind, snow, ice.
    Storm,
    /// No power, no water, no network.
    Outage,
    /// Anything else.
    Other,
}

/// Every kind, in the order they are offered.
pub const ALARMS: [Alarm; 5] =
    [Alarm::Flood, Alarm::Heat, Alarm::Storm, Alarm::Outage, Alarm::Other];
