//! What kindness *is*: records, the life of help, acts and ripples, the journal, places.
//!
//! Pure: no browser, no clock, no network, no Leptos. Time and randomness come in as arguments,
//! so that every rule here is tested natively and every replica answers alike.

pub mod act;
pub mod amend;
pub mod asking;
pub mod attachment;
pub mod authority;
pub mod blocking;
pub mod body;
pub mod bundle;
pub mod bytes;
pub mod calendar;
pub mod caution;
pub mod cell;
pub mod clock;
pub mod community;
pub mod courtesy;
pub mod daily;
pub mod entrust;
pub mod fact;
pub mod follow_up;
pub mod frames;
pub mod help;
pub mod helper;
pub mod id;
pub mod join;
pub mod journal;
pub mod kept;
pub mod letter;
pub mod membership;
pub mod moderation;
pub mod places;
pub mod prompts;
#[cfg(test)]
pub(crate) mod props;
pub mod qr;
pub mod record;
pub mod repeat;
pub mod request;
pub mod saved;
pub mod share;
pub mod spread;
pub mod terms;
pub mod text;
pub mod time;
pub mod tombstone;
pub mod view;
