//! The site's own small files.

use crate::platform::{fetch, page};
use serde::de::DeserializeOwned;

/// Reads a JSON file beside the app. `None` where it is missing, unreachable or of another shape.
pub async fn site_json<T: DeserializeOwned>(path: &str) -> Option<T> {
    let text = fetch::text(&format!("{}{path}", page::base_url())).await?;
    serde_json::from_str(&text).ok()
}
