//! What may stay of it: a line in one's own journal, and an act of kindness others may pass on.

use super::about::{About, Talk};
use crate::domain::act::{Act, Role};
use crate::domain::journal::EntryWords;
use crate::domain::text::{Text, Words};
use crate::i18n::t_string;
use crate::ui::components::icon::Icon;
use crate::ui::language::{say, tag};
use crate::ui::words;
use leptos::prelude::*;

/// The two cards; each is one tap.
#[component]
pub fn Keep(talk: Talk) -> impl IntoView {
    let i18n = talk.about.i18n;
    let [id] = talk.ids(["keep"]).get_value();
    let labelled = id.clone();
    view! {
        <section class="section" aria-labelledby=labelled>
            <h2 id=id>{say!(i18n, request.keep)}</h2>
            <div class="columns"><Journal talk/><Share talk/></div>
        </section>
    }
}

fn role(talk: Talk) -> Role {
    if talk.i_help() { Role::Did } else { Role::Received }
}

/// The first of these texts that fits; a short one always does.
fn fitting<const MAX: usize>(texts: [String; 2]) -> Option<Text<MAX>> {
    texts.iter().find_map(|text| Text::parse(text).ok())
}

#[component]
fn Journal(talk: Talk) -> impl IntoView {
    let about = talk.about;
    let About { i18n, app, .. } = about;
    let busy = RwSignal::new(false);
    let written = Memo::new(move |_| {
        let id = about.id();
        app.entries.with(|all| all.iter().any(|e| e.about.as_ref() == Some(&id)))
    });
    let write = move |_| {
        let Some(words) = untrack(|| journal_words(talk)) else {
            return;
        };
        let (id, role) = (about.id(), role(talk));
        let doing = async move { app.write(words, Some(role), None, Some(id), None).await };
        about.run(busy, doing, move |_| app.say(t_string!(i18n, request.journal_saved)));
    };
    view! {
        <section class="card">
            <div class="who"><span class="patch" data-tone="sun"><Icon name="journal-lock"/></span><h3>{say!(i18n, request.journal)}</h3></div>
            <p class="soft">{say!(i18n, request.journal_text)}</p>
            <Show when=move || !written.get() fallback=move || view! {
                <a class="button" href="journal"><Icon name="check"/>{say!(i18n, request.journal_open)}</a>
            }>
                <button class="button" type="button" aria-busy=move || busy.get().to_string() on:click=write>
                    <Icon name="journal"/>{say!(i18n, request.journal_write)}
                </button>
            </Show>
        </section>
    }
}

/// What happened, and the thanks that came. Private, so with names.
fn journal_words(talk: Talk) -> Option<EntryWords> {
    let i18n = talk.about.i18n;
    let (name, title) = (talk.other(), talk.about.help.with(|h| h.request.title.to_string()));
    let story = if talk.i_help() {
        t_string!(i18n, request.story_i_helped, name = name.clone(), title = title)
    } else {
        t_string!(i18n, request.story_helped_me, name = name.clone(), title = title)
    };
    let thanks = talk.thread.with(|t| t.received().map(|thanks| thanks.words.to_string()));
    let whole = thanks.map_or_else(
        || story.clone(),
        |words| {
            format!(
                "{story}\n{}",
                t_string!(i18n, request.story_thanks, name = name, words = words)
            )
        },
    );
    fitting([whole, story])
}

#[component]
fn Share(talk: Talk) -> impl IntoView {
    let about = talk.about;
    let About { i18n, app, help } = about;
    let busy = RwSignal::new(false);
    let shared = RwSignal::new(false);
    let told = Memo::new(move |_| {
        let id = about.id();
        shared.get()
            || app
                .acts
                .with(|all| all.iter().any(|a| a.mine && a.act.of_request.as_ref() == Some(&id)))
    });
    let consent = move || help.with(|h| talk.thread.with(|t| h.may_be_told(t)));
    let share = move |_| {
        let Some(words) = untrack(|| feed_words(talk)) else {
            return;
        };
        let act = Act {
            role: role(talk),
            category: Some(help.with_untracked(|h| h.request.category)),
            words,
            lang: Some(tag(i18n.get_locale_untracked()).to_owned()),
            name: None,
            inspired_by: None,
            of_request: untrack(consent),
            photo: None,
        };
        let place = about.id().place;
        let doing = async move { app.tell(act, place).await };
        about.run(busy, doing, move |_| {
            shared.try_set(true);
            app.say(t_string!(i18n, request.share_saved));
        });
    };
    let hint = move || match consent() {
        Some(_) => t_string!(i18n, request.act_text_consent, name = talk.other()),
        None => t_string!(i18n, request.act_text).to_owned(),
    };
    view! {
        <section class="card">
            <div class="who"><span class="patch" data-tone="accent"><Icon name="ripple"/></span><h3>{say!(i18n, request.act)}</h3></div>
            <p class="soft">{hint}</p>
            <Show when=move || !told.get() fallback=move || view! {
                <a class="button" href="feed"><Icon name="check"/>{say!(i18n, request.act_open)}</a>
            }>
                <button class="button" type="button" aria-busy=move || busy.get().to_string() on:click=share>
                    <Icon name="share"/>{say!(i18n, request.act_share)}
                </button>
            </Show>
        </section>
    }
}

/// What may be told in public: never a name; the title and the thanks only where the other agreed.
fn feed_words(talk: Talk) -> Option<Words> {
    let About { i18n, help, .. } = talk.about;
    let kind = help.with(|h| words::category(i18n, h.request.category));
    let told = |what: String| {
        if talk.i_help() {
            t_string!(i18n, request.tell_i_helped, what = what)
        } else {
            t_string!(i18n, request.tell_helped_me, what = what)
        }
    };
    let short = told(kind.to_owned());
    let agreed = help.with(|h| talk.thread.with(|t| h.may_be_told(t).is_some()));
    if !agreed {
        return fitting([short.clone(), short]);
    }
    let title = told(help.with(|h| h.request.title.to_string()));
    let thanks = talk
        .thread
        .with(|t| t.received().map(|thanks| thanks.words.to_string()))
        .unwrap_or_default();
    fitting([format!("{title}\n{}", t_string!(i18n, request.tell_thanks, words = thanks)), title])
}
