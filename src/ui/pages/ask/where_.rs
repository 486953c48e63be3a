//! Step 3: where, roughly. A place from the list, a point on the map, or no place at all: by phone. Others see the
//! area only, and it is a wider one where few people live.

use super::size::Size;
use super::{Form, Heading};
use crate::domain::asking::Step;
use crate::domain::cell::Cell;
use crate::domain::id::Place;
use crate::domain::places::suggest;
use crate::domain::spread::proposed;
use crate::domain::terms::often_by_phone;
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::components::area_map::PickMap;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use crate::ui::{terms, words};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How many places are listed at a time.
const LISTED: usize = 12;

/// The step.
#[component]
pub fn Where(form: Form) -> impl IntoView {
    let Form { i18n, app, asking, .. } = form;
    let cell = RwSignal::new(asking.with_untracked(|f| f.place.as_ref()?.cell().cloned()));
    // What was picked, as fine as it may be: only here, so that one can go back from a wider area to a smaller one.
    let fine = RwSignal::new(cell.get_untracked());
    Effect::new(move |_| {
        let Some(picked) = cell.get() else { return };
        let is_known =
            asking.with_untracked(|f| f.place.as_ref().and_then(Place::cell) == Some(&picked));
        if !is_known {
            let shown = picked.coarser(app.places.with_untracked(|all| proposed(all, &picked)));
            fine.set(Some(picked));
            asking.update(|f| f.place = Some(Place::Cell(shown.clone())));
            cell.set(Some(shown));
        }
    });
    let go_on = move |chosen: Cell| {
        let chosen = chosen.coarser(app.places.with_untracked(|all| proposed(all, &chosen)));
        remember(form, &chosen);
        asking.update(|f| f.place = Some(Place::Cell(chosen)));
        form.go_on();
    };
    let first = asking.with_untracked(|f| f.category.is_some_and(often_by_phone));
    view! {
        <div>
            <Heading form text=Signal::derive(move || t_string!(i18n, ask.where_roughly).to_owned())/>
            <p class="soft">{say!(i18n, ask.where_hint)}</p>
        </div>
        <div class="stack">
            {first.then(|| view! { <Anywhere form/> })}
            <Places i18n on_choose=Callback::new(go_on)/>
            {(!first).then(|| view! { <Anywhere form/> })}
            <section class="stack tight" aria-label=say!(i18n, ask.map)>
                <PickMap i18n cell/>
                <p class="private"><Icon name="eye" class="s"/>{say!(i18n, ask.area_only)}</p>
                <p role="status">
                    {move || cell.get().map(|c| t_string!(i18n, ask.area_chosen, area = terms::place(i18n, app, Some(&Place::Cell(c)))))}
                </p>
                <Size form cell fine/>
            </section>
            <div class="buttons">
                <a class="button" href=form.href(Step::When)><Icon name="back" class="turn"/>{say!(i18n, common.back)}</a>
                <Show when=move || cell.with(Option::is_some)>
                    <button class="button primary big" type="button" on:click=move |_| {
                        if let Some(chosen) = cell.get_untracked() {
                            remember(form, &chosen);
                            asking.update(|f| f.place = Some(Place::Cell(chosen)));
                            form.go_on();
                        }
                    }>{say!(i18n, ask.next_check)}</button>
                </Show>
            </div>
        </div>
    }
}

/// The first area somebody chooses is the one they look from.
fn remember(form: Form, chosen: &Cell) {
    let app = form.app;
    if app.viewer.with_untracked(Option::is_none) {
        let from = chosen.clone();
        // Only a convenience: without it the list is sorted otherwise, nothing is lost.
        spawn_local(async move { drop(app.look_from(Some(from)).await) });
    }
}

/// "By phone, anywhere"
#[component]
fn Anywhere(form: Form) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let chosen = move || asking.with(|f| f.place == Some(Place::Anywhere)).then_some("true");
    let choose = move |_| {
        asking.update(|f| f.place = Some(Place::Anywhere));
        form.go_on();
    };
    view! {
        <div class="choices">
            <button class="choice" type="button" aria-current=chosen on:click=choose>
                <Icon name="phone"/>
                <span><b>{say!(i18n, terms.anywhere)}</b><small>{say!(i18n, asking.anywhere_hint)}</small></span>
            </button>
        </div>
    }
}

/// The search box and the places it finds, one's own area first.
#[component]
pub fn Places(i18n: Texts, on_choose: Callback<Cell>) -> impl IntoView {
    let app = App::here();
    let typed = RwSignal::new(String::new());
    let found = Memo::new(move |_| {
        app.places.with(|places| {
            typed.with(|typed| {
                suggest(places, typed, LISTED).into_iter().cloned().collect::<Vec<_>>()
            })
        })
    });
    let mine = move || app.viewer.get().filter(|_| typed.with(|t| t.trim().is_empty()));
    view! {
        <div class="field">
            <label for="place">{say!(i18n, ask.place)}</label>
            <div class="search">
                <Icon name="search"/>
                <input id="place" type="search" autocomplete="off" dir="auto" aria-controls="places"
                    prop:value=move || typed.get() on:input=move |ev| typed.set(event_target_value(&ev))/>
            </div>
        </div>
        <fieldset class="choices" id="places">
            <legend class="sr">{say!(i18n, ask.places_found)}</legend>
            {move || mine().map(|cell| {
                let area = words::area(i18n, app, Some(&cell));
                view! {
                    <button class="choice" type="button" on:click=move |_| on_choose.run(cell.clone())>
                        <Icon name="person"/>
                        <span><b>{t_string!(i18n, ask.my_area)}</b><small dir="auto">{area}</small></span>
                    </button>
                }
            })}
            <For each=move || found.get() key=|p| (p.name.clone(), p.cell()) let:place>
                <button class="choice" type="button" on:click={ let cell = place.cell(); move |_| on_choose.run(cell.clone()) }>
                    <Icon name="pin-area"/><span><b dir="auto">{place.name.clone()}</b></span>
                </button>
            </For>
        </fieldset>
        <p role="status" class="soft small">
            {move || found.with(Vec::is_empty).then(|| t_string!(i18n, ask.no_place))}
        </p>
    }
}
