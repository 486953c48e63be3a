//! What every part of the page needs: the request, one of its threads, and how things are done.

use crate::domain::help::{Help, Step, Thread};
use crate::domain::id::RecordId;
use crate::domain::letter::{Binding, Note};
use crate::i18n::t_string;
use crate::state::live::{App, Problem};
use crate::ui::language::Texts;
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;

/// The request this page is about.
#[derive(Clone, Copy)]
pub struct About {
    /// Texts.
    pub i18n: Texts,
    /// The app.
    pub app: App,
    /// The request with what became of it.
    pub help: Memo<Help>,
}

impl About {
    /// Its id. Not reactive: a page is about one request.
    pub fn id(self) -> RecordId {
        self.help.with_untracked(|h| h.id.clone())
    }

    /// Whether this person asks. Not reactive: it never changes.
    pub fn mine(self) -> bool {
        self.help.with_untracked(|h| h.mine)
    }

    /// What the one who asks is called. Reactive.
    pub fn asker(self) -> String {
        let name = self.help.with(|h| h.requester_name().map(ToString::to_string));
        name.unwrap_or_else(|| t_string!(self.i18n, common.neighbour).to_owned())
    }

    /// Does something once at a time; `then` runs only when it is saved, otherwise the person is
    /// told why not, and nothing typed is lost.
    pub fn run<T: 'static>(
        self,
        busy: RwSignal<bool>,
        doing: impl Future<Output = Result<T, Problem>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match doing.await {
                Ok(done) => then(done),
                Err(problem) => self.app.warn(words::problem(self.i18n, &problem)),
            }
            busy.try_set(false);
        });
    }
}

/// One thread between the one who asks and one helper, seen by either.
#[derive(Clone, Copy)]
pub struct Talk {
    /// The request.
    pub about: About,
    /// The thread.
    pub thread: Memo<Thread>,
}

impl Talk {
    /// Follows the thread of an offer.
    pub fn follow(about: About, offer: &RecordId) -> Option<Self> {
        let find = |help: &Help, offer: &RecordId| {
            help.threads.iter().find(|t| t.offer == *offer).cloned()
        };
        let first = about.help.with_untracked(|h| find(h, offer))?;
        let offer = offer.clone();
        let thread = Memo::new(move |last: Option<&Thread>| {
            let now = about.help.with(|h| find(h, &offer));
            now.or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
        });
        Some(Self { about, thread })
    }

    /// The offer's id. Not reactive: it never changes.
    pub fn offer(self) -> RecordId {
        self.thread.with_untracked(|t| t.offer.clone())
    }

    /// Whether this person is the helper. Not reactive: it never changes.
    pub fn i_help(self) -> bool {
        self.thread.with_untracked(|t| t.mine)
    }

    /// What the other side is called. Reactive.
    pub fn other(self) -> String {
        if self.i_help() {
            self.about.asker()
        } else {
            self.thread.with(|t| t.letter.by.name.to_string())
        }
    }

    /// The person on the other side, where they said who they are. Not reactive: it never changes.
    pub fn other_person(self) -> Option<Binding> {
        match self.i_help() {
            true => self.about.help.with_untracked(|h| h.request.by.clone()),
            false => Some(self.thread.with_untracked(|t| t.letter.by.clone())),
        }
    }

    /// Where the thread stands. Reactive.
    pub fn step(self) -> Step {
        self.about.help.with(|h| self.thread.with(|t| h.step(t)))
    }

    /// The day it is about, in words, where the request is for several. Reactive.
    pub fn day(self) -> Option<String> {
        let day = self.thread.with(|t| t.on)?;
        Some(words::day(self.about.i18n, day, self.about.app.today()))
    }

    /// Whether nothing more is expected of it. Reactive.
    pub fn is_over(self) -> bool {
        let now = self.about.app.now.get();
        self.about.help.with(|h| self.thread.with(|t| h.is_over_for(t, now)))
    }

    /// Ids for elements of this thread: a page may show several threads.
    pub fn ids<const N: usize>(self, words: [&str; N]) -> StoredValue<[String; N]> {
        let tag = self.offer().tag;
        StoredValue::new(words.map(|word| format!("{word}-{tag}")))
    }

    /// Sends a note to the other side.
    pub fn send(self, note: Note) -> impl Future<Output = Result<RecordId, Problem>> + 'static {
        // Taken before waiting: the person may leave the page meanwhile.
        let (app, id, offer) = (self.about.app, self.about.id(), self.offer());
        async move { app.note(&id, &offer, note).await }
    }
}
