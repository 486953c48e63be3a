//! Areas saved under a name, with the distance that was chosen: on this device only.

use super::super::Sight;
use crate::domain::cell::Cell;
use crate::domain::saved::{SavedArea, SavedAreas};
use crate::domain::text::Name;
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The saved areas to choose from, and saving the present one.
#[component]
pub fn Saved(i18n: Texts, sight: Sight, choose: Callback<Option<Cell>>) -> impl IntoView {
    let app = App::here();
    let saved = RwSignal::new(SavedAreas::default());
    spawn_local(async move { drop(saved.try_set(app.saved_areas().await)) });
    let change = move |act: &dyn Fn(&mut SavedAreas), says: Option<String>| {
        let mut next = saved.get_untracked();
        act(&mut next);
        spawn_local(async move {
            match app.keep_saved_areas(&next).await {
                Ok(()) => {
                    saved.try_set(next);
                    if let Some(text) = says {
                        app.say(text);
                    }
                }
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
        });
    };
    let typed = RwSignal::new(String::new());
    let area = move || words::area(i18n, app, app.viewer.get().as_ref());
    let save = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Some(cell) = app.viewer.get_untracked() else { return };
        // Without a name of one's own the area's will do.
        let name = Name::parse(&typed.get_untracked()).or_else(|_| Name::parse(&untrack(area)));
        let Ok(name) = name else { return };
        let km = sight.filter.with_untracked(|f| f.within_km);
        change(
            &|all| all.add(SavedArea { name: name.clone(), cell: cell.clone(), km }),
            Some(t_string!(i18n, help.saved_done).to_owned()),
        );
        typed.set(String::new());
    };
    let forget = move |name: &Name| change(&|all| all.remove(name), None);
    let go = move |one: &SavedArea| {
        sight.filter.update(|f| f.within_km = one.km);
        choose.run(Some(one.cell.clone()));
    };
    let distance = move |km: Option<u16>| match km {
        Some(km) => t_string!(i18n, help.within, km = km),
        None => t_string!(i18n, help.saved_any).to_owned(),
    };
    view! {
        <Show when=move || saved.with(|s| !s.all().is_empty())>
            <h3 class="label" id="saved-areas">{say!(i18n, help.saved)}</h3>
            <ul class="saved" aria-labelledby="saved-areas">
                {move || saved.with(|s| s.all().to_vec()).into_iter().map(|one| {
                    let (name, gone, km) = (one.name.to_string(), one.name.clone(), one.km);
                    let label = { let name = name.clone(); move || t_string!(i18n, help.saved_forget, name = name.clone()) };
                    view! {
                        <li>
                            <button class="button" type="button" on:click=move |_| go(&one)>
                                <bdi>{name}</bdi><small class="soft">{move || distance(km)}</small>
                            </button>
                            <button class="icon-button" type="button" aria-label=label on:click=move |_| forget(&gone)><Icon name="trash"/></button>
                        </li>
                    }
                }).collect_view()}
            </ul>
        </Show>
        <Show when=move || app.viewer.with(Option::is_some)>
            <form class="field" on:submit=save>
                <label for="save-name">{say!(i18n, help.save_name, area = area())}</label>
                <div class="saving">
                    <input id="save-name" type="text" maxlength="60" dir="auto" placeholder=area
                        prop:value=move || typed.get() on:input:target=move |ev| typed.set(ev.target().value())/>
                    <button class="button" type="submit">{say!(i18n, help.save)}</button>
                </div>
            </form>
        </Show>
    }
}
