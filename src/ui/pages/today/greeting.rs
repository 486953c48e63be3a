//! Good morning: the part of the day as words and as hills.

use crate::domain::daily::part_of_day;
use crate::domain::request::Part;
use crate::i18n::t_string;
use crate::platform::clock;
use crate::state::live::App;
use crate::ui::language::Texts;
use crate::ui::words;
use leptos::prelude::*;

/// The greeting with name and date.
#[component]
pub fn Greeting(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let part = Memo::new(move |_| {
        let now = app.now.get();
        part_of_day(now, clock::offset_minutes(now.0))
    });
    let word = move || match part.get() {
        Part::Morning => "morning",
        Part::Afternoon => "afternoon",
        Part::Evening | Part::Any => "evening",
    };
    let greeting = move || match part.get() {
        Part::Morning => t_string!(i18n, today.good_morning),
        Part::Afternoon => t_string!(i18n, today.good_afternoon),
        Part::Evening | Part::Any => t_string!(i18n, today.good_evening),
    };
    let words = move || match app.name.get() {
        Some(name) => format!("{}, {name}", greeting()),
        None => greeting().to_owned(),
    };
    view! {
        <header class="greeting" data-part=word>
            <svg class="hills" viewBox="0 0 400 130" preserveAspectRatio="xMidYMax slice" aria-hidden="true">
                <use_ href=move || format!("scenes.svg#hills-{}", word())></use_>
            </svg>
            <h1 dir="auto">{words}</h1>
            <p>{move || words::long_day(i18n, app.today())}</p>
        </header>
    }
}
