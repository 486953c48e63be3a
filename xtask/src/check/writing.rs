//! What a server must do with what is written to it, tried on a database made for it.

use super::client::Client;
use super::reading::plain;
use super::verdict::Verdict::{self, Missing, Slower, Works};
use a_heart_2_help::crypto::identity::Signer;
use a_heart_2_help::crypto::sign;
use a_heart_2_help::domain::body::{Body, Close};
use a_heart_2_help::domain::bytes::Bytes;
use a_heart_2_help::domain::id::{Place, RecordId};
use a_heart_2_help::domain::request::CloseReason;
use a_heart_2_help::domain::time::{DAY, Millis};
use a_heart_2_help::sync::server::design;
use a_heart_2_help::sync::{Item, Outgoing};
use serde_json::{Value, json};
use std::time::{Duration, Instant};

type Checked = Result<Verdict, String>;

fn rev(n: u8, letter: &str) -> String {
    format!("{n}-{}", letter.repeat(32))
}

pub async fn create(db: &Client) -> Checked {
    let again = db.ask(reqwest::Method::PUT, "", None, &[]).await?;
    Ok(if again.status == 412 { Works } else { Slower(format!("made twice, {}", again.said())) })
}

/// Two leaves under one id, each under exactly its revision, and pushed twice.
pub async fn push(db: &Client) -> Checked {
    let docs = json!([
        { "_id": "u0:x", "_rev": rev(1, "a"), "p": "a" }, { "_id": "u0:x", "_rev": rev(1, "b"), "p": "b" },
        { "_id": "u1:y", "_rev": rev(1, "a"), "p": "y" },
    ]);
    let first = db.push(docs.clone()).await?.good()?;
    let again = db.push(docs).await?.good()?;
    for answer in [&first, &again] {
        let lines = answer.json.as_array().ok_or("it answered no list")?;
        if let Some(line) = lines.iter().find(|line| line["error"].is_string()) {
            return Ok(Missing(format!("it refused a document ({})", line["reason"])));
        }
        if lines
            .iter()
            .any(|line| line["rev"].as_str().is_some_and(|r| r != rev(1, "a") && r != rev(1, "b")))
        {
            return Ok(Missing(
                "it gives revisions of its own (new_edits:false is not known)".into(),
            ));
        }
    }
    let silent = first.json.as_array().is_some_and(Vec::is_empty);
    Ok(if silent { Works } else { Slower("it lists successes, too".into()) })
}

pub async fn leaves(db: &Client) -> Checked {
    let got = db.get("/u0:x?open_revs=all").await?.good()?;
    let lines = got.json.as_array().ok_or("it answered no JSON list")?;
    let mut revs: Vec<_> = lines.iter().filter_map(|line| line["ok"]["_rev"].as_str()).collect();
    revs.sort_unstable();
    Ok(if revs == [rev(1, "a"), rev(1, "b")] {
        Works
    } else {
        Missing(format!("of two leaves it shows {}", revs.len()))
    })
}

pub async fn changes(db: &Client) -> Checked {
    let got = db.get("/_changes?style=all_docs&include_docs=true").await?.good()?;
    let rows = got.json["results"].as_array().ok_or("it answered without results")?;
    let row =
        rows.iter().find(|row| row["id"] == "u0:x").ok_or("a document is not among the changes")?;
    Ok(if row["changes"].as_array().map_or(0, Vec::len) != 2 {
        Missing("it does not show all leaves (style=all_docs)".into())
    } else if row["doc"]["p"] != "b" {
        Missing("it does not show the winning revision (include_docs)".into())
    } else {
        Works
    })
}

pub async fn paging(db: &Client) -> Checked {
    let first = db.get("/_changes?limit=1").await?.good()?;
    let path = format!("/_changes?since={}", plain(&first.json["last_seq"]));
    let rest = db.get(&path).await?.good()?;
    let mut ids = [first.ids("results"), rest.ids("results")].concat();
    ids.sort_unstable();
    Ok(if first.ids("results").len() != 1 {
        Missing("it does not keep to limit".into())
    } else if ids != ["u0:x", "u1:y"] {
        Missing(format!("going on from last_seq gave {} documents instead of 2", ids.len()))
    } else if first.json["pending"].is_u64() {
        Works
    } else {
        Slower("it does not say how many changes follow (pending)".into())
    })
}

