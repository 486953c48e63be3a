//! What coordinators do, and what the founder does with the root key. Folds count it only from those who may.

use super::compose::ActionError;
use super::membership::{ASKER, REKEY, REPORT};
use super::write::New;
use super::{Book, Keys};
use crate::crypto::identity::{Signer, is_bound};
use crate::crypto::seal::seal_about;
use crate::domain::authority::Trust;
use crate::domain::body::Body;
use crate::domain::bytes::{AuthorKey, SealKey};
use crate::domain::community::Community;
use crate::domain::fact::Fact;
use crate::domain::id::{Place, RecordId};
use crate::domain::join::Pass;
use crate::domain::letter::{Binding, Details};
use crate::domain::membership::{
    Approve, Attest, CloseInvite, Invite, MOST_LISTED, Standing, grant_bytes,
};
use crate::domain::moderation::{Access, Concern, Crisis, Hide, Rekey, Remove};
use crate::domain::text::{Line, Words};
use crate::domain::time::{DAY, Millis};
use crate::store::Store;

/// What coordinators decide lives as long as anything it could be about.
const LIVES: u64 = 730 * DAY;
/// People one record seals a new way to.
const REKEYED_AT_ONCE: usize = 50;

/// Something told to the coordinators, as one of them reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its record.
    pub id: RecordId,
    /// What is told.
    pub concern: Concern,
}

