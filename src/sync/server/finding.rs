//! What is at an address, each case with what to do next.

use crate::domain::community::CommunityId;
use crate::sync::error::SyncError;

/// What a server is, by its own word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    /// CouchDB, hosted or one's own.
    CouchDb,
    /// express-pouchdb: for development, tests and the demo.
    PouchDb,
    /// Something else that answers as they do.
    Other,
}

/// A server that speaks the protocol.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Its address, without a slash at its end.
    pub url: String,
    /// What it is.
    pub product: Product,
    /// Who made it, where it says so.
    pub vendor: Option<String>,
    /// Its version, where it says so.
    pub version: Option<String>,
    /// Whether it knows users, so that reading and writing can be closed to strangers.
    pub has_users: bool,
    /// Whether whoever asked may make databases.
    pub may_create: bool,
}

/// What was found at an address that a person typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// The text is no address.
    NotAnAddress,
    /// The page came over https, and browsers let such a page ask only https servers.
    NeedsHttps {
        /// The same address with https, to try.
        https: String,
    },
    /// Nothing answered. For a browser a server that does not allow this website (CORS) looks just the same.
    Silent {
        /// What was asked.
        server: String,
    },
    /// Something answered, but no database server.
    NotCouch {
        /// What was asked.
        server: String,
    },
    /// It answered with trouble of its own.
    Trouble {
        /// What was asked.
        server: String,
        /// The trouble.
        why: SyncError,
    },
    /// Name and password are wrong.
    LoginRefused {
        /// What was asked.
        server: String,
    },
    /// It tells strangers nothing at all: a name and a password are needed first.
    NeedsLogin {
        /// What was asked.
        server: String,
    },
    /// A good server, on which only an admin makes databases: an admin's name and password are needed once.
    NeedsAdmin(Server),
    /// A good server; the name and password are right, but not an admin's.
    NotAdmin(Server),
    /// A database that those who asked may not read.
    NoAccess {
        /// The server.
        server: Server,
        /// Its database.
        database: String,
        /// Whether a name and a password were given.
        signed_in: bool,
    },
    /// A good server; the database can be made.
    Ready {
        /// The server.
        server: Server,
        /// The database that was asked for, which is not there yet.
        database: Option<String>,
    },
    /// The database is there already.
    Exists {
        /// The server.
        server: Server,
        /// Its database.
        database: String,
        /// The community in it, by the server's word: only its records prove it.
        community: Option<CommunityId>,
        /// How many documents it holds.
        documents: u64,
    },
}

impl Server {
    /// What it is, in a few words: `CouchDB 3.5.0`.
    #[must_use]
    pub fn name(&self) -> String {
        let product = match (self.product, &self.vendor) {
            (Product::CouchDb, Some(vendor)) if !vendor.contains("Apache") => {
                &format!("CouchDB by {vendor}")
            }
            (Product::CouchDb, _) => "CouchDB",
            (Product::PouchDb, _) => "express-pouchdb",
            (Product::Other, Some(vendor)) => vendor,
            (Product::Other, None) => "a compatible server",
        };
        match &self.version {
            Some(version) => format!("{product} {version}"),
            None => product.to_owned(),
        }
    }
}

impl Finding {
    /// The server's address, where one was found or at least asked.
    #[must_use]
    pub fn server_url(&self) -> Option<&str> {
        match self {
            Self::NotAnAddress | Self::NeedsHttps { .. } => None,
            Self::Silent { server }
            | Self::NotCouch { server }
            | Self::Trouble { server, .. }
            | Self::LoginRefused { server }
            | Self::NeedsLogin { server } => Some(server),
            Self::NeedsAdmin(server)
            | Self::NotAdmin(server)
            | Self::NoAccess { server, .. }
            | Self::Ready { server, .. }
            | Self::Exists { server, .. } => Some(&server.url),
        }
    }

    /// What was found and what to do next, in plain English: for commands, and where no translation is at hand.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::NotAnAddress => {
                "This is not the address of a server. It looks like https://couch.example.org."
                    .into()
            }
            Self::NeedsHttps { https } => format!(
                "This page came over https, and from such a page a browser asks only https servers. Try {https}; if \
                 nothing answers there, put a web server with a certificate in front of CouchDB."
            ),
            Self::Silent { server } => format!(
                "Nothing answered at {server}. Either it cannot be reached (is the address right, is the server \
                 running, is there a network?), or it runs and does not allow this website to ask (CORS), which a \
                 browser cannot tell apart. CouchDB allows no website until its admin says so."
            ),
            Self::NotCouch { server } => format!(
                "Something answers at {server}, but it is no CouchDB. Look for the address under which its admin page \
                 (/_utils) opens, and leave /_utils away."
            ),
            Self::Trouble { server, why } => {
                format!(
                    "{server} answered with trouble: {why}. Try again in a while, or ask whoever runs it."
                )
            }
            Self::LoginRefused { server } => {
                format!("{server} does not know this name with this password. Type them again.")
            }
            Self::NeedsLogin { server } => {
                format!("{server} wants a name and a password before it answers anything.")
            }
            Self::NeedsAdmin(server) => format!(
                "This is {}. To make a database on it, an admin's name and password are needed once; they are kept nowhere.",
                server.name()
            ),
            Self::NotAdmin(server) => format!(
                "This is {}, and the name and password are right, but only an admin may make a database. Use an \
                 admin's, or ask whoever runs it to make the community there.",
                server.name()
            ),
            Self::NoAccess { server, database, signed_in: false } => format!(
                "This is {}. Its database {database} is only for those with a name and a password: use an \
                 invitation to the community, or an admin's.",
                server.name()
            ),
            Self::NoAccess { server, database, signed_in: true } => format!(
                "This is {}. Its database {database} is closed to this name: ask the community's coordinator.",
                server.name()
            ),
            Self::Ready { server, database } => match database {
                Some(database) => {
                    format!("This is {}. The database {database} can be made on it.", server.name())
                }
                None => format!("This is {}. A community can be made on it.", server.name()),
            },
            Self::Exists { server, database, community, documents } => {
                let found = match (community, documents) {
                    (Some(_), _) => "there is a community in it already",
                    (None, 0) => "it is empty, so a community can move in",
                    (None, _) => "it holds something else: choose another name",
                };
                format!("This is {}. The database {database} is there: {found}.", server.name())
            }
        }
    }
}
