//! A channel that all pages of this app in one browser, and the sync of one of them, speak on.

use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, MessageEvent};

/// One's own end of a channel. What is said on it reaches every other end, never this one.
pub struct Tabs {
    channel: Option<BroadcastChannel>,
    _listener: Closure<dyn Fn(MessageEvent)>,
}

impl Tabs {
    /// Joins the channel of this name; `heard` is called with whatever another end says.
    pub fn join(name: &str, heard: impl Fn(String) + 'static) -> Self {
        let channel = BroadcastChannel::new(name).ok();
        let listener = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                heard(text);
            }
        });
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(listener.as_ref().unchecked_ref()));
        }
        Self { channel, _listener: listener }
    }

    /// Says something to all other ends.
    pub fn say(&self, text: &str) {
        if let Some(channel) = &self.channel {
            let _ = channel.post_message(&text.into());
        }
    }
}

impl Drop for Tabs {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.set_onmessage(None);
            channel.close();
        }
    }
}
