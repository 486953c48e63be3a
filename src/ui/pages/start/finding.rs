//! What was found at an address, in the person's language, with what to do next.

use crate::i18n::t_string;
use crate::platform::page;
use crate::sync::server::{Finding, FoundError, paste};
use crate::ui::language::Texts;
use crate::ui::words;

/// What was found.
pub fn text(i18n: Texts, finding: &Finding) -> String {
    let name = |server: &crate::sync::server::Server| server.name();
    match finding {
        Finding::NotAnAddress => t_string!(i18n, start.found_not_an_address).to_owned(),
        Finding::NeedsHttps { https } => {
            t_string!(i18n, start.found_needs_https, https = https.clone())
        }
        Finding::Silent { server } => t_string!(i18n, start.found_silent, server = server.clone()),
        Finding::NotCouch { server } => {
            t_string!(i18n, start.found_not_couch, server = server.clone())
        }
        Finding::Trouble { why, .. } => words::sync_error(i18n, why),
        Finding::LoginRefused { .. } => t_string!(i18n, start.found_login_refused).to_owned(),
        Finding::NeedsLogin { .. } => t_string!(i18n, start.found_needs_login).to_owned(),
        Finding::NeedsAdmin(server) => {
            t_string!(i18n, start.found_needs_admin, name = name(server))
        }
        Finding::NotAdmin(server) => t_string!(i18n, start.found_not_admin, name = name(server)),
        Finding::NoAccess { server, .. } => {
            t_string!(i18n, start.found_no_access, name = name(server))
        }
        Finding::Ready { server, .. } => t_string!(i18n, start.found_ready, name = name(server)),
        Finding::Exists { server, community: Some(_), .. } => {
            t_string!(i18n, start.found_community, name = name(server))
        }
        Finding::Exists { server, documents: 0, .. } => {
            t_string!(i18n, start.found_empty, name = name(server))
        }
        Finding::Exists { server, .. } => t_string!(i18n, start.found_other, name = name(server)),
    }
}

/// Why no database could be made.
pub fn failed(i18n: Texts, error: &FoundError) -> String {
    match error {
        FoundError::Finding(finding) => text(i18n, finding),
        FoundError::BadName => t_string!(i18n, start.name_wrong).to_owned(),
        FoundError::Taken(database) => t_string!(i18n, start.taken, database = database.clone()),
        FoundError::Refused { reason, .. } => t_string!(i18n, start.refused, why = reason.clone()),
        FoundError::Sync(error) => words::sync_error(i18n, error),
    }
}

/// What to paste on the server, where that may help.
pub fn paste_lines(finding: &Finding) -> Option<String> {
    paste(finding, &page::origin())
}
