//! Today: a greeting, one small act, what I promised, what I asked, who is near.

mod follow;
mod greeting;
mod nudges;
mod requests;

use crate::i18n::t_string;
use crate::ui::components::act_card::ActCard;
use crate::ui::components::ask_link::AskFloat;
use crate::ui::components::icon::Icon;
use crate::ui::components::private_ask::AsksYou;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// The first page.
#[component]
pub fn Today(i18n: Texts) -> impl IntoView {
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, today.title).to_owned())/>
        <div class="page pair">
            <div class="stack loose">
                <greeting::Greeting i18n/>
                <ActCard i18n/>
                <AsksYou i18n/>
                <nudges::Offers i18n/>
                <follow::Follow i18n/>
                <nudges::Journal i18n/>
            </div>
            <div class="stack loose">
                <a class="button primary big wide ask-inline" href="help/ask">
                    <Icon name="plus"/>{say!(i18n, help.ask)}
                </a>
                <requests::Promised i18n/>
                <requests::Asked i18n/>
                <requests::Near i18n/>
            </div>
        </div>
        <AskFloat i18n/>
    }
}
