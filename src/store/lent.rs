//! A store that one program lends to another, which reaches it by messages alone.

use super::{Change, Durability, Shelf, Store, StoreError};
use futures::channel::oneshot;
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What the borrower wants.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Call {
    /// [`Store::commit`].
    Commit(Vec<Change>, Durability),
    /// [`Store::all`].
    All(Shelf),
    /// [`Store::keys`].
    Keys(Shelf),
    /// [`Store::get`].
    Get(Shelf, String),
}

/// What the lender's store said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// To [`Call::Commit`].
    Done,
    /// To [`Call::All`].
    All(Vec<(String, String)>),
    /// To [`Call::Keys`].
    Keys(Vec<String>),
    /// To [`Call::Get`].
    Text(Option<String>),
    /// To any call.
    Failed(StoreError),
}

/// The lender's side: does what was asked.
pub async fn answer<S: Store>(store: &S, call: Call) -> Answer {
    let done = match call {
        Call::Commit(changes, durability) => {
            store.commit(changes, durability).await.map(|()| Answer::Done)
        }
        Call::All(shelf) => store.all(shelf).await.map(Answer::All),
        Call::Keys(shelf) => store.keys(shelf).await.map(Answer::Keys),
        Call::Get(shelf, key) => store.get(shelf, &key).await.map(Answer::Text),
    };
    done.unwrap_or_else(Answer::Failed)
}

/// The borrower's side. Clones are one.
#[derive(Clone)]
pub struct Borrowed(Rc<Inner>);

struct Inner {
    send: Box<dyn Fn(u32, Call)>,
    waiting: RefCell<BTreeMap<u32, oneshot::Sender<Answer>>>,
    last: Cell<u32>,
}

impl Borrowed {
    /// A store reached through `send`, which is given a number to be told again with the answer.
    pub fn new(send: impl Fn(u32, Call) + 'static) -> Self {
        let (waiting, last) = (RefCell::default(), Cell::default());
        Self(Rc::new(Inner { send: Box::new(send), waiting, last }))
    }

    /// An answer came.
    pub fn answered(&self, number: u32, answer: Answer) {
        if let Some(asker) = self.0.waiting.borrow_mut().remove(&number) {
            let _ = asker.send(answer);
        }
    }

    async fn ask<T>(
        &self,
        call: Call,
        read: impl FnOnce(Answer) -> Option<T>,
    ) -> Result<T, StoreError> {
        let number = self.0.last.get().wrapping_add(1);
        self.0.last.set(number);
        let (asker, answer) = oneshot::channel();
        self.0.waiting.borrow_mut().insert(number, asker);
        (self.0.send)(number, call);
        match answer.await {
            Ok(Answer::Failed(error)) => Err(error),
            Ok(answer) => read(answer).ok_or(StoreError::Unavailable),
            Err(_) => Err(StoreError::Unavailable),
        }
    }
}

impl Store for Borrowed {
    async fn commit(&self, changes: Vec<Change>, durability: Durability) -> Result<(), StoreError> {
        self.ask(Call::Commit(changes, durability), |a| matches!(a, Answer::Done).then_some(()))
            .await
    }

    async fn all(&self, shelf: Shelf) -> Result<Vec<(String, String)>, StoreError> {
        let read = |answer| if let Answer::All(texts) = answer { Some(texts) } else { None };
        self.ask(Call::All(shelf), read).await
    }

    async fn keys(&self, shelf: Shelf) -> Result<Vec<String>, StoreError> {
        let read = |answer| if let Answer::Keys(keys) = answer { Some(keys) } else { None };
        self.ask(Call::Keys(shelf), read).await
    }

    async fn get(&self, shelf: Shelf, key: &str) -> Result<Option<String>, StoreError> {
        let read = |answer| if let Answer::Text(text) = answer { Some(text) } else { None };
        self.ask(Call::Get(shelf, key.to_owned()), read).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::conformance;
    use crate::store::memory::Memory;
    use futures::StreamExt;
    use futures::channel::mpsc;
    use futures::future::{Either, select};
    use std::pin::pin;

    /// Lends `store` for as long as `work` goes on; every message goes over as text.
    async fn lend(store: &Memory, work: impl AsyncFnOnce(Borrowed)) {
        let (sender, mut calls) = mpsc::unbounded();
        let borrowed = Borrowed::new(move |number, call| {
            let text = serde_json::to_string(&(number, call)).unwrap();
            sender.unbounded_send(text).unwrap();
        });
        let lender = async {
            while let Some(text) = calls.next().await {
                let (number, call) = serde_json::from_str(&text).unwrap();
                let answer = serde_json::to_string(&answer(store, call).await).unwrap();
                borrowed.answered(number, serde_json::from_str(&answer).unwrap());
            }
        };
        let (work, lender) = (pin!(work(borrowed.clone())), pin!(lender));
        assert!(matches!(select(work, lender).await, Either::Left(_)));
    }

    #[tokio::test]
    async fn a_borrowed_store_behaves_like_every_store() {
        lend(&Memory::default(), async |store| conformance::run(&store).await).await;
    }

    #[tokio::test]
    async fn what_the_lenders_store_refuses_the_borrower_hears() {
        let memory = Memory::default();
        lend(&memory, async |store| {
            conformance::a_failed_commit_leaves_nothing(&store, |full| memory.set_full(full)).await;
        })
        .await;
    }
}
