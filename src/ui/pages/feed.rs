//! The feed: acts of kindness told by people around here, newest first.

pub mod avatar;
mod post;

use crate::domain::act::{ROLES, Role, Told};
use crate::domain::id::RecordId;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say};
use avatar::Avatar;
use leptos::prelude::*;
use post::Post;

/// How many posts are shown at first, and how many more each time.
const WINDOW: usize = 30;

/// The icon of a role.
#[must_use]
pub fn role_icon(role: Role) -> &'static str {
    match role {
        Role::Did => "hands",
        Role::Received => "gift",
        Role::Witnessed => "eye",
        Role::Grateful => "heart",
    }
}

/// The feed.
#[component]
pub fn FeedPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let role = RwSignal::new(None::<Role>);
    let limit = RwSignal::new(WINDOW);
    let found = Memo::new(move |_| {
        let role = role.get();
        app.acts.with(|all| {
            all.iter().filter(|t| role.is_none_or(|r| t.act.role == r)).cloned().collect::<Vec<_>>()
        })
    });
    // A source may be hidden by the filter or lie below the window.
    let show = Callback::new(move |id: RecordId| {
        role.set(None);
        let place = app.acts.with_untracked(|all| all.iter().position(|t| t.id == id));
        limit.update(|limit| *limit = (*limit).max(place.map_or(0, |at| at + 1)));
        request_animation_frame(move || page::focus(&id.to_string()));
    });
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, feed.title).to_owned())/>
        <div class="page">
            <div class="page-head"><div><h1>{say!(i18n, feed.heading)}</h1></div></div>
            <a class="card tap teaser" href="feed/new">
                <Avatar name=app.name/><span>{say!(i18n, feed.teaser)}</span><Icon name="plus"/>
            </a>
            <Roles i18n role/>
            <Show when=move || found.with(|f| !f.is_empty()) fallback=move || view! { <Empty i18n role/> }>
                <h2 class="sr">{say!(i18n, feed.newest)}</h2>
                <Posts i18n found limit show/>
            </Show>
        </div>
    }
}

#[component]
fn Posts(
    i18n: Texts,
    found: Memo<Vec<Told>>,
    limit: RwSignal<usize>,
    show: Callback<RecordId>,
) -> impl IntoView {
    let shown = move || found.with(|f| f.iter().take(limit.get()).cloned().collect::<Vec<_>>());
    let more = move |_| {
        let first_new =
            found.with_untracked(|f| f.get(limit.get_untracked()).map(|t| t.id.to_string()));
        limit.update(|limit| *limit += WINDOW);
        request_animation_frame(move || page::focus(&first_new.unwrap_or_default()));
    };
    view! {
        <ul class="posts">
            <For each=shown key=|told| (told.id.clone(), told.passed_on, told.source.is_some()) let:told>
                <li><Post i18n told show/></li>
            </For>
        </ul>
        <Show when=move || found.with(|f| f.len() > limit.get())>
            <div class="buttons">
                <button class="button" type="button" on:click=more>{say!(i18n, feed.more)}</button>
            </div>
        </Show>
    }
}

#[component]
fn Roles(i18n: Texts, role: RwSignal<Option<Role>>) -> impl IntoView {
    let text = move |role| match role {
        None => t_string!(i18n, feed.role_all),
        Some(Role::Did) => t_string!(i18n, feed.role_did),
        Some(Role::Received) => t_string!(i18n, feed.role_received),
        Some(Role::Witnessed) => t_string!(i18n, feed.role_witnessed),
        Some(Role::Grateful) => t_string!(i18n, feed.role_grateful),
    };
    let chips = std::iter::once(None).chain(ROLES.map(Some)).map(|each| {
        view! {
            <label class="chip">
                <input type="radio" name="role" prop:checked=move || role.get() == each on:change=move |_| role.set(each)/>
                {each.map(|each| view! { <Icon name=role_icon(each) class="s"/> })}
                {move || text(each)}
            </label>
        }
    });
    view! {
        <fieldset class="chips">
            <legend class="sr">{say!(i18n, feed.show)}</legend>
            {chips.collect_view()}
        </fieldset>
    }
}

#[component]
fn Empty(i18n: Texts, role: RwSignal<Option<Role>>) -> impl IntoView {
    let heading = move || match role.get() {
        None => t_string!(i18n, feed.empty),
        Some(_) => t_string!(i18n, feed.empty_role),
    };
    view! {
        <div class="empty">
            <svg class="scene" viewBox="0 0 240 150" aria-hidden="true"><use_ href="scenes.svg#letter"></use_></svg>
            <h2>{heading}</h2>
            <p class="soft">{say!(i18n, feed.empty_text)}</p>
            <a class="button" href="feed/new">{say!(i18n, feed.empty_tell)}</a>
        </div>
    }
}
