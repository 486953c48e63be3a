//! Properties that span the domain: what is read, what is written, what folds answer.

mod blocked;
mod crowd;
mod folds;
mod format;
pub(crate) mod mangle;
mod needed;
mod parsers;
