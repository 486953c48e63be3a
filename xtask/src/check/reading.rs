//! What a server must answer to whoever only reads. Nothing here writes but a checkpoint.

use super::client::Client;
use super::verdict::Verdict::{self, Missing, Slower, Works};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

type Checked = Result<Verdict, String>;

pub async fn info(db: &Client) -> Checked {
    let got = db.get("").await?.good()?;
    Ok(match (&got.json["update_seq"], &got.json["doc_count"]) {
        (Value::Null, _) => Missing("it says no update_seq".into()),
        (_, count) if !count.is_u64() => Slower("it says no doc_count".into()),
        _ => Works,
    })
}

/// A position as a query wants it.
pub fn plain(seq: &Value) -> String {
    let text = seq.as_str().map_or_else(|| seq.to_string(), str::to_owned);
    let escape = |b: u8| match b {
        b if b.is_ascii_alphanumeric() || b"-_.~".contains(&b) => char::from(b).to_string(),
        b => format!("%{b:02X}"),
    };
    text.bytes().map(escape).collect()
}

pub async fn foreign_since(db: &Client) -> Checked {
    let all = db.get("/_changes?limit=1").await?.good()?.ids("results").len();
    let got = db.get("/_changes?limit=1&since=12-g1AAAACheJzLYWBgYM5gTmHQ").await?;
    Ok(match got.status {
        400 => Works,
        200 if all == got.ids("results").len() => Works,
        200 => Missing(
            "it takes a position of another server for one of its own and leaves changes out"
                .into(),
        ),
        _ => Missing(got.said()),
    })
}

pub async fn longpoll_ends(db: &Client) -> Checked {
    let now = db.get("/_changes?since=now&limit=1").await?.good()?.json["last_seq"].clone();
    let path = format!("/_changes?feed=longpoll&timeout=1500&since={}", plain(&now));
    let begun = Instant::now();
    let got = db.get(&path).await?.good()?;
    let took = begun.elapsed();
    Ok(if got.json["last_seq"].is_null() {
        Missing("it ends without last_seq".into())
    } else if took > Duration::from_secs(20) {
        Slower(format!("it kept the connection for {} s instead of 1.5", took.as_secs()))
    } else if took < Duration::from_millis(500) && got.ids("results").is_empty() {
        Missing("it does not wait".into())
    } else {
        Works
    })
}

pub async fn keys(db: &Client) -> Checked {
    let got = db
        .post("/_all_docs?include_docs=true", json!({ "keys": ["never:there"] }))
        .await?
        .good()?;
    let rows = got.json["rows"].as_array().map_or(0, Vec::len);
    Ok(if rows == 1 && got.json["rows"][0]["doc"].is_null() {
        Works
    } else {
        Missing("it does not answer for each key".into())
    })
}

pub async fn revs_diff(db: &Client) -> Checked {
    let rev = format!("1-{}", "f".repeat(32));
    let got = db.post("/_revs_diff", json!({ "never:there": [rev] })).await?.good()?;
    Ok(if got.json["never:there"]["missing"][0] == rev.as_str() {
        Works
    } else {
        Missing("it does not name what it lacks".into())
    })
}

pub async fn checkpoint(db: &Client, name: &str) -> Checked {
    let path = format!("/_local/{name}");
    db.put(&path, json!({ "note": 1 })).await?.good()?;
    let first = db.get(&path).await?.good()?.json;
    let again = db.put(&path, json!({ "note": 2, "_rev": first["_rev"] })).await?;
    if !again.is_good() || db.get(&path).await?.json["note"] != 2 {
        return Ok(Missing("it cannot be written a second time".into()));
    }
    let changes = db.get("/_changes?since=0").await?;
    let ids = changes.ids("results");
    let shown = ids.iter().any(|id| id.starts_with("_local"));
    let last = db.get(&path).await?.json["_rev"].as_str().unwrap_or_default().to_owned();
    db.ask(reqwest::Method::DELETE, &format!("{path}?rev={last}"), None, &[]).await?;
    Ok(if shown { Slower("it shows among the changes".into()) } else { Works })
}

pub async fn gzip(db: &Client) -> Checked {
    let asked = [("accept-encoding", "gzip")];
    let path = "/_all_docs?limit=500";
    let got = db.ask(reqwest::Method::GET, path, None, &asked).await?.good()?;
    Ok(if got.header("content-encoding") == "gzip" {
        Works
    } else {
        Slower("answers are not compressed; a web server in front can do it".into())
    })
}

/// What a browser asks before it lets a website at `origin` ask.
pub async fn cors(db: &Client, origin: &str) -> Checked {
    for method in ["POST", "PUT"] {
        let asked = [
            ("origin", origin),
            ("access-control-request-method", method),
            ("access-control-request-headers", "accept,authorization,content-type"),
        ];
        let mut stranger = Client::new(&db.server, &db.database, None);
        stranger.login = None;
        let got = stranger.ask(reqwest::Method::OPTIONS, "/_bulk_docs", None, &asked).await?;
        let headers = got.header("access-control-allow-headers");
        let methods = got.header("access-control-allow-methods");
        if !allows(&got.header("access-control-allow-origin"), origin) || !got.is_good() {
            return Ok(Missing(format!("{origin} is not allowed")));
        }
        if let Some(lacking) =
            ["authorization", "content-type"].iter().find(|h| !headers.contains(*h))
        {
            return Ok(Missing(format!("the header {lacking} is not allowed")));
        }
        if !methods.contains(&method.to_lowercase()) && method == "PUT" {
            return Ok(Missing("the method PUT is not allowed".into()));
        }
    }
    let got = db.ask(reqwest::Method::GET, "", None, &[("origin", origin)]).await?;
    Ok(if allows(&got.header("access-control-allow-origin"), origin) {
        Works
    } else {
        Missing(format!("answers do not allow {origin}"))
    })
}

fn allows(header: &str, origin: &str) -> bool {
    header == "*" || header == origin.to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_go_into_an_address_unharmed() {
        assert_eq!(plain(&json!(7)), "7");
        assert_eq!(plain(&json!("3-g1A+/=")), "3-g1A%2B%2F%3D");
        assert_eq!(plain(&json!([1, "x"])), "%5B1%2C%22x%22%5D");
    }
}
