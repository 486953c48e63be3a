//! The frame around every page: header with the sync in words, the five places, messages, routes.

use super::components::icon::Icon;
use super::components::office::Office;
use super::components::opening::{CannotOpen, Skeleton};
use super::components::standing::Standing;
use super::components::sync::SyncBadge;
use super::components::toasts::Toasts;
use super::language::{Texts, follow, say, tag};
use super::pages;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::{App, Ready};
use leptos::prelude::*;
use leptos_router::components::{Route, Router, Routes};
use leptos_router::hooks::use_location;
use leptos_router::{ParamSegment, StaticSegment};

/// The whole app.
#[component]
pub fn Shell() -> impl IntoView {
    let i18n = follow();
    let app = App::here();
    Effect::new(move |_| app.read_library(tag(i18n.get_locale())));
    view! {
        <Router base=page::base_path()>
            <div class="shell">
                <a class="skip" href="#main" on:click=move |ev| { ev.prevent_default(); page::focus("main"); }>
                    {say!(i18n, common.skip)}
                </a>
                <Header i18n/>
                <Places i18n/>
                <main class="main" id="main" tabindex="-1">
                    <Notices i18n/>
                    <Standing i18n/>
                    <Pages i18n/>
                </main>
            </div>
            <Toasts i18n/>
        </Router>
    }
}

#[component]
fn Header(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let name = move || app.community_name().unwrap_or_else(|| "A Heart 2 Help".into());
    view! {
        <header class="top">
            <a class="brand" href="."><Icon name="logo"/><span dir="auto">{name}</span></a>
            <SyncBadge i18n/>
        </header>
    }
}

#[component]
fn Places(i18n: Texts) -> impl IntoView {
    let location = use_location();
    let here = move || {
        let path = location.pathname.get();
        let inside = path.strip_prefix(&page::base_path()).unwrap_or(&path).trim_matches('/');
        inside.split('/').next().unwrap_or_default().to_owned()
    };
    let place = move |word: &'static str, icon: &'static str, text: fn(Texts) -> &'static str| {
        let href = if word.is_empty() { "." } else { word };
        let current = move || (here() == word).then_some("page");
        view! {
            <li><a href=href aria-current=current><Icon name=icon/><span>{move || text(i18n)}</span></a></li>
        }
    };
    view! {
        <nav class="places" aria-label=say!(i18n, common.places)>
            <ul>
                {place("", "today", |i18n| t_string!(i18n, common.place_today))}
                {place("help", "help", |i18n| t_string!(i18n, common.place_help))}
                {place("feed", "feed", |i18n| t_string!(i18n, common.place_feed))}
                {place("journal", "journal", |i18n| t_string!(i18n, common.place_journal))}
                {place("me", "me", |i18n| t_string!(i18n, common.place_me))}
            </ul>
        </nav>
    }
}

/// What holds for every page: storage that forgets, or none at all.
#[component]
fn Notices(i18n: Texts) -> impl IntoView {
    let app = App::here();
    view! {
        <Show when=move || app.forgetful.get()>
            <div class="banner" data-kind="warn" role="status">
                <Icon name="warn"/><div><p>{say!(i18n, common.forgetful)}</p></div>
            </div>
        </Show>
        <CannotOpen i18n/>
    }
}

#[component]
fn Pages(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let location = use_location();
    // A new page begins at its top, with the focus on it, and is announced by its title.
    Effect::new(move |before: Option<String>| {
        let path = location.pathname.get();
        if before.is_some_and(|before| before != path) {
            page::scroll_to_top();
            page::focus("main");
        }
        path
    });
    view! {
        <Show when=move || app.ready.get() == Ready::Open fallback=|| view! { <Skeleton/> }>
            <Routes fallback=move || view! { <pages::missing::Missing i18n/> }>
                <Route path=StaticSegment("") view=move || view! { <pages::today::Today i18n/> }/>
                <Route path=StaticSegment("help") view=move || view! { <pages::help::HelpPage i18n/> }/>
                <Route path=(StaticSegment("help"), StaticSegment("ask")) view=move || view! { <pages::ask::AskPage i18n/> }/>
                <Route path=(StaticSegment("help"), StaticSegment("share")) view=move || view! { <Office i18n page="share"/> }/>
                <Route path=(StaticSegment("help"), StaticSegment("board")) view=move || view! { <Office i18n page="board"/> }/>
                <Route path=(StaticSegment("help"), StaticSegment("offer")) view=move || view! { <Office i18n page="offer-myself"/> }/>
                <Route path=(StaticSegment("help"), StaticSegment("helpers")) view=move || view! { <Office i18n page="helpers"/> }/>
                <Route path=(StaticSegment("help"), StaticSegment("helpers"), ParamSegment("card")) view=move || view! { <Office i18n page="helper"/> }/>
                <Route path=(StaticSegment("help"), ParamSegment("id")) view=move || view! { <pages::request::RequestPage i18n/> }/>
                <Route path=StaticSegment("feed") view=move || view! { <pages::feed::FeedPage i18n/> }/>
                <Route path=(StaticSegment("feed"), StaticSegment("new")) view=move || view! { <pages::tell::TellPage i18n/> }/>
                <Route path=StaticSegment("journal") view=move || view! { <pages::journal::JournalPage i18n/> }/>
                <Route path=StaticSegment("join") view=move || view! { <Office i18n page="join"/> }/>
                <Route path=StaticSegment("start") view=move || view! { <Office i18n page="start"/> }/>
                <Route path=StaticSegment("desk") view=move || view! { <Office i18n page="desk"/> }/>
                <Route path=StaticSegment("report") view=move || view! { <Office i18n page="report"/> }/>
                <Route path=StaticSegment("me") view=move || view! { <pages::me::MePage i18n/> }/>
                <Route path=(StaticSegment("me"), StaticSegment("carry")) view=move || view! { <Office i18n page="carry"/> }/>
                <Route path=(StaticSegment("me"), StaticSegment("unseen")) view=move || view! { <Office i18n page="unseen"/> }/>
                <Route path=(StaticSegment("me"), StaticSegment("devices")) view=move || view! { <Office i18n page="devices"/> }/>
            </Routes>
        </Show>
    }
}
