//! What is typed into a form of several fields: one signal, kept as one draft.

use crate::state::live::App;
use crate::ui::components::draft::Draft;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A form whose fields are those of `T`. An untouched form is `T::default()` and leaves no draft.
pub struct Typed<T: Send + Sync + 'static> {
    /// What is typed.
    pub now: RwSignal<T>,
    draft: StoredValue<Draft, LocalStorage>,
}

impl<T: Send + Sync> Clone for Typed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync> Copy for Typed<T> {}

impl<T> Typed<T>
where
    T: Default + PartialEq + Serialize + DeserializeOwned + Send + Sync + 'static,
{
    /// An empty form; what was typed earlier comes back, unless something new was typed already.
    #[must_use]
    pub fn new(app: App, form: &str) -> Self {
        let draft = Draft::new(app, form);
        let now = RwSignal::new(T::default());
        let earlier = draft.clone();
        spawn_local(async move {
            let kept = earlier.read().await.and_then(|json| serde_json::from_str(&json).ok());
            if let Some(kept) = kept
                && now.try_with_untracked(|typed| *typed == T::default()) == Some(true)
            {
                now.try_set(kept);
            }
        });
        Self { now, draft: StoredValue::new_local(draft) }
    }

    /// Changes a field and keeps the draft.
    pub fn change(self, change: impl FnOnce(&mut T)) {
        self.now.update(change);
        let json = self.now.with_untracked(|typed| {
            (*typed != T::default()).then(|| serde_json::to_string(typed).ok()).flatten()
        });
        self.draft.with_value(|draft| draft.keep(json));
    }

    /// Empties the form and forgets its draft, once everything is saved elsewhere.
    pub async fn clear(self) {
        self.now.try_set(T::default());
        if let Some(draft) = self.draft.try_get_value() {
            draft.forget().await;
        }
    }
}
