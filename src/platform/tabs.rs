//! Telling the other tabs of this browser that something was saved.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel to the other tabs.
pub struct Tabs(Option<BroadcastChannel>);

impl Tabs {
    /// Joins the channel; `heard` is called with the word another tab said.
    pub fn join(heard: impl Fn(String) + 'static) -> Self {
        let channel = BroadcastChannel::new("a-heart-2-help").ok();
        if let Some(channel) = &channel {
            let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(word) = event.data().as_string() {
                    heard(word);
                }
            });
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
            // The channel lives as long as the page does.
            listener.forget();
        }
        Self(channel)
    }

    /// Says a word to the other tabs.
    pub fn say(&self, word: &str) {
        if let Some(channel) = &self.0 {
            let _ = channel.post_message(&word.into());
        }
    }
}
