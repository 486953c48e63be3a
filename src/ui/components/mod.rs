//! Pieces that several pages share, one file each.

pub mod act_card;
pub mod area_map;
pub mod ask_link;
pub mod back;
pub mod chips;
pub mod confirm;
pub mod draft;
pub mod icon;
pub mod life;
pub mod not_yet;
pub mod office;
pub mod opening;
pub mod private_ask;
pub mod qr;
pub mod row;
pub mod standing;
pub mod sync;
pub mod title;
pub mod toasts;
pub mod trust;
pub mod typed;
pub mod vouch;
pub mod wrong;
