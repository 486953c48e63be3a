//! A place by its name, as a combobox with a list (ARIA Authoring Practices, "Editable Combobox With List Autocomplete").

use crate::domain::cell::Cell;
use crate::domain::places::{NamedPlace, suggest};
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// How many places are listed at a time.
const LISTED: usize = 8;

/// The search box and what it finds.
#[component]
pub fn ByName(i18n: Texts, choose: Callback<Option<Cell>>) -> impl IntoView {
    let app = App::here();
    let typed = RwSignal::new(String::new());
    let open = RwSignal::new(false);
    let at = RwSignal::new(0_usize);
    let found = Memo::new(move |_| -> Vec<NamedPlace> {
        app.places.with(|all| {
            typed.with(|typed| suggest(all, typed, LISTED).into_iter().cloned().collect())
        })
    });
    let listed = Memo::new(move |_| if open.get() { found.with(Vec::len) } else { 0 });
    let take = move |index: usize| {
        if let Some(cell) = found.with_untracked(|all| all.get(index).map(NamedPlace::cell)) {
            choose.run(Some(cell));
        }
    };
    let key = move |ev: leptos::ev::KeyboardEvent| {
        let count = listed.get_untracked();
        match ev.key().as_str() {
            "ArrowDown" if count == 0 => open.set(true),
            "ArrowDown" => at.update(|n| *n = (*n + 1) % count),
            "ArrowUp" if count > 0 => at.update(|n| *n = (*n + count - 1) % count),
            "Enter" if count > 0 => take(at.get_untracked()),
            "Escape" if count > 0 => open.set(false),
            _ => return,
        }
        ev.prevent_default();
    };
    let says = move || match (open.get(), listed.get()) {
        (false, _) => String::new(),
        (true, 0) => t_string!(i18n, help.place_none).to_owned(),
        (true, count) => t_string!(i18n, help.place_found, count = count),
    };
    let active = move || (listed.get() > 0).then(|| format!("place-{}", at.get()));
    view! {
        <div class="field">
            <label for="place-name">{say!(i18n, help.place_search)}</label>
            <div class="search">
                <Icon name="search"/>
                <input id="place-name" type="text" role="combobox" autocomplete="off" dir="auto" aria-autocomplete="list"
                    aria-controls="place-list" aria-expanded=move || (listed.get() > 0).to_string() aria-activedescendant=active
                    prop:value=move || typed.get() on:keydown=key on:focus=move |_| open.set(true)
                    on:input:target=move |ev| { typed.set(ev.target().value()); at.set(0); open.set(true); }/>
            </div>
            <ul class="options" role="listbox" id="place-list" aria-label=say!(i18n, help.place_search) hidden=move || listed.get() == 0>
                {move || found.get().into_iter().enumerate().map(|(index, place)| view! {
                    <li role="option" id=format!("place-{index}") aria-selected=move || (at.get() == index).to_string()
                        on:click=move |_| take(index)>
                        <Icon name="pin-area" class="s"/><bdi>{place.name}</bdi>
                    </li>
                }).collect_view()}
            </ul>
            <p role="status" class="soft small">{says}</p>
        </div>
    }
}
