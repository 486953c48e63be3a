//! Joining a community by a link: what it is, whose it is, what is shared and who can read it, before anything happens.

mod described;

use crate::domain::join::{BadLink, JoinLink};
use crate::domain::text::Name;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::{App, Invitation, Seen};
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::components::typed::{Said, TextField};
use crate::ui::language::{Texts, say};
use crate::ui::words;
use described::Described;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The draft that keeps a link over a reload, until one joined.
const DRAFT: &str = "join";

/// Where one stands.
#[derive(Clone, PartialEq)]
enum Stand {
    /// Nothing was opened yet: a link can be pasted.
    NoLink,
    /// It is not one.
    Bad(BadLink),
    /// Looking what is behind it.
    Looking,
    /// What is behind it.
    Found(Box<JoinLink>, Invitation),
}

/// The page behind a link.
#[component]
pub fn JoinPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let stand = RwSignal::new(Stand::Looking);
    let open = move |found: Result<JoinLink, BadLink>| match found {
        Err(bad) => stand.set(Stand::Bad(bad)),
        Ok(link) => {
            stand.set(Stand::Looking);
            spawn_local(async move {
                let _ = app.keep_draft(DRAFT, Some(link.to_fragment())).await;
                let invitation = app.look_at(&link).await;
                stand.try_set(Stand::Found(Box::new(link), invitation));
            });
        }
    };
    match page::take_fragment() {
        Some(fragment) => open(JoinLink::parse(&fragment)),
        None => spawn_local(async move {
            match app.draft(DRAFT).await {
                Some(kept) => open(JoinLink::parse(&kept)),
                None => drop(stand.try_set(Stand::NoLink)),
            }
        }),
    }
    // Another link opened while this page is shown changes the fragment only.
    let listening = StoredValue::new_local(page::on_fragment(move || {
        if let Some(fragment) = page::take_fragment() {
            open(JoinLink::parse(&fragment));
        }
    }));
    on_cleanup(move || listening.dispose());
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, community.join_title).to_owned())/>
        <div class="page narrow">
            {move || match stand.get() {
                Stand::NoLink => view! { <Paste i18n open/> }.into_any(),
                Stand::Looking => view! {
                    <h1 tabindex="-1">{say!(i18n, community.join_title)}</h1>
                    <p role="status">{say!(i18n, community.looking)}</p>
                }.into_any(),
                Stand::Bad(BadLink::NotWhole) => view! {
                    <Refused title=say!(i18n, community.not_whole) text=say!(i18n, community.not_whole_text)/>
                    <Paste i18n open again=true/>
                }.into_any(),
                Stand::Bad(BadLink::NotSafe) => refused(say!(i18n, community.not_safe), say!(i18n, community.not_safe_text)),
                Stand::Found(_, Invitation::Expired) => refused(say!(i18n, community.expired), say!(i18n, community.expired_text)),
                Stand::Found(_, Invitation::Closed) => refused(say!(i18n, community.closed), say!(i18n, community.closed_text)),
                Stand::Found(_, Invitation::NotGenuine) => refused(say!(i18n, community.not_genuine), say!(i18n, community.not_genuine_text)),
                Stand::Found(link, Invitation::Good(seen)) => view! { <Come i18n link=*link seen=*seen/> }.into_any(),
            }}
        </div>
    }
}

fn refused(title: Said, text: Said) -> AnyView {
    view! { <Refused title text/> }.into_any()
}

/// A link that is not followed, and what to do.
#[component]
fn Refused(title: Said, text: Said) -> impl IntoView {
    view! {
        <div class="empty">
            <Icon name="key" class="l"/>
            <h1 tabindex="-1">{move || title.get()}</h1>
            <p class="soft">{move || text.get()}</p>
        </div>
    }
}

/// A field for a link that came by mail or on paper.
#[component]
fn Paste(
    i18n: Texts,
    open: impl Fn(Result<JoinLink, BadLink>) + Copy + Send + Sync + 'static,
    /// Another heading stands above it.
    #[prop(default = false)]
    again: bool,
) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let go = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        open(JoinLink::find(&typed.get_untracked()));
    };
    view! {
        {(!again).then(|| view! { <h1 tabindex="-1">{say!(i18n, community.join_title)}</h1> })}
        <p>{say!(i18n, community.paste_text)}</p>
        <form class="stack" novalidate on:submit=go>
            <TextField id="join-link" label=say!(i18n, community.paste) kind="area" value=typed/>
            <div class="buttons"><button class="button primary" type="submit">{say!(i18n, community.paste_go)}</button></div>
        </form>
    }
}

/// One may come in.
#[component]
fn Come(i18n: Texts, link: JoinLink, seen: Seen) -> impl IntoView {
    let app = App::here();
    let busy = RwSignal::new(false);
    let typed = RwSignal::new(app.name.get_untracked().map(|n| n.to_string()).unwrap_or_default());
    let wrong = RwSignal::new(None::<String>);
    let known = app.joined(&link.community).is_some_and(|joined| !joined.left);
    let invited = link.pass.is_some();
    // Its own word for itself counts before a link's.
    let name = seen.community.as_ref().map_or(&link.name, |c| &c.name).to_string();
    let warning = (seen.unreachable, seen.denied);
    let join = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Ok(name) = Name::optional(&typed.get_untracked()) else {
            wrong.set(Some(t_string!(i18n, me.name_long).to_owned()));
            page::focus("join-name");
            return;
        };
        if std::mem::replace(&mut *busy.write(), true) {
            return;
        }
        let link = link.clone();
        spawn_local(async move {
            if app.name.get_untracked().is_none() && name.is_some() {
                let _ = app.call_me(name.clone()).await;
            }
            match app.join(link, name).await {
                Ok(()) => {
                    let _ = app.keep_draft(DRAFT, None).await;
                    app.say_after_load(t_string!(i18n, community.joined));
                    page::go("");
                }
                Err(problem) => {
                    app.warn(words::problem(i18n, &problem));
                    busy.try_set(false);
                }
            }
        });
    };
    view! {
        <p class="soft">{say!(i18n, community.invited_to)}</p>
        <h1 tabindex="-1" dir="auto">{name}</h1>
        {(warning.0 || warning.1).then(|| view! {
            <div class="banner" data-kind="warn" role="status">
                <Icon name="warn"/>
                <div><p>{if warning.1 { say!(i18n, community.join_denied) } else { say!(i18n, community.join_offline) }}</p></div>
            </div>
        })}
        {seen.community.map(|community| view! { <Described i18n community/> })}
        <form class="stack loose" novalidate on:submit=join>
            {invited.then(|| view! {
                <TextField id="join-name" label=say!(i18n, me.first_name) hint=say!(i18n, community.join_name_hint)
                    optional=say!(i18n, common.optional) value=typed wrong=wrong autocomplete="given-name"/>
            })}
            <div class="buttons">
                <button class="button primary big" type="submit" aria-busy=move || busy.get().then_some("true")>
                    {if known { say!(i18n, community.open) } else { say!(i18n, community.join_go) }}
                </button>
                <a class="button" href=".">{say!(i18n, community.not_now)}</a>
            </div>
        </form>
    }
}