pub async fn wakes(db: &Client) -> Checked {
    let now = db.get("/_changes").await?.good()?.json["last_seq"].clone();
    let path = format!("/_changes?feed=longpoll&timeout=20000&since={}", plain(&now));
    let write = async {
        // The server must be waiting before there is something to wake it.
        tokio::time::sleep(Duration::from_millis(500)).await;
        let written = Instant::now();
        db.push(json!([{ "_id": "u2:z", "_rev": rev(1, "c") }])).await?;
        Ok::<_, String>(written)
    };
    let poll = async { Ok::<_, String>((db.get(&path).await?.good()?, Instant::now())) };
    let (written, (got, woken)) = tokio::try_join!(write, poll)?;
    let after = woken.saturating_duration_since(written);
    Ok(if got.ids("results") != ["u2:z"] {
        Missing("it ended without the new document".into())
    } else if after > Duration::from_secs(2) {
        Slower(format!("it took {:.1} s to tell of a new document", after.as_secs_f64()))
    } else {
        Works
    })
}

pub async fn keys(db: &Client) -> Checked {
    let got = db
        .post("/_all_docs?include_docs=true", json!({ "keys": ["u0:x", "never"] }))
        .await?
        .good()?;
    let rows = &got.json["rows"];
    let right = rows[0]["doc"]["p"] == "b" && rows[1]["doc"].is_null();
    Ok(if right { Works } else { Missing("it does not give the documents of its keys".into()) })
}

pub async fn ranges(db: &Client) -> Checked {
    let path =
        "/_all_docs?startkey=%22u0%22&endkey=%22u0:%EF%BF%B0%22&include_docs=true&conflicts=true";
    let got = db.get(path).await?.good()?;
    let conflicts = &got.json["rows"][0]["doc"]["_conflicts"];
    Ok(if got.ids("rows") != ["u0:x"] {
        Missing("a range gives other documents".into())
    } else if conflicts[0] != rev(1, "a").as_str() {
        Slower("it does not tell of other leaves (conflicts)".into())
    } else {
        Works
    })
}

pub async fn bulk_get(db: &Client) -> Checked {
    let docs = json!([{ "id": "u0:x", "rev": rev(1, "a") }, { "id": "u0:x", "rev": rev(1, "b") }]);
    let got = db.post("/_bulk_get?revs=true", json!({ "docs": docs })).await?.good()?;
    let found = got.json["results"].as_array().ok_or("it answered without results")?;
    let texts: Vec<_> = found.iter().filter_map(|r| r["docs"][0]["ok"]["p"].as_str()).collect();
    Ok(if texts == ["a", "b"] { Works } else { Slower("leaves are asked for one by one".into()) })
}

pub async fn tombstones(db: &Client) -> Checked {
    let (parent, child) = (rev(1, "a"), rev(2, "d"));
    let stone = json!({
        "_id": "u1:y", "_rev": child, "_deleted": true, "a": "author", "h": "hash", "s": "signature",
        "_revisions": { "start": 2, "ids": ["d".repeat(32), "a".repeat(32)] },
    });
    let said = db.push(json!([stone])).await?.good()?;
    if said.json[0]["error"].is_string() {
        return Ok(Missing(said.json[0]["reason"].to_string()));
    }
    let got = db.get("/u1:y?open_revs=all").await?.good()?;
    let lines = got.json.as_array().cloned().unwrap_or_default();
    let keeps = |doc: &Value| doc["a"] == "author" && doc["h"] == "hash" && doc["s"] == "signature";
    let changes = db.get("/_changes?style=all_docs&include_docs=true").await?.good()?;
    let rows = changes.json["results"].as_array().cloned().unwrap_or_default();
    let row = rows.into_iter().find(|row| row["id"] == "u1:y").unwrap_or_default();
    // What is buried does not come back by being pushed again.
    db.push(json!([{ "_id": "u1:y", "_rev": parent, "p": "y" }])).await?;
    let back = db.get("/u1:y").await?.is_good();
    Ok(match lines.as_slice() {
        [one] if one["ok"]["_rev"] != child.as_str() || !keeps(&one["ok"]) => {
            Missing("a deleted document loses what is in it".into())
        }
        [_] if back => Missing("a deleted document comes back by being pushed again".into()),
        [_] if !keeps(&row["doc"]) => Slower("deleted documents are asked for one by one".into()),
        [_] => Works,
        _ => Missing("a deletion does not go onto what it deletes".into()),
    })
}

