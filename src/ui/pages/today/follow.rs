//! Own requests that end soon or that nobody has answered for long: said once and quietly.

use crate::domain::view::asked;
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// One line for each of them.
#[component]
pub fn Follow(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let waiting = Memo::new(move |_| {
        let now = app.now.get();
        let told = |h: &&crate::domain::help::Help| {
            let ends = h.follow_up(now)?.ends_in.is_some();
            Some((h.id.to_string(), h.request.title.to_string(), ends))
        };
        app.requests.with(|all| asked(all, now).iter().filter_map(told).collect::<Vec<_>>())
    });
    let one = move |(id, title, ends): (String, String, bool)| {
        let text = match ends {
            true => t_string!(i18n, asking.today_ends, title = title),
            false => t_string!(i18n, asking.today_quiet, title = title),
        };
        view! {
            <div class="nudge">
                <Icon name="clock"/>
                <p dir="auto"><b>{text}</b></p>
                <a class="button small" href=format!("help/{id}")>{say!(i18n, asking.today_look)}</a>
            </div>
        }
    };
    move || waiting.get().into_iter().map(one).collect_view()
}
