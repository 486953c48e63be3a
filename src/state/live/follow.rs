//! Following what other pages and the sync say: one thing after the other, a little at a time, so that the page
//! answers meanwhile.

use super::{AnyStore, App, Ready};
use crate::domain::time::Millis;
use crate::platform::{clock, page};
use crate::state::book::Book;
use crate::state::diary::Diary;
use crate::state::keeper::News;
use crate::state::word::Word;
use crate::store::StoreError;
use crate::sync::Status;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;

/// Segments read before the page is open: a screen is filled from the newest.
const FIRST_SEGMENTS: usize = 2;
/// The pages are drawn anew at most this often while much arrives, in milliseconds, and take at most one in so many
/// parts of the time.
const REDRAW_MS: u64 = 250;
const REDRAW_PART: u64 = 10;

fn now() -> Millis {
    Millis(clock::now_ms())
}

/// When the pages were drawn last, and how long that took, in milliseconds.
#[derive(Default)]
struct Pace {
    drawn: u64,
    took: u64,
}

impl Pace {
    fn may_draw(&self) -> bool {
        now().0.saturating_sub(self.drawn) >= REDRAW_MS.max(self.took * REDRAW_PART)
    }

    async fn draw(&mut self, app: App) {
        let begun = now().0;
        app.redraw().await;
        self.drawn = now().0;
        self.took = self.drawn.saturating_sub(begun);
    }
}

impl App {
    /// Reads what the sync kept: the newest first, and the rest after the page was opened.
    pub(super) async fn read_segments(self, book: &Rc<Book<AnyStore>>) -> Result<(), StoreError> {
        let mut numbers = book.segments().await?;
        numbers.reverse();
        let rest = numbers.split_off(FIRST_SEGMENTS.min(numbers.len()));
        for number in numbers {
            book.load(number, now()).await?;
        }
        self.refresh();
        if !rest.is_empty() {
            self.inner()
                .borrow_mut()
                .heard
                .push_back(Word::News(News { segments: rest, ..News::default() }));
            self.listen();
        }
        Ok(())
    }

    /// Takes in what was said on the channel.
    pub(super) fn hear(self, text: &str) {
        match Word::parse(text) {
            // The sync waits for it, and the page for nothing.
            Some(Word::Call(number, call)) => self.lend(number, call),
            Some(Word::Carried(number, carried)) => self.carried(number, carried),
            Some(word) => {
                self.inner().borrow_mut().heard.push_back(word);
                self.listen();
            }
            None => {}
        }
    }

    /// Looks at what was said, unless somebody already does.
    fn listen(self) {
        if std::mem::replace(&mut self.inner().borrow_mut().listening, true) {
            return;
        }
        spawn_local(async move {
            let mut pace = Pace::default();
            let mut stale = false;
            loop {
                let word = self.inner().borrow_mut().heard.pop_front();
                let Some(word) = word else { break };
                let settles = matches!(word, Word::Status(Status::UpToDate { .. }));
                stale |= self.take_in(word, &mut pace).await;
                if stale && (settles || pace.may_draw()) {
                    pace.draw(self).await;
                    stale = false;
                }
                if settles {
                    // What it could not do now it does the next time.
                    let _ = self.keep_house().await;
                    // Letters may have been opened.
                    self.touch_vault();
                    let records = self.book().map_or(0, |book| book.len());
                    page::mark_records("h2h:synced", records);
                }
                clock::sleep(0).await;
            }
            self.inner().borrow_mut().listening = false;
            if stale {
                self.redraw().await;
            }
        });
    }

    /// Whether the pages must be drawn anew.
    async fn take_in(self, word: Word, pace: &mut Pace) -> bool {
        match word {
            Word::Status(status) => {
                self.sync.set(Some(status));
                false
            }
            Word::News(news) => self.take_news(news, pace).await,
            Word::Saved => match self.book() {
                Some(book) => book.reread(now()).await.is_ok(),
                None => false,
            },
            Word::Journal => {
                if let Some(store) = self.store()
                    && let Ok(entries) = Diary::new(store).entries().await
                {
                    self.entries.set(Arc::new(entries));
                }
                false
            }
            Word::Came(came) => {
                // What cannot be read now is read at the next start.
                let _ = self.show_what_came(came).await;
                false
            }
            Word::Anew => {
                page::reload();
                false
            }
            _ => false,
        }
    }

    async fn take_news(self, mut news: News, pace: &mut Pace) -> bool {
        let Some(book) = self.book() else {
            return false;
        };
        // What came meanwhile and is like it is done in one go.
        let mut segments: BTreeSet<u32> = news.segments.drain(..).collect();
        book.hear(&news);
        {
            let inner = self.inner();
            let mut inner = inner.borrow_mut();
            while let Some(Word::News(more)) = inner.heard.front() {
                book.hear(more);
                segments.extend(&more.segments);
                inner.heard.pop_front();
            }
        }
        for number in segments.into_iter().rev() {
            // A segment that cannot be read now is read at the next start.
            if book.load(number, now()).await.is_err() {
                continue;
            }
            if pace.may_draw() && self.ready.get_untracked() == Ready::Open {
                pace.draw(self).await;
            }
            clock::sleep(0).await;
        }
        true
    }
}