impl<S: Store> Book<S> {
    /// Describes the community; believed only from its root key.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn describe(
        &self,
        root: &Signer,
        community: Community,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        let body = Body::Community(Box::new(community));
        self.write(New::of(root, Place::Anywhere, now, now.plus(365 * DAY), body)).await
    }

    /// Makes an invitation; its key is kept on this device, so that the link can be shown again.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn invite(
        &self,
        label: Line,
        standing: Standing,
        until: Millis,
        now: Millis,
    ) -> Result<Pass, ActionError> {
        let keys = Keys::generate(Details::default(), None);
        let key = keys.signer().public();
        let also = vec![keys.kept_under(&key)?];
        let body = Body::Invite(Invite { key, standing, label, until });
        let expires = Millis(until.0.min(now.plus(365 * DAY).0));
        let new = New::of(&self.me, Place::Anywhere, now, expires, body);
        self.write(New { also, ..new }).await?;
        self.known.borrow_mut().keys.insert(key, keys.clone());
        Ok(self.pass(&keys, standing, until))
    }

    /// What lets somebody in by one's own invitation; none for one made on another device.
    #[must_use]
    pub fn pass_of(&self, invite: &Invite) -> Option<Pass> {
        let keys = self.keys_of(&invite.key)?;
        Some(self.pass(&keys, invite.standing, invite.until))
    }

    fn pass(&self, keys: &Keys, standing: Standing, until: Millis) -> Pass {
        let invitation = keys.signer();
        let sig = self.me.sign(&grant_bytes(&self.community, &invitation.public(), standing).0);
        Pass { seed: invitation.seed(), standing, by: self.me(), sig, until }
    }

    /// Ends an invitation: it goes on admitting those whom it admitted as far as this device knows.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn close_invite(
        &self,
        invite: AuthorKey,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        let who = self.authority();
        let came = who
            .people
            .iter()
            .filter(|(key, person)| person.invite == Some(invite) && !who.removed.contains(*key));
        let admitted = came.map(|(key, _)| *key).take(MOST_LISTED).collect();
        self.decide(Body::CloseInvite(CloseInvite { invite, admitted }), now).await
    }

    /// Approves a member as a helper.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn approve(&self, key: AuthorKey, now: Millis) -> Result<RecordId, ActionError> {
        self.decide(Body::Approve(Approve { key }), now).await
    }

    /// Hides everything by a person, whatever time it claims, and what they asked without a name as far as it was told
    /// to this coordinator.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn remove(
        &self,
        person: AuthorKey,
        reason: Option<Words>,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        let mut keys = vec![person];
        keys.extend(self.asked_by(|asker| *asker == person));
        keys.truncate(MOST_LISTED);
        self.decide(Body::Remove(Remove { keys, reason }), now).await
    }

    /// Lets a removed person in again, as far as it was this coordinator who removed them.
    ///
    /// # Errors
    /// [`ActionError::Gone`] where it was another.
    pub async fn restore(&self, person: AuthorKey, now: Millis) -> Result<(), ActionError> {
        let removals: Vec<RecordId> = {
            let known = self.known.borrow();
            let mine = known.facts.values().filter(|fact| fact.author == self.me());
            mine.filter(|f| matches!(&f.body, Body::Remove(r) if r.keys.contains(&person)))
                .map(|fact| fact.id.clone())
                .collect()
        };
        if removals.is_empty() {
            return Err(ActionError::Gone);
        }
        for id in removals {
            self.retract(&id, now).await?;
        }
        Ok(())
    }

    /// Hides what removed people asked without a name since; whether there was anything.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn hide_what_the_removed_ask(&self, now: Millis) -> Result<bool, ActionError> {
        let who = self.authority();
        if !who.is_coordinator(&self.me()) || who.removed.is_empty() {
            return Ok(false);
        }
        let asked = self.asked_by(|asker| who.removed.contains(asker));
        let keys: Vec<_> = asked.into_iter().filter(|key| !who.removed.contains(key)).collect();
        for keys in keys.chunks(MOST_LISTED) {
            let remove = Remove { keys: keys.to_vec(), reason: None };
            self.decide(Body::Remove(remove), now).await?;
        }
        Ok(!keys.is_empty())
    }

    /// Hides one record.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn hide(
        &self,
        re: RecordId,
        reason: Option<Words>,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        self.decide(Body::Hide(Hide { re, reason }), now).await
    }

    /// Attests that somebody lost a key and goes on under another.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn attest(
        &self,
        old: AuthorKey,
        new: AuthorKey,
        now: Millis,
    ) -> Result<RecordId, ActionError> {
        self.decide(Body::Attest(Attest { old, new }), now).await
    }

    /// Says that something happens which touches everybody.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn alarm(&self, crisis: Crisis, now: Millis) -> Result<RecordId, ActionError> {
        let expires = Millis(crisis.until.0.min(now.plus(90 * DAY).0));
        let new = New::of(&self.me, Place::Anywhere, now, expires, Body::Crisis(crisis));
        self.write(new).await
    }

    /// Tells the new way to the data to every member who was not removed.
    ///
    /// # Errors
    /// [`ActionError::Store`].
    pub async fn rekey(&self, access: &Access, now: Millis) -> Result<(), ActionError> {
        let who = self.authority();
        let members = who.people.iter().filter(|(key, _)| who.trust(key) > Trust::New);
        let mut readers: Vec<(AuthorKey, SealKey)> =
            members.filter_map(|(key, person)| Some((*key, person.seal?))).collect();
        let coordinators = who.community.iter().flat_map(|c| &c.coordinators);
        readers.extend(coordinators.map(|one| (one.key, one.seal)));
        for readers in readers.chunks(REKEYED_AT_ONCE) {
            let seal = |(key, reader): &(AuthorKey, SealKey)| {
                let sealed = seal_about(&self.community, REKEY, &self.me(), reader, access).ok()?;
                Some((*key, sealed))
            };
            let to = readers.iter().filter_map(seal).collect();
            self.decide(Body::Rekey(Rekey { to }), now).await?;
        }
        Ok(())
    }

    /// What was told to this coordinator, newest first.
    #[must_use]
    pub fn concerns(&self) -> Vec<Told> {
        let mut known = self.known.borrow_mut();
        let known = &mut *known;
        let reports = known.facts.values().rev();
        let read = |fact: &Fact| {
            let Body::Report(report) = &fact.body else {
                return None;
            };
            let opened = known.concerns.entry(fact.id.clone()).or_insert_with(|| {
                let open = |one| self.seal.open_about(&self.community, REPORT, &fact.author, one);
                let concern: Concern = report.to.iter().find_map(open)?;
                let named = concern.by.as_ref();
                let true_name = named.is_none_or(|by| is_bound(&self.community, &fact.author, by));
                true_name.then_some(concern)
            });
            let mut concern = opened.clone()?;
            let author = known.facts.get(&concern.re).map(|about| about.author);
            concern.who = concern
                .who
                .filter(|who| author.is_some_and(|author| is_bound(&self.community, &author, who)));
            Some(Told { id: fact.id.clone(), concern })
        };
        reports.filter_map(read).collect()
    }

    /// Who asks without a name, as far as it was told to this coordinator.
    #[must_use]
    pub fn asker(&self, request: &RecordId) -> Option<Binding> {
        let mut known = self.known.borrow_mut();
        let known = &mut *known;
        let fact = known.facts.get(request)?;
        let Body::Request(asked) = &fact.body else {
            return None;
        };
        let open = || {
            let open = |one| self.seal.open_about(&self.community, ASKER, &fact.author, one);
            let asker: Binding = asked.told.iter().find_map(open)?;
            is_bound(&self.community, &fact.author, &asker).then_some(asker)
        };
        known.askers.entry(request.clone()).or_insert_with(open).clone()
    }

    /// The keys of requests without a name whose asker is among those wanted.
    fn asked_by(&self, wanted: impl Fn(&AuthorKey) -> bool) -> Vec<AuthorKey> {
        let unnamed: Vec<(RecordId, AuthorKey)> = {
            let known = self.known.borrow();
            let told = known
                .facts
                .values()
                .filter(|f| matches!(&f.body, Body::Request(request) if !request.told.is_empty()));
            told.map(|fact| (fact.id.clone(), fact.author)).collect()
        };
        let theirs = |id: &RecordId| self.asker(id).is_some_and(|by| wanted(&by.person));
        unnamed.into_iter().filter(|(id, _)| theirs(id)).map(|(_, key)| key).collect()
    }

    async fn decide(&self, body: Body, now: Millis) -> Result<RecordId, ActionError> {
        self.write(New::of(&self.me, Place::Anywhere, now, now.plus(LIVES), body)).await
    }
}
