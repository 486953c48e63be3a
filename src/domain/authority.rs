//! Who counts in a community: the root key names coordinators, they admit members, and nobody else's word about a
//! person or a record changes what anybody sees.
//!
//! A pure function of a *set* of facts: sets that only grow, the newest of one author by that author's own clock, the
//! smallest where two coordinators say different things. No time of one author is compared with another's, so
//! dating back helps nobody who was removed.

mod fold;
#[cfg(test)]
mod props;
#[cfg(test)]
mod tests;
mod vouch;
mod wanted;

pub use fold::fold;
pub use wanted::Lack;

use super::body::Body;
use super::bytes::{AuthorKey, SealKey};
use super::community::{Audience, Community, CommunityId};
use super::fact::Fact;
use super::help::Letters;
use super::id::RecordId;
use super::letter::{Binding, Letter};
use super::membership::{Invite, Standing};
use super::moderation::Crisis;
use super::text::Name;
use super::time::{DAY, Millis};
use std::collections::{BTreeMap, BTreeSet};

/// What is shown of one day's requests and acts by somebody new.
const FROM_NEW_A_DAY: usize = 5;

/// Who counts, and what is hidden.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    root: CommunityId,
    /// The community's description, the newest by its root key.
    pub community: Option<Community>,
    /// Everybody who was ever admitted, the removed among them.
    pub people: BTreeMap<AuthorKey, Person>,
    /// The coordinators' invitations, by their keys.
    pub invites: BTreeMap<AuthorKey, Invitation>,
    /// Invitations that were ended, known ones or not.
    pub closed: BTreeSet<AuthorKey>,
    /// Keys whose records are hidden.
    pub removed: BTreeSet<AuthorKey>,
    /// Records that are hidden.
    pub hidden: BTreeSet<RecordId>,
    /// What happens that touches everybody, by the records that say so.
    pub crises: BTreeMap<RecordId, Crisis>,
    /// Who vouches for whom, each by the first of their keys; only vouches that count.
    vouched: BTreeMap<AuthorKey, BTreeSet<AuthorKey>>,
    /// The first key of whoever goes on under another one.
    origins: BTreeMap<AuthorKey, AuthorKey>,
}

/// Somebody who was admitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// What they may do.
    pub standing: Standing,
    /// How they want to be called.
    pub name: Option<Name>,
    /// What is for them alone is sealed to this; none where they came under a new key and have not said theirs.
    pub seal: Option<SealKey>,
    /// The invitation they came by; none for whom a coordinator or an old key put in another's place.
    pub invite: Option<AuthorKey>,
    /// When they joined, by their own claim.
    pub joined: Millis,
    /// Their newest record of membership dies then.
    pub expires: Millis,
}

/// An invitation with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Its record.
    pub id: RecordId,
    /// Who made it.
    pub by: AuthorKey,
    /// What it says.
    pub invite: Invite,
    /// A coordinator ended it.
    pub closed: bool,
}

/// How far somebody's word goes. The later, the further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trust {
    /// Not at all: removed, or a stranger to a community of members.
    Out,
    /// Nobody vouches for them; the community is open.
    New,
    /// A member.
    Member,
    /// A helper a coordinator approved.
    Approved,
    /// A coordinator, or the root key itself.
    Coordinator,
}

impl Authority {
    /// Nobody counts yet: what holds before anything is known.
    #[must_use]
    pub fn nothing(root: CommunityId) -> Self {
        Self {
            root,
            community: None,
            people: BTreeMap::new(),
            invites: BTreeMap::new(),
            closed: BTreeSet::new(),
            removed: BTreeSet::new(),
            hidden: BTreeSet::new(),
            crises: BTreeMap::new(),
            vouched: BTreeMap::new(),
            origins: BTreeMap::new(),
        }
    }

    /// For whom the community's records are. Before its description has arrived nothing is refused: what is shown then
    /// is looked at again.
    #[must_use]
    pub fn audience(&self) -> Audience {
        self.community.as_ref().map(|c| c.audience).unwrap_or_default()
    }

    /// Whether this key coordinates.
    #[must_use]
    pub fn is_coordinator(&self, key: &AuthorKey) -> bool {
        *key == self.root
            || self
                .community
                .as_ref()
                .is_some_and(|c| c.coordinators.iter().any(|one| one.key == *key))
    }

    /// How far this person's word goes.
    #[must_use]
    pub fn trust(&self, key: &AuthorKey) -> Trust {
        if self.is_coordinator(key) {
            return Trust::Coordinator;
        }
        if self.removed.contains(key) {
            return Trust::Out;
        }
        match (self.people.get(key).map(|person| person.standing), self.audience()) {
            (Some(Standing::Approved), _) => Trust::Approved,
            (Some(Standing::Member), _) => Trust::Member,
            (None, Audience::Open) => Trust::New,
            (None, Audience::Members) => Trust::Out,
        }
    }

