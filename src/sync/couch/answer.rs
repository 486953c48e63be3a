//! What a server answers: from status and body to data, or to the reason why not.

use crate::sync::backend::{Changes, Leaf, Refusal, Row};
use crate::sync::error::SyncError;
use reqwest::Response;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

/// A whole answer.
pub struct Answer {
    status: u16,
    retry_after_ms: Option<u64>,
    body: Vec<u8>,
}

#[derive(Deserialize)]
pub struct InfoWire {
    pub update_seq: Box<RawValue>,
    #[serde(default)]
    pub doc_count: u64,
}

#[derive(Deserialize)]
pub struct ChangesWire {
    results: Vec<RowWire>,
    last_seq: Box<RawValue>,
    #[serde(default)]
    pending: Option<u64>,
}

#[derive(Deserialize)]
struct RowWire {
    id: String,
    #[serde(default)]
    changes: Vec<LeafWire>,
    #[serde(default)]
    doc: Option<Box<RawValue>>,
}

#[derive(Deserialize)]
struct LeafWire {
    rev: String,
}

#[derive(Deserialize)]
pub struct AllDocsWire {
    rows: Vec<DocWire>,
}

/// One line of `_all_docs`. Ids that are not there have an error instead, tombstones have no body.
#[derive(Deserialize)]
struct DocWire {
    #[serde(default)]
    doc: Option<Box<RawValue>>,
}

/// What is read of a body besides what our own parsers read.
#[derive(Deserialize)]
struct Head {
    #[serde(rename = "_rev")]
    rev: String,
}

/// One line of `open_revs`; revisions whose body is gone have another field.
#[derive(Deserialize)]
pub struct OpenWire {
    #[serde(default)]
    ok: Option<Box<RawValue>>,
}

/// One line of `_bulk_docs`; some servers list successes too.
#[derive(Deserialize)]
pub struct PushedWire {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    error: Option<String>,
    #[serde(default)]
    reason: Option<String>,
}

#[derive(Deserialize)]
struct Failure {
    #[serde(rename = "error")]
    _error: String,
}

/// How long a server asks to wait: seconds, or a date (RFC 9110, section 10.2.3), which is measured from the
/// server's own clock.
fn wait_of(retry_after: &str, date: Option<&str>) -> Option<u64> {
    if let Ok(seconds) = retry_after.parse::<u64>() {
        return Some(seconds.saturating_mul(1000));
    }
    let until = httpdate::parse_http_date(retry_after).ok()?;
    let now = httpdate::parse_http_date(date?.trim()).ok()?;
    let wait = until.duration_since(now).unwrap_or_default();
    Some(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX))
}

impl Answer {
    /// Waits for the whole body.
    pub async fn read(response: Response) -> Result<Self, SyncError> {
        let status = response.status().as_u16();
        let header = response.headers().get("retry-after").and_then(|value| value.to_str().ok());
        let date = response.headers().get("date").and_then(|value| value.to_str().ok());
        let retry_after_ms = header.and_then(|text| wait_of(text.trim(), date));
        let body = response.bytes().await.map_err(|_| SyncError::Cut)?.to_vec();
        Ok(Self { status, retry_after_ms, body })
    }

    /// The answer where it is a success.
    pub fn good(self) -> Result<Self, SyncError> {
        Err(match self.status {
            200..=299 => return Ok(self),
            401 | 403 => SyncError::Denied,
            // A web server that has never heard of databases says 404 too, but in other words.
            404 if serde_json::from_slice::<Failure>(&self.body).is_ok() => SyncError::NotFound,
            404 => SyncError::NotABackend,
            413 => SyncError::TooLarge,
            429 => SyncError::Busy { retry_after_ms: self.retry_after_ms },
            503 if self.retry_after_ms.is_some() => {
                SyncError::Busy { retry_after_ms: self.retry_after_ms }
            }
            status => SyncError::Server(status),
        })
    }

    /// The body as data. A body that ends too early was cut; one that is not JSON of this shape is not
    /// from a compatible backend.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, SyncError> {
        serde_json::from_slice(&self.body).map_err(|why| {
            let began = matches!(self.body.first(), Some(b'{' | b'['));
            if why.is_eof() && began { SyncError::Cut } else { SyncError::NotABackend }
        })
    }
}

impl From<ChangesWire> for Changes {
    fn from(page: ChangesWire) -> Self {
        let text = |raw: &RawValue| raw.get().to_owned();
        let rows = page.results.into_iter().map(|row| Row {
            id: row.id,
            revs: row.changes.into_iter().map(|leaf| leaf.rev).collect(),
            doc: row.doc,
        });
        Self { rows: rows.collect(), last_seq: text(&page.last_seq), pending: page.pending }
    }
}

impl AllDocsWire {
    pub fn docs(self) -> Vec<Box<RawValue>> {
        self.rows.into_iter().filter_map(|row| row.doc).collect()
    }
}

/// The bodies of all leaves that still have one.
pub fn leaves(lines: Vec<OpenWire>) -> Vec<Leaf> {
    let bodies = lines.into_iter().filter_map(|line| line.ok);
    let leaf = |doc: Box<RawValue>| {
        let head: Head = serde_json::from_str(doc.get()).ok()?;
        Some(Leaf { rev: head.rev, doc })
    };
    bodies.filter_map(leaf).collect()
}

/// The documents that were refused. A failure of the server itself is no refusal: the batch is tried again.
pub fn refusals(lines: Vec<PushedWire>) -> Result<Vec<Refusal>, SyncError> {
    let mut refused = Vec::new();
    for line in lines {
        match (line.id, line.error) {
            (_, None) => {}
            (Some(id), Some(error)) if !is_passing(&error) => {
                let why = line.reason.filter(|reason| !reason.is_empty()).unwrap_or(error);
                refused.push(Refusal { id, why });
            }
            _ => return Err(SyncError::Server(500)),
        }
    }
    Ok(refused)
}

fn is_passing(error: &str) -> bool {
    matches!(
        error,
        "internal_server_error" | "unknown_error" | "timeout" | "service_unavailable" | "error"
    )
}

/// A position as the query wants it: texts without their quotes, anything else as it is.
pub fn plain_seq(seq: &str) -> String {
    serde_json::from_str::<String>(seq).unwrap_or_else(|_| seq.to_owned())
}
