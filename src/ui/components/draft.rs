//! Keeping what is typed: half a second after the last letter it is on the device.

use crate::platform::clock;
use crate::state::live::App;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::cell::Cell;
use std::rc::Rc;

/// How long typing has to rest before it is kept, in milliseconds.
const REST: u64 = 400;

/// The draft of one form.
#[derive(Clone)]
pub struct Draft {
    app: App,
    form: Rc<str>,
    turn: Rc<Cell<u64>>,
}

impl Draft {
    /// The draft kept under the name `form`.
    pub fn new(app: App, form: &str) -> Self {
        Self { app, form: form.into(), turn: Rc::default() }
    }

    /// What was kept.
    pub async fn read(&self) -> Option<String> {
        self.app.draft(&self.form).await
    }

    /// Keeps `text` once typing rests; `None` forgets. A draft that cannot be kept is no reason to
    /// disturb: the text is still in its field.
    pub fn keep(&self, text: Option<String>) {
        let mine = self.next_turn();
        let draft = self.clone();
        spawn_local(async move {
            clock::sleep(REST).await;
            if draft.turn.get() == mine {
                let _ = draft.app.keep_draft(&draft.form, text).await;
            }
        });
    }

    /// Forgets it at once, and whatever waits to be kept.
    pub async fn forget(&self) {
        self.next_turn();
        let _ = self.app.keep_draft(&self.form, None).await;
    }

    fn next_turn(&self) -> u64 {
        self.turn.set(self.turn.get() + 1);
        self.turn.get()
    }
}

/// A text that is kept as a draft while it is typed, and comes back with the page.
pub fn drafted(app: App, form: &str) -> (RwSignal<String>, Draft) {
    let text = RwSignal::new(String::new());
    let draft = Draft::new(app, form);
    let reading = draft.clone();
    spawn_local(async move {
        if let Some(kept) = reading.read().await
            && text.try_with_untracked(String::is_empty) == Some(true)
        {
            text.try_set(kept);
        }
    });
    let keeping = draft.clone();
    Effect::new(move |again: Option<()>| {
        let typed = text.get();
        if again.is_some() {
            keeping.keep((!typed.is_empty()).then_some(typed));
        }
    });
    (text, draft)
}