    /// Whether somebody may write in this community at all.
    #[must_use]
    pub fn may_write(&self, key: &AuthorKey) -> bool {
        self.trust(key) > Trust::Out
    }

    /// Whether somebody may offer help here.
    #[must_use]
    pub fn may_offer(&self, key: &AuthorKey) -> bool {
        let wanted = match self.community.as_ref().is_some_and(|c| c.rules.approved_helpers) {
            true => Trust::Approved,
            false => Trust::New,
        };
        self.trust(key) >= wanted
    }

    /// How far a record counts; `letter` is what is sealed in it, where this device could open it.
    #[must_use]
    pub fn judge(&self, fact: &Fact, letter: Option<&Letter>) -> Trust {
        if self.hidden.contains(&fact.id) || self.removed.contains(&fact.author) {
            return Trust::Out;
        }
        match &fact.body {
            Body::Request(request) => self.asked(request.by.as_ref()),
            Body::Act(_) | Body::Cheer(_) | Body::Profile(_) => self.trust(&fact.author),
            Body::Helper(card) if !self.may_offer(&card.by.person) => Trust::Out,
            Body::Helper(card) => self.trust(&card.by.person),
            Body::Private(_) => match letter {
                Some(Letter::Ask(request)) => self.asked(request.by.as_ref()),
                // It is for two people, and this device is neither's.
                _ => Trust::Out,
            },
            Body::Offer(_) => match letter {
                Some(Letter::Offer(offer)) if !self.may_offer(&offer.by.person) => Trust::Out,
                Some(Letter::Offer(offer)) => self.trust(&offer.by.person),
                // Who offers is sealed to somebody else. In a community of members it is not even counted: it could
                // be anybody's.
                _ => match self.audience() {
                    Audience::Open => Trust::New,
                    Audience::Members => Trust::Out,
                },
            },
            // Of these each says something only about what its own author wrote.
            _ => Trust::Member,
        }
    }

    fn asked(&self, by: Option<&Binding>) -> Trust {
        match (by, &self.community) {
            (Some(by), _) => self.trust(&by.person),
            (None, Some(community)) if !community.rules.unnamed => match community.audience {
                Audience::Open => Trust::New,
                Audience::Members => Trust::Out,
            },
            // Who asks without a name is known to the coordinators alone, and they hide what is misuse.
            (None, _) => Trust::Member,
        }
    }

    /// Whether nobody vouches for this person, in a community where somebody could.
    #[must_use]
    pub fn is_new(&self, key: &AuthorKey) -> bool {
        self.is_led() && self.trust(key) == Trust::New
    }

    fn is_led(&self) -> bool {
        self.community.as_ref().is_some_and(|c| !c.coordinators.is_empty())
    }

    /// The records that count. Everything shown is folded from these. Of what somebody new says on one day, by their
    /// own claim, only the first few do, so that nobody drowns the others.
    #[must_use]
    pub fn admitted<'f, I>(&self, facts: I, letters: &Letters) -> Vec<&'f Fact>
    where
        I: IntoIterator<Item = &'f Fact>,
    {
        let mut admitted = Vec::new();
        let mut new: BTreeMap<(AuthorKey, u64), Vec<&Fact>> = BTreeMap::new();
        for fact in facts {
            let trust = self.judge(fact, letters.get(&fact.id));
            let person = speaker(fact, letters.get(&fact.id));
            match (trust, person.filter(|_| self.is_led())) {
                (Trust::Out, _) => {}
                (Trust::New, Some(person)) => {
                    new.entry((person, fact.id.time.0 / DAY)).or_default().push(fact);
                }
                _ => admitted.push(fact),
            }
        }
        for mut said in new.into_values() {
            said.sort_by_key(|fact| (fact.id.time, &fact.id));
            said.dedup_by_key(|fact| &fact.id);
            admitted.extend(said.into_iter().take(FROM_NEW_A_DAY));
        }
        let unwanted = self.unwanted(&admitted, letters);
        admitted.retain(|fact| !unwanted.contains(&fact.id));
        admitted
    }
}

/// Who says something new, to everybody or to this person alone, where they say who they are.
fn speaker(fact: &Fact, letter: Option<&Letter>) -> Option<AuthorKey> {
    match &fact.body {
        Body::Private(_) => match letter {
            Some(Letter::Ask(request)) => request.by.as_ref().map(|by| by.person),
            _ => None,
        },
        Body::Request(request) => request.by.as_ref().map(|by| by.person),
        Body::Act(_) => Some(fact.author),
        Body::Helper(card) => Some(card.by.person),
        _ => None,
    }
}
