//! What somebody can do who has the database's password, against the real server. In each case the true record
//! reaches a device that has never seen it, and nothing false does.

use super::database::{Database, until, with_sync};
use super::device::{Device, record};
use a_heart_2_help::crypto::identity::Signer;
use a_heart_2_help::domain::record::Envelope;
use a_heart_2_help::sync::Backend;
use serde_json::{Value, json};

fn doc(record: &Envelope, rev: &str) -> Value {
    let mut doc = serde_json::to_value(record).unwrap();
    doc["_rev"] = rev.into();
    doc
}

fn forged(record: &Envelope) -> Envelope {
    let mut forged = record.clone();
    forged.p = forged.p.replace("Grüezi", "Forged");
    forged
}

/// Somebody who comes only now gets the true record, and nothing else under its id.
async fn a_newcomer_sees(database: &Database, truth: &Envelope) {
    let newcomer = Device::new("newcomer");
    let came = async || newcomer.holds(truth).await;
    with_sync(database, &[&newcomer], until(came)).await;
    let under_id = newcomer.records().await.into_iter().filter(|r| r.id == truth.id);
    assert_eq!(under_id.collect::<Vec<_>>(), std::slice::from_ref(truth));
}

/// The author's device syncs until it has nothing left to do.
async fn author_syncs(database: &Database, author: &Device) {
    let rounds = author.said.rounds.get();
    let done = async || author.said.rounds.get() > rounds && author.outbox().await == 0;
    with_sync(database, &[author], until(done)).await;
}

#[tokio::test]
async fn a_forgery_pushed_first_under_the_right_id_and_revision_does_not_keep_the_true_record_out()
{
    let database = Database::new("poison");
    database.couch.create().await.unwrap();
    let truth = record(10);
    database.put(json!([doc(&forged(&truth), &truth.revision(0))])).await;
    let author = Device::new("author");
    author.write(&truth).await;
    author_syncs(&database, &author).await;
    assert!(author.said.refused.borrow().is_empty());
    a_newcomer_sees(&database, &truth).await;
}

#[tokio::test]
async fn roots_poisoned_in_advance_do_not_keep_the_true_record_out() {
    let database = Database::new("roots");
    database.couch.create().await.unwrap();
    let truth = record(11);
    let lie = forged(&truth);
    let docs: Vec<Value> = (0..8).map(|i| doc(&lie, &truth.revision(i))).collect();
    database.put(Value::Array(docs)).await;
    let author = Device::new("author");
    author.write(&truth).await;
    author_syncs(&database, &author).await;
    a_newcomer_sees(&database, &truth).await;
}

#[tokio::test]
async fn a_tombstone_nobody_signed_does_not_take_a_record_away() {
    let database = Database::new("tombstone");
    let truth = record(12);
    let author = Device::new("author");
    author.write(&truth).await;
    author_syncs(&database, &author).await;
    let (child, root) = ("2-00000000000000000000000000000bad", truth.revision(0));
    let ids = [&child[2..], &root[2..]];
    let tombstone = json!({ "_id": truth.id, "_rev": child, "_deleted": true,
        "_revisions": { "start": 2, "ids": ids } });
    database.put(json!([tombstone])).await;
    let whole = async || !database.couch.winners(&[&truth.id]).await.unwrap().is_empty();
    with_sync(&database, &[&author], until(whole)).await;
    assert!(author.holds(&truth).await);
    a_newcomer_sees(&database, &truth).await;
}

#[tokio::test]
async fn a_later_generation_over_a_record_wins_on_the_server_but_with_nobody_else() {
    let database = Database::new("generation");
    let truth = record(13);
    let author = Device::new("author");
    author.write(&truth).await;
    author_syncs(&database, &author).await;
    database.put(json!([doc(&forged(&truth), "9-ffffffffffffffffffffffffffffffff")])).await;
    a_newcomer_sees(&database, &truth).await;
}

#[tokio::test]
async fn a_later_generation_that_grew_from_the_record_does_not_hide_it() {
    let database = Database::new("grown");
    let truth = record(14);
    let author = Device::new("author");
    author.write(&truth).await;
    author_syncs(&database, &author).await;
    let mut lie = doc(&forged(&truth), "2-ffffffffffffffffffffffffffffffff");
    let ids = ["ffffffffffffffffffffffffffffffff", &truth.revision(0)[2..]];
    lie["_revisions"] = json!({ "start": 2, "ids": ids });
    database.put(json!([lie])).await;
    let (one, other) = (Device::new("one"), &author);
    // The author's device puts the record beside the forgery again; the newcomer gets it.
    with_sync(&database, &[&one, other], until(async || one.holds(&truth).await)).await;
    a_newcomer_sees(&database, &truth).await;
}

#[tokio::test]
async fn two_payloads_under_one_id_and_another_communitys_record_are_nobodys_words() {
    let database = Database::new("payloads");
    database.couch.create().await.unwrap();
    let truth = record(15);
    let mut signed_by_another = forged(&truth);
    let thief = Signer::generate();
    signed_by_another.a = thief.public();
    signed_by_another.s = thief.sign(b"whatever");
    // A record that is true elsewhere.
    let mut replayed = record(16);
    replayed.s = Signer::generate().sign(b"of another community");
    database
        .put(json!([
            doc(&signed_by_another, "1-00000000000000000000000000000001"),
            doc(&replayed, &replayed.revision(0)),
        ]))
        .await;
    let author = Device::new("author");
    author.write(&truth).await;
    author_syncs(&database, &author).await;
    let newcomer = Device::new("newcomer");
    with_sync(&database, &[&newcomer], until(async || newcomer.holds(&truth).await)).await;
    assert_eq!(newcomer.records().await, [truth]);
}

#[tokio::test]
async fn what_is_buried_while_the_app_listens_comes_back_without_a_restart() {
    let database = Database::new("listening");
    let author = Device::new("author");
    author.write(&record(30)).await;
    with_sync(&database, &[&author], async {
        until(async || author.said.rounds.get() > 0).await;
        let (truth, rounds) = (record(30), author.said.rounds.get());
        let (parent, tomb) = (truth.revision(0), "0".repeat(32));
        let ids = json!([tomb, parent[2..]]);
        let revisions = json!({ "start": 2, "ids": ids });
        let buried = json!({ "_id": truth.id, "_rev": format!("2-{tomb}"), "_deleted": true, "_revisions": revisions });
        database.put(json!([buried])).await;
        until(async || author.said.rounds.get() > rounds).await;
        let shown = async || database.couch.winners(&[&truth.id]).await.unwrap().len() == 1;
        until(shown).await;
    })
    .await;
}
