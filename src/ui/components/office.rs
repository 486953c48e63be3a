//! A page of the office: where its program puts it, and what is shown until it has come.

use super::icon::Icon;
use super::opening::Skeleton;
use crate::platform::{office, page as browser};
use crate::state::live::App;
use crate::ui::language::{Texts, say};
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    OnItsWay,
    Here,
    NotLoaded,
}

/// The page with this word; `ui::office` knows them.
#[component]
pub fn Office(i18n: Texts, page: &'static str) -> impl IntoView {
    let app = App::here();
    view! {
        // What this page keeps in memory the other program cannot see.
        <Show when=move || !app.forgetful.get() fallback=move || view! {
            <div class="page narrow"><p>{say!(i18n, common.office_forgetful)}</p></div>
        }>
            <Place i18n page/>
        </Show>
    }
}

#[component]
fn Place(i18n: Texts, page: &'static str) -> impl IntoView {
    let place = NodeRef::<Div>::new();
    let held = StoredValue::new_local(None::<office::Place>);
    let stage = RwSignal::new(Stage::OnItsWay);
    let open = move || {
        let Some(element) = held.get_value() else {
            return;
        };
        stage.set(Stage::OnItsWay);
        spawn_local(async move {
            let opened = office::open(&browser::base_url(), &element, page).await;
            stage.try_set(if opened.is_ok() { Stage::Here } else { Stage::NotLoaded });
        });
    };
    Effect::new(move |_| {
        if let Some(element) = place.get() {
            held.set_value(Some(element.into()));
            open();
        }
    });
    on_cleanup(move || {
        if let Some(element) = held.try_get_value().flatten() {
            office::close(&element);
        }
    });
    view! {
        <div node_ref=place></div>
        {move || match stage.get() {
            Stage::OnItsWay => view! {
                <p class="sr" role="status">{say!(i18n, common.office_coming)}</p>
                <Skeleton/>
            }.into_any(),
            Stage::Here => ().into_any(),
            Stage::NotLoaded => view! {
                <div class="page narrow">
                    <div class="banner" data-kind="warn" role="alert">
                        <Icon name="warn"/>
                        <div>
                            <p><b>{say!(i18n, common.office_not_loaded)}</b></p>
                            <p>{say!(i18n, common.office_not_loaded_text)}</p>
                        </div>
                    </div>
                    <div class="buttons">
                        <button class="button primary" type="button" on:click=move |_| open()>{say!(i18n, common.try_again)}</button>
                    </div>
                </div>
            }.into_any(),
        }}
    }
}
