//! What is to be made on a server for a community.

use super::Login;
use crate::domain::community::CommunityId;

pub use crate::domain::community::Audience;

/// The database of one community.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The community's name, from which the database's is made where none is given.
    pub name: String,
    /// The database's name: a lower-case letter, then lower-case letters, digits, `-` and `_`.
    pub database: Option<String>,
    /// The community: its root key.
    pub community: CommunityId,
    /// Who may read.
    pub audience: Audience,
    /// Fresh random bytes: the members' password is made of them.
    pub random: [u8; 24],
    /// The members' name and password from an earlier time, to be put again instead of new ones.
    pub login: Option<Login>,
}

/// The longest name of a database: file systems take 255 bytes, and CouchDB adds its own to it.
const LONGEST: usize = 100;

impl Plan {
    /// The database's name, given or made of the community's: `h2h-` and what is left of it in lower case. `None` where
    /// the given one cannot be a database's.
    #[must_use]
    pub fn database_name(&self) -> Option<String> {
        match &self.database {
            Some(given) => {
                let begins = given.starts_with(|c: char| c.is_ascii_lowercase());
                let fits =
                    |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-_".contains(&b);
                (begins && given.len() <= LONGEST && given.bytes().all(fits)).then(|| given.clone())
            }
            None => Some(derived(&self.name).unwrap_or_else(|| {
                // A name in another script leaves nothing: the root key's first bytes then tell it from others.
                let hex: String =
                    self.community.0[..4].iter().map(|b| format!("{b:02x}")).collect();
                format!("h2h-{hex}")
            })),
        }
    }
}

fn derived(name: &str) -> Option<String> {
    let mut words = String::new();
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'a'..='z' | '0'..='9' => words.push(c),
            'ä' => words.push_str("ae"),
            'ö' => words.push_str("oe"),
            'ü' => words.push_str("ue"),
            'ß' => words.push_str("ss"),
            _ if words.is_empty() || words.ends_with('-') => {}
            _ => words.push('-'),
        }
    }
    words.truncate(40);
    let words = words.trim_end_matches('-');
    (!words.is_empty()).then(|| format!("h2h-{words}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::bytes::Bytes;

    fn plan(name: &str, database: Option<&str>) -> Plan {
        Plan {
            name: name.into(),
            database: database.map(str::to_owned),
            community: Bytes([7; 32]),
            audience: Audience::Members,
            random: [1; 24],
            login: None,
        }
    }

    #[test]
    fn a_database_is_called_after_its_community() {
        for (name, database) in [
            ("Vaduz Neighbours", "h2h-vaduz-neighbours"),
            ("  Nachbarn für Zürich-Süd! ", "h2h-nachbarn-fuer-zuerich-sued"),
            ("Saint-Étienne 42", "h2h-saint-tienne-42"),
            ("邻里", "h2h-07070707"),
            ("", "h2h-07070707"),
        ] {
            assert_eq!(plan(name, None).database_name().as_deref(), Some(database), "{name}");
        }
        assert!(plan(&"long ".repeat(60), None).database_name().unwrap().len() <= 44);
    }

    #[test]
    fn a_given_name_must_be_one_every_server_takes() {
        assert_eq!(plan("x", Some("vaduz_2")).database_name().as_deref(), Some("vaduz_2"));
        for bad in ["", "Vaduz", "2vaduz", "_users", "va duz", "a/b", "va%2f", "ä"] {
            assert_eq!(plan("x", Some(bad)).database_name(), None, "{bad}");
        }
    }
}
