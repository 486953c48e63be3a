//! What stands above the list and on the map: how many there are, the way back to all of them, and how they are shown.

use super::{Found, Sight};
use crate::domain::view::Chosen;
use crate::i18n::t_string;
use crate::platform::clock;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long the count must stay the same before a screen reader is told, in ms: nobody wants to hear every step.
const QUIET: u64 = 700;

/// Which of the two is shown; they have the same powers.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Map and list.
    Both,
    /// The list alone.
    List,
    /// The map alone.
    Map,
}

impl Shown {
    /// The word in the page and of the icon.
    pub fn word(self) -> &'static str {
        match self {
            Self::Both => "both",
            Self::List => "list",
            Self::Map => "map",
        }
    }
}

/// "12 requests in view", and the way back to the whole map.
#[component]
pub fn Count(i18n: Texts, sight: Sight, found: Found) -> impl IntoView {
    let app = App::here();
    let count = Memo::new(move |_| {
        let count = found.rows.with(|rows| rows.len());
        let where_ = match sight.chosen.get() {
            Some(Chosen::Cell(cell)) => words::area(i18n, app, Some(&cell)),
            Some(Chosen::Anywhere) => {
                return [
                    t_string!(i18n, help.count, count = count),
                    t_string!(i18n, help.in_phone).to_owned(),
                ]
                .join(" ");
            }
            None if found.narrowed.get() => return t_string!(i18n, help.count_view, count = count),
            None => return t_string!(i18n, help.count, count = count),
        };
        let place = t_string!(i18n, help.count_in, area = where_);
        [t_string!(i18n, help.count, count = count), place].join(" ")
    });
    let said = RwSignal::new(String::new());
    Effect::new(move |_| {
        let text = count.get();
        spawn_local(async move {
            clock::sleep(QUIET).await;
            if count.try_get_untracked().as_ref() == Some(&text) {
                said.try_set(text);
            }
        });
    });
    let part = move || found.narrowed.get() || sight.chosen.with(Option::is_some);
    view! {
        <h2 id="count" class="found-count" tabindex="-1">{move || count.get()}</h2>
        <p class="sr" role="status">{move || said.get()}</p>
        <Show when=part>
            <button class="button small" type="button" on:click=move |_| sight.whole()>
                <Icon name="map" class="s"/>{say!(i18n, help.whole)}
            </button>
        </Show>
    }
}

/// Help by phone has no area, so the map has a button for it.
#[component]
pub fn ByPhone(i18n: Texts, sight: Sight, found: Found) -> impl IntoView {
    let pressed = Memo::new(move |_| sight.chosen.get() == Some(Chosen::Anywhere));
    let toggle = move |_| sight.chosen.set((!pressed.get_untracked()).then_some(Chosen::Anywhere));
    view! {
        <Show when=move || found.by_phone.get() != 0>
            <button class="chip map-phone" type="button" aria-pressed=move || pressed.get().to_string() on:click=toggle>
                <Icon name="call" class="s"/>
                {say!(i18n, help.by_phone_count, count = found.by_phone.get())}
            </button>
        </Show>
    }
}

/// Both, the list, the map.
#[component]
pub fn ShownSwitch(i18n: Texts, shown: RwSignal<Shown>) -> impl IntoView {
    let choice = move |which: Shown, text: fn(Texts) -> &'static str| {
        view! {
            <label>
                <input type="radio" name="shown" prop:checked=move || shown.get() == which on:change=move |_| shown.set(which)/>
                {(which != Shown::Both).then(|| view! { <Icon name=which.word() class="s"/> })}
                {move || text(i18n)}
            </label>
        }
    };
    view! {
        <fieldset class="segmented">
            <legend class="sr">{say!(i18n, help.show)}</legend>
            {choice(Shown::Both, |i18n| t_string!(i18n, help.show_both))}
            {choice(Shown::List, |i18n| t_string!(i18n, help.show_list))}
            {choice(Shown::Map, |i18n| t_string!(i18n, help.show_map))}
        </fieldset>
    }
}
