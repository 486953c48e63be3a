//! How large the area is that others see: proposed, and the person's to change; the map shows the rectangle.

use super::Form;
use crate::domain::cell::{Cell, FINEST};
use crate::domain::id::Place;
use crate::domain::spread::{COARSEST, proposed, width_km};
use crate::i18n::t_string;
use crate::ui::language::say;
use leptos::prelude::*;

/// The sizes, once there is an area.
#[component]
pub fn Size(
    form: Form,
    /// The area others see.
    cell: RwSignal<Option<Cell>>,
    /// The finest it can be.
    fine: RwSignal<Option<Cell>>,
) -> impl IntoView {
    let Form { i18n, app, asking, .. } = form;
    let one = move |precision: usize| {
        let of = move || fine.with(|fine| fine.as_ref().map(|fine| fine.coarser(precision)));
        let name = move || of().map(|of| t_string!(i18n, asking.size_one, km = width_km(&of)));
        let choose = move |_| {
            if let Some(chosen) = untrack(of) {
                // First, so that it is not taken for a new point on the map.
                asking.update(|f| f.place = Some(Place::Cell(chosen.clone())));
                cell.set(Some(chosen));
            }
        };
        let there =
            move || fine.with(|fine| fine.as_ref().is_some_and(|f| f.as_str().len() >= precision));
        view! {
            <Show when=there>
                <label>
                    <input type="radio" name="size" prop:checked=move || cell.get() == of() on:change=choose/>
                    {name}
                </label>
            </Show>
        }
    };
    let sparse = move || {
        let few = |fine: &Cell| app.places.with(|all| proposed(all, fine)) < FINEST;
        fine.with(|fine| fine.as_ref().is_some_and(few))
    };
    view! {
        <Show when=move || cell.with(Option::is_some)>
            <fieldset class="stack tight">
                <legend class="label">{say!(i18n, asking.size)}</legend>
                <div class="segmented">{(COARSEST..=FINEST).rev().map(one).collect_view()}</div>
                <p class="hint">{move || match sparse() {
                    true => t_string!(i18n, asking.sparse),
                    false => t_string!(i18n, asking.size_hint),
                }}</p>
            </fieldset>
        </Show>
    }
}
