//! The pages, one a file (or a file and a folder beside it).

pub mod ask;
pub mod board;
pub mod carry;
pub mod desk;
pub mod devices;
pub mod feed;
pub mod help;
pub mod helper;
pub mod helpers;
pub mod join;
pub mod journal;
pub mod me;
pub mod missing;
pub mod offer_myself;
pub mod report;
pub mod request;
pub mod share;
pub mod start;
pub mod tell;
pub mod today;
pub mod unseen;
