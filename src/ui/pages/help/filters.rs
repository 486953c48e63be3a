//! What to show: search, order, minutes, distance, categories.

use super::Looking;
use crate::domain::cell::{BANDS_KM, Cell};
use crate::domain::request::{CATEGORIES, Category};
use crate::domain::view::{Order, QUICK_MINUTES};
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How many categories are shown before "More".
const FIRST: usize = 5;

/// The filter's form.
#[component]
pub fn Filters(i18n: Texts, looking: Looking) -> impl IntoView {
    let Looking { filter, order, .. } = looking;
    let all = RwSignal::new(false);
    let orders = [Order::Nearest, Order::Newest, Order::Soonest];
    view! {
        <form class="stack tight" aria-label=say!(i18n, help.filters) on:submit=|ev| ev.prevent_default()>
            <div class="filter-line">
                <div class="search">
                    <Icon name="search"/>
                    <input type="search" aria-label=say!(i18n, help.search)
                        placeholder=say!(i18n, help.search)
                        on:input:target=move |ev| filter.update(|f| f.words = ev.target().value())/>
                </div>
                <LookFrom i18n/>
                <select aria-label=say!(i18n, help.order) on:change:target=move |ev| {
                    let index = usize::try_from(ev.target().selected_index()).unwrap_or_default();
                    order.set(orders.get(index).copied().unwrap_or_default());
                }>
                    <option>{say!(i18n, help.order_nearest)}</option>
                    <option>{say!(i18n, help.order_newest)}</option>
                    <option>{say!(i18n, help.order_soonest)}</option>
                </select>
            </div>
            <fieldset class="chips">
                <legend class="sr">{say!(i18n, help.category)}</legend>
                <label class="chip">
                    <input type="checkbox" prop:checked=move || filter.with(|f| f.at_most_minutes.is_some())
                        on:change:target=move |ev| {
                            let on = ev.target().checked();
                            filter.update(|f| f.at_most_minutes = on.then_some(QUICK_MINUTES));
                        }/>
                    <Icon name="clock" class="s"/>{say!(i18n, help.quick)}
                </label>
                <For each=move || CATEGORIES.into_iter().take(if all.get() { CATEGORIES.len() } else { FIRST }) key=|c| *c let:category>
                    <CategoryChip i18n looking category/>
                </For>
                <button class="chip" type="button" aria-expanded=move || all.get().to_string() on:click=move |_| all.update(|a| *a = !*a)>
                    <Icon name="filter" class="s"/>
                    {move || if all.get() { t_string!(i18n, help.fewer) } else { t_string!(i18n, help.more) }}
                </button>
            </fieldset>
            <Distance i18n looking/>
        </form>
    }
}

#[component]
fn CategoryChip(i18n: Texts, looking: Looking, category: Category) -> impl IntoView {
    let filter = looking.filter;
    view! {
        <label class="chip">
            <input type="checkbox" prop:checked=move || filter.with(|f| f.categories.contains(&category))
                on:change:target=move |ev| {
                    let on = ev.target().checked();
                    filter.update(|f| {
                        f.categories.retain(|c| *c != category);
                        if on { f.categories.push(category); }
                    });
                }/>
            <Icon name=category.word() class="s"/>{move || words::category(i18n, category)}
        </label>
    }
}

/// From which area distances are counted. It stays on this device.
#[component]
fn LookFrom(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let choose = move |value: String| {
        spawn_local(async move {
            if let Err(problem) = app.look_from(Cell::parse(&value)).await {
                app.warn(words::problem(i18n, &problem));
            }
        })
    };
    view! {
        <select aria-label=say!(i18n, help.look_from) on:change:target=move |ev| choose(ev.target().value())>
            <option value="">{say!(i18n, help.look_nowhere)}</option>
            {move || {
                let viewer = app.viewer.get();
                app.places.with(|places| places.iter().map(|place| {
                    let cell = place.cell();
                    let is_it = viewer.as_ref() == Some(&cell);
                    view! { <option value=cell.to_string() selected=is_it dir="auto">{place.name.clone()}</option> }
                }).collect_view())
            }}
        </select>
    }
}

#[component]
fn Distance(i18n: Texts, looking: Looking) -> impl IntoView {
    let app = App::here();
    let filter = looking.filter;
    let place = move || words::area(i18n, app, app.viewer.get().as_ref());
    let choice = move |km: Option<u16>| {
        view! {
            <label class="chip">
                <input type="radio" name="within" prop:checked=move || filter.with(|f| f.within_km == km)
                    on:change=move |_| filter.update(|f| f.within_km = km)/>
                {move || match km {
                    Some(km) => t_string!(i18n, help.within, km = km),
                    None => t_string!(i18n, help.any_distance).to_owned(),
                }}
            </label>
        }
    };
    view! {
        <Show when=move || app.viewer.get().is_some()>
            <fieldset class="chips">
                <legend class="sr">{say!(i18n, help.distance, place = place())}</legend>
                {choice(None)}
                {BANDS_KM.into_iter().take(4).map(|km| choice(Some(km))).collect_view()}
            </fieldset>
        </Show>
    }
}
