//! The vault as a file: one line that says what it is, then one record a line. It is as unreadable as the vault itself.

use super::Vault;
use crate::domain::record::Envelope;
use crate::domain::time::Millis;
use crate::store::{Store, StoreError};

const HEADER: &str = r#"{"heart2help":"vault","v":1}"#;

/// Why nothing was taken from a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadFile {
    /// It is something else, or of a newer version.
    #[error("this file is not a saved vault")]
    NotAVault,
    /// It is a vault, and nothing in it is this person's.
    #[error("this file was saved by somebody with other recovery words")]
    NotYours,
    /// The device could not keep it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl<S: Store> Vault<S> {
    /// All that is here, as the text of a file.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn to_file(&self) -> Result<String, StoreError> {
        let mut text = format!("{HEADER}\n");
        for envelope in self.envelopes().await? {
            text +=
                &serde_json::to_string(&envelope).map_err(|e| StoreError::Failed(e.to_string()))?;
            text.push('\n');
        }
        Ok(text)
    }

    /// Takes in what is in the text of a file; what is not true or another person's is passed over. Returns how many
    /// records were this person's.
    ///
    /// # Errors
    /// [`BadFile`]; then nothing was taken in.
    pub async fn take_file(&self, text: &str, now: Millis) -> Result<usize, BadFile> {
        let mut lines = text.lines();
        if lines.next().map(str::trim) != Some(HEADER) {
            return Err(BadFile::NotAVault);
        }
        let records: Vec<Envelope> = lines.filter_map(|line| Envelope::read(line).ok()).collect();
        match self.receive(&records, now).await? {
            0 if !records.is_empty() => Err(BadFile::NotYours),
            mine => Ok(mine),
        }
    }
}
