//! Signing a record and finding out whether one is true.

use super::identity::{Signer, is_bound, is_signed};
use crate::domain::body::{BadPayload, Body, Payload};
use crate::domain::community::CommunityId;
use crate::domain::fact::Fact;
use crate::domain::id::{Kind, NotAnId, Place, RecordId};
use crate::domain::record::{Envelope, content_id, payload_hash, signed_bytes};
use crate::domain::time::Millis;

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
    /// The name in it is bound by somebody else.
    #[error("the name in it is not the author's")]
    Binding,
    /// The payload is not in the format.
    #[error(transparent)]
    Payload(#[from] BadPayload),
}

/// Signs a new record. `None` only for [`Body::Unknown`], which nobody writes.
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
    let RecordId { place, kind, time, .. } = id.clone();
    if content_id(community, &envelope.a, place, kind, time, &h) != id {
        return Err(Refusal::Content);
    }
    if !is_signed(&envelope.a, &signed_bytes(community, &id, &h), &envelope.s) {
        return Err(Refusal::Signature);
    }
    let Payload { expires, body, .. } = Payload::parse(&id.kind, id.time, &envelope.p)?;
    if let Body::Request(request) = &body
        && request.by.as_ref().is_some_and(|by| !is_bound(community, &envelope.a, by))
    {
        return Err(Refusal::Binding);
    }
    if matches!(body, Body::Community(_)) && envelope.a != *community {
        return Err(Refusal::Signature);
    }
    Ok(Fact { id, author: envelope.a, expires, body })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::act::{Act, Role};
    use crate::domain::bytes::Bytes;
    use crate::domain::text::Words;
    use proptest::prelude::*;

    const HERE: CommunityId = Bytes([1; 32]);

    fn act(words: &str) -> Body {
        Body::Act(Box::new(Act {
            role: Role::Did,
            category: None,
            words: Words::parse(words).unwrap(),
            lang: None,
            name: None,
            inspired_by: None,
            of_request: None,
        }))
    }

    fn signed(words: &str) -> (Envelope, Fact) {
        let signer = Signer::generate();
        sign(&signer, &HERE, Place::Anywhere, Millis(5), Millis(500), act(words)).unwrap()
    }

    #[test]
    fn what_was_signed_is_believed_and_says_the_same() {
        let (envelope, fact) = signed("Carried the shopping up four floors");
        assert_eq!(verify(&HERE, &envelope), Ok(fact));
    }

    #[test]
    fn equal_words_give_different_ids() {
        let signer = Signer::generate();
        let once = || {
            sign(&signer, &HERE, Place::Anywhere, Millis(5), Millis(500), act("tea")).unwrap().0.id
        };
        assert_ne!(once(), once());
    }

    #[test]
    fn a_record_cannot_be_carried_into_another_community() {
        assert_eq!(verify(&Bytes([2; 32]), &signed("tea").0), Err(Refusal::Content));
    }

    #[test]
    fn nobody_else_can_put_their_name_under_it() {
        let (envelope, _) = signed("tea");
        let mut theirs = envelope.clone();
        theirs.a = Signer::generate().public();
        assert_eq!(verify(&HERE, &theirs), Err(Refusal::Content));
        let mut forged = envelope;
        forged.s = signed("tea").0.s;
        assert_eq!(verify(&HERE, &forged), Err(Refusal::Signature));
    }

    #[test]
    fn only_the_root_key_describes_the_community() {
        let body = |_: ()| {
            Body::Community(crate::domain::community::Community {
                name: crate::domain::text::Line::parse("Vaduz").unwrap(),
                about: None,
                emergency: crate::domain::text::Line::parse("112").unwrap(),
                area: vec![],
            })
        };
        let root = Signer::generate();
        let here = root.public();
        let by = |signer: &Signer| {
            sign(signer, &here, Place::Anywhere, Millis(1), Millis(2), body(())).unwrap().0
        };
        assert!(verify(&here, &by(&root)).is_ok());
        assert_eq!(verify(&here, &by(&Signer::generate())), Err(Refusal::Signature));
    }

    proptest! {
        #[test]
        fn no_changed_byte_of_the_payload_is_believed(at in 0..60usize, byte in 32..127u8) {
            let (mut envelope, _) = signed("Carried the shopping up four floors");
            let mut raw = envelope.p.clone().into_bytes();
            prop_assume!(raw[at] != byte);
            raw[at] = byte;
            envelope.p = String::from_utf8(raw).unwrap();
            prop_assert_eq!(verify(&HERE, &envelope), Err(Refusal::Content));
        }
    }
}
