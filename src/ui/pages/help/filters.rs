//! What to show: search, order, language, minutes, categories, distance.

use super::Sight;
use crate::domain::cell::BANDS_KM;
use crate::domain::request::{CATEGORIES, Category};
use crate::domain::view::{Order, QUICK_MINUTES, languages};
use crate::i18n::t_string;
use crate::platform::locale;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say, tag};
use crate::ui::words;
use leptos::prelude::*;

/// How many categories are shown before "More".
const FIRST: usize = 5;

/// The filter's form.
#[component]
pub fn Filters(i18n: Texts, sight: Sight) -> impl IntoView {
    let Sight { filter, order, .. } = sight;
    // A category that is on must be seen.
    let hidden = |category: &Category| CATEGORIES[FIRST..].contains(category);
    let all = RwSignal::new(filter.with_untracked(|f| f.categories.iter().any(hidden)));
    let orders = [Order::Nearest, Order::Newest, Order::Soonest];
    let is = move |which: Order| move || order.get() == which;
    view! {
        <form class="stack tight" role="search" aria-label=say!(i18n, help.filters) on:submit=|ev| ev.prevent_default()>
            <div class="filter-line">
                <div class="search">
                    <Icon name="search"/>
                    <input type="search" dir="auto" aria-label=say!(i18n, help.search)
                        placeholder=say!(i18n, help.search)
                        prop:value=move || filter.with(|f| f.words.clone())
                        on:input:target=move |ev| filter.update(|f| f.words = ev.target().value())/>
                </div>
                <select aria-label=say!(i18n, help.order) on:change:target=move |ev| {
                    let index = usize::try_from(ev.target().selected_index()).unwrap_or_default();
                    order.set(orders.get(index).copied().unwrap_or_default());
                }>
                    <option selected=is(Order::Nearest)>{say!(i18n, help.order_nearest)}</option>
                    <option selected=is(Order::Newest)>{say!(i18n, help.order_newest)}</option>
                    <option selected=is(Order::Soonest)>{say!(i18n, help.order_soonest)}</option>
                </select>
                <Languages i18n sight/>
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
                    <CategoryChip i18n sight category/>
                </For>
                <button class="chip" type="button" aria-expanded=move || all.get().to_string() on:click=move |_| all.update(|a| *a = !*a)>
                    <Icon name="filter" class="s"/>
                    {move || if all.get() { t_string!(i18n, help.fewer) } else { t_string!(i18n, help.more) }}
                </button>
            </fieldset>
            <Distance i18n sight/>
        </form>
    }
}

#[component]
fn CategoryChip(i18n: Texts, sight: Sight, category: Category) -> impl IntoView {
    let filter = sight.filter;
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

/// The languages requests are written in, where there are several to choose from.
#[component]
fn Languages(i18n: Texts, sight: Sight) -> impl IntoView {
    let app = App::here();
    let filter = sight.filter;
    let spoken = Memo::new(move |_| {
        let mut spoken = app.requests.with(|all| languages(all));
        // What an address asked for can be seen and taken away, whether or not anybody writes in it.
        spoken.extend(filter.with(|f| f.lang.clone()));
        spoken
    });
    let chosen = move |lang: &str| filter.with(|f| f.lang.as_deref() == Some(lang));
    view! {
        <Show when=move || spoken.with(|all| all.len() > 1)>
            <select aria-label=say!(i18n, help.language) on:change:target=move |ev| {
                let lang = ev.target().value();
                filter.update(|f| f.lang = (!lang.is_empty()).then_some(lang));
            }>
                <option value="" selected=move || filter.with(|f| f.lang.is_none())>{say!(i18n, help.language_all)}</option>
                {move || spoken.get().into_iter().map(|lang| {
                    let name = locale::language_name(tag(i18n.get_locale()), &lang);
                    let is_it = chosen(&lang);
                    view! { <option value=lang selected=is_it>{name}</option> }
                }).collect_view()}
            </select>
        </Show>
    }
}

#[component]
fn Distance(i18n: Texts, sight: Sight) -> impl IntoView {
    let app = App::here();
    let filter = sight.filter;
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
