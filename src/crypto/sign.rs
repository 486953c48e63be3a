//! Signing a record and finding out whether one is true.

use super::identity::{Signer, is_bound, is_member, is_rotated, is_signed};
use crate::domain::body::{BadPayload, Body, Payload};
use crate::domain::bytes::{AuthorKey, Hash};
use crate::domain::community::CommunityId;
use crate::domain::fact::Fact;
use crate::domain::id::{Kind, NotAnId, Place, RecordId};
use crate::domain::record::{Envelope, content_id, payload_hash, signed_bytes};
use crate::domain::time::Millis;
use crate::domain::tombstone::{Tombstone, deletion_bytes};

/// Why a record is not believed. Such a record is never shown, counted or passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The id is not a record id.
    #[error(transparent)]
    Id(#[from] NotAnId),
    /// The id belongs to other content, another author or another community.
    #[error("the id does not belong to this content")]
    Content,
    /// The signature is not the author's.
    #[error("the signature is not the author's")]
    Signature,
    /// A name, a membership, a new key or a whole community in it is somebody else's.
    #[error("what it says is not the author's to say")]
    Binding,
    /// The payload is not in the format.
    #[error(transparent)]
    Payload(#[from] BadPayload),
}

/// Signs a new record. `None` for what no reader would take: [`Body::Unknown`], a payload that is too
/// long or would live too long, a body out of bounds.
#[must_use]
pub fn sign(
    signer: &Signer,
    community: &CommunityId,
    place: Place,
    time: Millis,
    expires: Millis,
    body: Body,
) -> Option<(Envelope, Fact)> {
    let kind = Kind::parse(body.kind()?)?;
    let payload = Payload { nonce: super::random(), expires, body };
    let p = payload.to_json()?;
    Payload::parse(&kind, time, &p).ok()?;
    let h = payload_hash(&p);
    let id = content_id(community, &signer.public(), place, kind, time, &h);
    let s = signer.sign(&signed_bytes(community, &id, &h));
    let envelope = Envelope { id: id.to_string(), a: signer.public(), p, s };
    Some((envelope, Fact { id, author: signer.public(), expires, body: payload.body }))
}

/// Whether a record is true in this community: its id belongs to its content, its author signed it,
/// its payload is in the format, and a name in it was bound by the person it names.
///
/// # Errors
/// [`Refusal`].
pub fn verify(community: &CommunityId, envelope: &Envelope) -> Result<Fact, Refusal> {
    let id = RecordId::parse(&envelope.id)?;
    let h = payload_hash(&envelope.p);
    if !belongs(community, &envelope.a, &id, &h) {
        return Err(Refusal::Content);
    }
    if !is_signed(&envelope.a, &signed_bytes(community, &id, &h), &envelope.s) {
        return Err(Refusal::Signature);
    }
    let Payload { expires, body, .. } = Payload::parse(&id.kind, id.time, &envelope.p)?;
    let holds = match &body {
        Body::Request(request) => {
            request.by.as_ref().is_none_or(|by| is_bound(community, &envelope.a, by))
        }
        Body::Helper(card) => is_bound(community, &envelope.a, &card.by),
        Body::Community(_) => envelope.a == *community,
        Body::Member(member) => is_member(community, &envelope.a, member),
        Body::Rotate(rotate) => is_rotated(community, &envelope.a, rotate),
        _ => true,
    };
    if !holds {
        return Err(Refusal::Binding);
    }
    Ok(Fact { id, author: envelope.a, expires, body })
}

/// Buries a record of the signer's own: the tombstone to leave in its place. `None` where the id is
/// not that of content with this hash by this signer in this community.
#[must_use]
pub fn bury(
    signer: &Signer,
    community: &CommunityId,
    id: &RecordId,
    payload: &Hash,
) -> Option<Tombstone> {
    let a = signer.public();
    let s = signer.sign(&deletion_bytes(community, id));
    belongs(community, &a, id, payload).then(|| Tombstone { id: id.to_string(), a, h: *payload, s })
}

/// Whether a tombstone is true in this community: the record it names was its author's, and the
/// author buried it. Gives the record's id.
///
/// # Errors
/// [`Refusal::Id`], [`Refusal::Content`] and [`Refusal::Signature`].
pub fn verify_tombstone(community: &CommunityId, stone: &Tombstone) -> Result<RecordId, Refusal> {
    let id = RecordId::parse(&stone.id)?;
    if !belongs(community, &stone.a, &id, &stone.h) {
        return Err(Refusal::Content);
    }
    if !is_signed(&stone.a, &deletion_bytes(community, &id), &stone.s) {
        return Err(Refusal::Signature);
    }
    Ok(id)
}

/// Whether the id is the one that this content by this author has in this community.
fn belongs(community: &CommunityId, author: &AuthorKey, id: &RecordId, payload: &Hash) -> bool {
    let RecordId { place, kind, time, .. } = id.clone();
    content_id(community, author, place, kind, time, payload) == *id
}

#[cfg(test)]
mod tests;
