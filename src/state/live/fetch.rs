//! The site's own small files.

use crate::platform::page;
use serde::de::DeserializeOwned;

/// Reads a JSON file beside the app. `None` where it is missing, unreachable or of another shape.
pub async fn site_json<T: DeserializeOwned>(path: &str) -> Option<T> {
    let url = format!("{}{path}", page::base_url());
    let answer = reqwest::get(url).await.ok()?.error_for_status().ok()?;
    serde_json::from_slice(&answer.bytes().await.ok()?).ok()
}
