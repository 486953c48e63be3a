//! What the pages of one browser, and the sync of one of them, say to each other.

use crate::domain::community::CommunityId;
use crate::platform::tabs::Tabs;
use crate::state::keeper::News;
use crate::state::keeper::carry::{Carried, Carry};
use crate::state::vault::Reconciled;
use crate::store::lent::{Answer, Call};
use crate::sync::Status;
use serde::{Deserialize, Serialize};

/// The channel of all pages that have the device's storage.
pub const EVERYBODY: &str = "a-heart-2-help";

/// What the sync is to do; a page tells it when it begins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    pub community: CommunityId,
    /// The address of the database; empty where there is none and records are carried by hand.
    pub backend: String,
    /// The name of this device's copy.
    pub replica: String,
    /// The channel to speak on.
    pub channel: String,
    /// The device has no storage: the page lends its own over the channel.
    pub lent: bool,
    /// The sync runs in the page's thread and has to leave it turns.
    pub shares_thread: bool,
}

/// One message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub enum Word {
    /// A page wrote something of a community.
    Saved,
    /// A page wrote into the journal.
    Journal,
    /// Something came out of the person's vault.
    Came(Reconciled),
    /// The device is another person's from now on, or nobody's: every page begins anew.
    Anew,
    /// The network or a page came back, or a person wants it now.
    Wake,
    /// A page that has just come wants to know where the sync is.
    WhereIsIt,
    /// Where the sync is.
    Status(Status),
    /// What the sync changed on the shelves.
    News(News),
    /// The sync wants something of the store a page lends it; a number to be told again with the answer.
    Call(u32, Call),
    /// What the store said.
    Answer(u32, Answer),
    /// A page wants something done with a bundle; a number to be told again with what came of it.
    Carry(u32, Carry),
    /// What came of it.
    Carried(u32, Carried),
}

impl Word {
    /// Reads a message; `None` for one of another version of the app.
    pub fn parse(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Says it to all others.
    pub fn say(&self, tabs: &Tabs) {
        if let Ok(text) = serde_json::to_string(self) {
            tabs.say(&text);
        }
    }
}
