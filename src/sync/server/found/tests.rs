//! Founding against the model, and finding out what is there.

use super::*;
use crate::domain::bytes::Bytes;
use crate::sync::server::fake::{ADDRESS, Couch, admin};
use futures::executor::block_on;

fn plan(audience: Audience) -> Plan {
    Plan {
        name: "Vaduz".into(),
        database: None,
        community: Bytes([7; 32]),
        audience,
        random: [5; 24],
        login: None,
    }
}

fn make(couch: &Couch, plan: &Plan) -> Result<Founded, FoundError> {
    block_on(found(couch, ADDRESS, Some(&admin()), plan))
}

fn find(couch: &Couch, path: &str, login: Option<&Login>) -> Finding {
    block_on(probe(couch, &format!("{ADDRESS}{path}"), login, true))
}

#[test]
fn members_get_a_user_of_their_own_and_strangers_read_nothing() {
    let couch = Couch::default();
    let founded = make(&couch, &plan(Audience::Members)).unwrap();
    assert_eq!(founded.database_url, format!("{ADDRESS}/h2h-vaduz"));
    let login = founded.login.clone().unwrap();
    assert_eq!((login.name.as_str(), login.password.len()), ("h2h-vaduz-members", 32));
    assert!(!founded.unprotected && !founded.password_replaced);
    let signed_in = false;
    assert!(
        matches!(find(&couch, "/h2h-vaduz", None), Finding::NoAccess { signed_in: s, .. } if s == signed_in)
    );
    match find(&couch, "/h2h-vaduz", Some(&login)) {
        Finding::Exists { community, .. } => assert_eq!(community, Some(Bytes([7; 32]))),
        other => panic!("{other:?}"),
    }
    let rules = couch.document("h2h-vaduz", DESIGN);
    assert!(rules["validate_doc_update"].as_str().unwrap().contains(&Bytes([7; 32]).to_string()));
}

#[test]
fn an_open_community_is_read_by_anybody() {
    let couch = Couch::default();
    let founded = make(&couch, &plan(Audience::Open)).unwrap();
    assert!(founded.login.is_some(), "writing takes a name");
    assert!(matches!(find(&couch, "/h2h-vaduz", None), Finding::Exists { .. }));
}

#[test]
fn doing_it_again_changes_nothing_and_mends_what_is_gone() {
    let couch = Couch::default();
    let first = make(&couch, &plan(Audience::Members)).unwrap();
    couch.writes.borrow_mut().clear();
    assert_eq!(make(&couch, &plan(Audience::Members)).unwrap(), first);
    assert_eq!(*couch.writes.borrow(), Vec::<String>::new());
    couch.databases.borrow_mut().get_mut("h2h-vaduz").unwrap().remove(DESIGN);
    couch.put("h2h-vaduz", "a:community:1", json!({ "a": Bytes([7; 32]) }));
    assert_eq!(make(&couch, &plan(Audience::Members)).unwrap(), first);
    assert_eq!(*couch.writes.borrow(), [format!("h2h-vaduz/{DESIGN}")]);
}

#[test]
fn it_goes_on_after_breaking_off_at_any_step() {
    for steps in 0.. {
        let couch = Couch::default();
        couch.patience.set(Some(steps));
        let first = make(&couch, &plan(Audience::Members));
        couch.patience.set(None);
        let again = make(&couch, &plan(Audience::Members)).unwrap();
        assert!(!again.password_replaced);
        if let Ok(first) = first {
            assert_eq!(first, again);
            assert!(steps >= 4, "each step is a write");
            return;
        }
        assert_eq!(first, Err(FoundError::Sync(SyncError::Offline)));
    }
}

#[test]
fn a_kept_password_is_put_again_and_a_new_one_is_told() {
    let couch = Couch::default();
    let first = make(&couch, &plan(Audience::Members)).unwrap();
    let later = Plan { random: [6; 24], ..plan(Audience::Members) };
    let kept = Plan { login: first.login.clone(), ..later.clone() };
    assert_eq!(make(&couch, &kept).unwrap(), first);
    let replaced = make(&couch, &later).unwrap();
    assert!(replaced.password_replaced && replaced.login != first.login);
    assert!(matches!(find(&couch, "", first.login.as_ref()), Finding::LoginRefused { .. }));
}

#[test]
fn names_an_operator_added_stay() {
    let couch = Couch::default();
    make(&couch, &plan(Audience::Members)).unwrap();
    let mut security = couch.document("h2h-vaduz", "_security");
    security["members"]["names"].as_array_mut().unwrap().push("backup".into());
    couch.put("h2h-vaduz", "_security", security.clone());
    make(&couch, &plan(Audience::Members)).unwrap();
    assert_eq!(couch.document("h2h-vaduz", "_security"), security);
}

#[test]
fn what_belongs_to_others_is_left_alone() {
    let couch = Couch::default();
    make(&couch, &plan(Audience::Members)).unwrap();
    let other = Plan { community: Bytes([8; 32]), ..plan(Audience::Members) };
    couch.writes.borrow_mut().clear();
    assert_eq!(make(&couch, &other), Err(FoundError::Taken("h2h-vaduz".into())));
    couch.put("shop", "order-1", json!({ "total": 5 }));
    let shop = Plan { database: Some("shop".into()), ..plan(Audience::Members) };
    assert_eq!(make(&couch, &shop), Err(FoundError::Taken("shop".into())));
    assert_eq!(*couch.writes.borrow(), Vec::<String>::new());
}

#[test]
fn a_server_without_users_says_that_it_protects_nothing() {
    let couch = Couch { is_pouch: true, ..Couch::default() };
    let founded = block_on(found(&couch, ADDRESS, None, &plan(Audience::Members))).unwrap();
    assert!(founded.unprotected && founded.login.is_none());
    assert_eq!(couch.writes.borrow().len(), 2, "the database and the rules");
}

#[test]
fn without_an_admin_nothing_is_made() {
    let couch = Couch::default();
    let refused = block_on(found(&couch, ADDRESS, None, &plan(Audience::Members)));
    assert!(matches!(refused, Err(FoundError::Finding(f)) if matches!(*f, Finding::NeedsAdmin(_))));
    let wrong = Login { name: "admin".into(), password: "guess".into() };
    let refused = block_on(found(&couch, ADDRESS, Some(&wrong), &plan(Audience::Members)));
    assert!(
        matches!(refused, Err(FoundError::Finding(f)) if matches!(*f, Finding::LoginRefused { .. }))
    );
    assert!(couch.databases.borrow().is_empty());
}
