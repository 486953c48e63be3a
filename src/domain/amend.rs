//! Amending: an author says a request or an act anew, whole.
//!
//! On the wire the new body is JSON text inside the JSON, read by the rules of its target's kind. It
//! never moves a record to another area: for that it is withdrawn and posted anew, naming what it
//! `replaces`.

use super::body::Body;
use super::fact::{Fact, retracted};
use super::helper::Card;
use super::id::RecordId;
use super::request::Request;
use super::time::Millis;
use serde::ser::{Error as _, SerializeStruct};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::collections::BTreeMap;

/// The whole new body of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amend {
    re: RecordId,
    body: Box<Body>,
}

impl Amend {
    /// Says `re` anew. `None` where the body is not of its kind or the kind cannot be amended.
    #[must_use]
    pub fn new(re: RecordId, body: Body) -> Option<Self> {
        let fits = matches!(body, Body::Request(_) | Body::Act(_) | Body::Helper(_))
            && body.kind() == Some(re.kind.as_str())
            && body.is_sound();
        fits.then(|| Self { re, body: Box::new(body) })
    }

    /// The record said anew.
    #[must_use]
    pub fn re(&self) -> &RecordId {
        &self.re
    }

    /// The new body as it was written; [`amended`] says what counts of it.
    #[must_use]
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// The original said anew. What others rely on stays: where offers are sealed to, who asks, and
    /// what a request replaces.
    fn over(&self, original: &Body) -> Option<Body> {
        match (original, self.body.as_ref()) {
            (Body::Request(was), Body::Request(is)) => Some(Body::Request(Box::new(Request {
                seal: was.seal,
                by: was.by.clone(),
                told: was.told.clone(),
                replaces: was.replaces.clone(),
                ..is.as_ref().clone()
            }))),
            (Body::Helper(was), Body::Helper(is)) => Some(Body::Helper(Box::new(Card {
                by: was.by.clone(),
                seal: was.seal,
                ..is.as_ref().clone()
            }))),
            (Body::Act(_), Body::Act(_)) => Some(self.body.as_ref().clone()),
            _ => None,
        }
    }
}

impl Serialize for Amend {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = serde_json::to_string(&self.body).map_err(S::Error::custom)?;
        let mut out = serializer.serialize_struct("Amend", 2)?;
        out.serialize_field("re", &self.re)?;
        out.serialize_field("b", &text)?;
        out.end()
    }
}

impl<'de> Deserialize<'de> for Amend {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Wire {
            re: RecordId,
            b: String,
        }
        let Wire { re, b } = Wire::deserialize(deserializer)?;
        if !matches!(re.kind.as_str(), "request" | "act" | "helper") {
            return Err(de::Error::custom("a kind that cannot be amended"));
        }
        let body = Body::parse(re.kind.as_str(), &b).map_err(de::Error::custom)?;
        Self::new(re, body).ok_or_else(|| de::Error::custom("a body of another kind"))
    }
}

/// What a record says since it was amended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amended {
    /// The amendment that counts.
    pub by: RecordId,
    /// The body to read instead of the original's.
    pub body: Body,
}

/// The records that were amended, with what they say now. An amendment counts only by its target's
/// own author, not taken back, and before the same author closed the target; of several the newest
/// by that author's own clock, then the greatest id.
#[must_use]
pub fn amended<'a, I>(facts: I) -> BTreeMap<RecordId, Amended>
where
    I: IntoIterator<Item = &'a Fact> + Clone,
{
    let mut closed: BTreeMap<_, Millis> = BTreeMap::new();
    let mut amends = Vec::new();
    for fact in facts.clone() {
        match &fact.body {
            Body::Amend(amend) => amends.push((fact, amend)),
            Body::Close(close) => {
                let first = closed.entry((&close.re, fact.author)).or_insert(fact.id.time);
                *first = fact.id.time.min(*first);
            }
            _ => {}
        }
    }
    if amends.is_empty() {
        return BTreeMap::new();
    }
    let retracted = retracted(facts.clone());
    let mut newest: BTreeMap<_, (&Fact, &Amend)> = BTreeMap::new();
    for (fact, amend) in amends {
        let target = (&amend.re, fact.author);
        let too_late = closed.get(&target).is_some_and(|end| *end <= fact.id.time);
        if too_late || retracted.contains(&fact.id) {
            continue;
        }
        let best = newest.entry(target).or_insert((fact, amend));
        if (fact.id.time, &fact.id) > (best.0.id.time, &best.0.id) {
            *best = (fact, amend);
        }
    }
    facts
        .into_iter()
        .filter_map(|original| {
            let (fact, amend) = newest.get(&(&original.id, original.author))?;
            let body = amend.over(&original.body)?;
            Some((original.id.clone(), Amended { by: fact.id.clone(), body }))
        })
        .collect()
}

#[cfg(test)]
mod tests;
