//! A request on paper: its public words and the code that leads to it.

use super::{address, facts};
use crate::domain::help::Help;
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::components::qr::Qr;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;

/// One piece of paper, or one place on a sheet.
#[component]
pub fn Slip(
    /// Texts.
    i18n: Texts,
    /// The request.
    help: Help,
    /// `slip`: a card by itself; `note`: one of several on a sheet.
    kind: &'static str,
) -> impl IntoView {
    let app = App::here();
    let url = address(&help.id);
    let request = help.request.clone();
    let by = request.by.as_ref().map(|by| by.name.to_string());
    let by = move || {
        let name = by.clone().unwrap_or_else(|| t_string!(i18n, common.neighbour).to_owned());
        t_string!(i18n, share.by, name = name)
    };
    let lang = request.lang.clone();
    let facts = move || facts(i18n, app, &help);
    let category = move || words::category(i18n, request.category);
    let community = move || (kind == "slip").then(|| app.community_name()).flatten();
    view! {
        <article class=kind>
            <p class="slip-kind"><Icon name=request.category.word() class="s"/>" "{category}<span dir="auto">{community}</span></p>
            <h3 dir="auto" lang=lang.clone()>{request.title.to_string()}</h3>
            <p dir="auto">{facts}</p>
            {request.words.map(|said| view! { <p class="slip-words" dir="auto" lang=lang>{said.to_string()}</p> })}
            <p class="slip-by" dir="auto">{by}</p>
            <div class="slip-code">
                <Qr text=url label=say_text(i18n)/>
                <p>{say!(i18n, share.scan)}</p>
            </div>
        </article>
    }
}

fn say_text(i18n: Texts) -> Signal<String> {
    Signal::derive(move || t_string!(i18n, share.code).to_owned())
}