/// The largest batch the app sends, and what is larger than any server should take.
pub async fn sizes(db: &Client) -> Checked {
    let doc = |n: usize| json!({ "_id": format!("size:{n}"), "_rev": rev(1, "e"), "p": "x".repeat(33_000) });
    let one = db.push(json!([doc(0)])).await?;
    if !one.is_good() {
        return Ok(Missing(format!("a record of 33 KB does not fit: {}", one.said())));
    }
    let batch = db.push((1..=100).map(doc).collect()).await?;
    Ok(match batch.status {
        413 => Slower("100 long records are too much at once: they go in halves".into()),
        _ if batch.is_good() => Works,
        _ => Missing(format!("100 long records at once: {}", batch.said())),
    })
}

pub async fn oversize(db: &Client) -> Checked {
    let big = json!([{ "_id": "size:big", "_rev": rev(1, "e"), "p": "x".repeat(8_500_000) }]);
    Ok(match db.push(big).await {
        Ok(got) if got.status == 413 => Works,
        Ok(got) if got.is_good() && got.json[0]["error"].is_string() => Works,
        Ok(got) if got.is_good() => Slower("it takes 8.5 MB in one document".into()),
        Ok(got) => Slower(format!("instead of 413 {}", got.said())),
        Err(_) => Slower("instead of answering 413 it cuts the connection".into()),
    })
}

pub async fn attachments(db: &Client) -> Checked {
    let doc = json!({ "_id": "photo", "_rev": rev(1, "f"), "_attachments": {
        "sha256-x": { "content_type": "image/webp", "data": "aGVhcnRz" },
    } });
    let said = db.push(json!([doc])).await?.good()?;
    if said.json[0]["error"].is_string() {
        return Ok(Missing(said.json[0]["reason"].to_string()));
    }
    let got = db.get("/photo/sha256-x").await?.good()?;
    Ok(if got.bytes == b"hearts" { Works } else { Missing("another file comes back".into()) })
}

/// The rules of a design document: a true record passes, a false one does not.
pub async fn rules(db: &Client) -> Checked {
    let (root, now) = (Signer::generate(), Millis(1_770_000_000_000));
    let community = root.public();
    db.put("/_design/heart2help", design::document(&community)).await?.good()?;
    let re = RecordId::parse(&format!("a:request:1770000000000:{}", Bytes([1; 16])));
    let close = Close { re: re.map_err(|e| e.to_string())?, reason: CloseReason::Done };
    let signed =
        sign::sign(&root, &community, Place::Anywhere, now, now.plus(DAY), Body::Close(close));
    let (record, _) = signed.ok_or("the check could not sign")?;
    let out = Outgoing::first(&record);
    let Item::Record(envelope) = &out.item else { return Err("the check made no record".into()) };
    let mut good = serde_json::to_value(envelope).map_err(|e| e.to_string())?;
    good["_rev"] = out.rev.into();
    let said = db.push(json!([good])).await?.good()?;
    if said.json[0]["error"].is_string() {
        return Ok(Missing(format!("a true record is refused: {}", said.json[0]["reason"])));
    }
    let mut forged = good.clone();
    forged["s"] = Bytes([0; 64]).to_string().into();
    forged["_rev"] = rev(1, "9").into();
    let forged = db.push(json!([forged])).await?;
    let note = db.push(json!([{ "_id": "note", "_rev": rev(1, "9"), "text": "not ours" }])).await?;
    Ok(match (forged.json[0]["error"].is_string(), note.json[0]["error"].is_string()) {
        (true, true) => Works,
        (false, true) => Slower(
            "rubbish is kept out, but signatures are not checked (old JavaScript engine)".into(),
        ),
        _ => Slower("rubbish is not kept out; every device leaves it aside itself".into()),
    })
}
