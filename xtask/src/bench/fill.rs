//! Fills a database of the embedded backend with a community.

use a_heart_2_help::domain::community::CommunityId;
use a_heart_2_help::domain::record::Envelope;
use a_heart_2_help::domain::time::Millis;
use serde_json::{Value, json};
use std::time::{SystemTime, UNIX_EPOCH};

use super::community::Writer;

/// How many records go to the backend at once.
const BATCH: usize = 2_000;

type Failed = Box<dyn std::error::Error>;

/// A database full of records.
pub struct Filled {
    /// Its address.
    pub url: String,
    /// Whose records they are.
    pub community: CommunityId,
    /// Bytes of JSON of a record, on average.
    pub mean_bytes: usize,
}

/// Makes a database of `size` records on the server at `backend`.
///
/// # Errors
/// In words, where the backend refuses.
pub fn fill(backend: &str, size: usize) -> Result<Filled, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let filled = runtime.map_err(|e| e.to_string())?.block_on(fill_async(backend, size));
    filled.map_err(|e| e.to_string())
}

async fn fill_async(backend: &str, size: usize) -> Result<Filled, Failed> {
    let url = format!("{backend}/bench-{size}");
    let client = reqwest::Client::new();
    client.put(&url).send().await?.error_for_status()?;
    let now = u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    let mut writer = Writer::new(size, Millis(now));
    let mut bytes = 0;
    loop {
        let batch = writer.batch(BATCH)?;
        if batch.is_empty() {
            break;
        }
        let docs = batch.iter().map(document).collect::<Result<Vec<_>, _>>()?;
        bytes += docs.iter().map(|doc| doc.to_string().len()).sum::<usize>();
        let body = json!({ "new_edits": false, "docs": docs }).to_string();
        let post = client.post(format!("{url}/_bulk_docs"));
        let answer = post.header("content-type", "application/json").body(body).send().await?;
        // With `new_edits: false` the answer lists only what was refused.
        let refused: Value = serde_json::from_str(&answer.error_for_status()?.text().await?)?;
        if refused != json!([]) {
            return Err(format!("The backend refused records: {refused}").into());
        }
    }
    let info: Value = serde_json::from_str(&client.get(&url).send().await?.text().await?)?;
    if info["doc_count"] != size {
        return Err(
            format!("The backend has {} records instead of {size}.", info["doc_count"]).into()
        );
    }
    Ok(Filled { url, community: writer.community(), mean_bytes: bytes / size.max(1) })
}

fn document(envelope: &Envelope) -> serde_json::Result<Value> {
    let mut document = serde_json::to_value(envelope)?;
    document["_rev"] = envelope.revision(0).into();
    Ok(document)
}
