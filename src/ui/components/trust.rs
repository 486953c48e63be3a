//! What the community knows of somebody, in a few words: never a score.

use super::icon::Icon;
use crate::domain::authority::Trust;
use crate::domain::bytes::AuthorKey;
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::language::Texts;
use leptos::prelude::*;

/// Badges; none where nothing is known that matters.
#[component]
pub fn Trusted(
    /// Texts.
    i18n: Texts,
    /// Whom it is about.
    person: AuthorKey,
) -> impl IntoView {
    let app = App::here();
    let badge = |kind: &'static str, icon: &'static str, text: String| {
        view! { <span class="badge" data-kind=kind><Icon name=icon class="s"/>{text}</span>" " }
            .into_any()
    };
    move || {
        let (trust, vouchers) = app.regard(&person);
        let mut badges = Vec::new();
        match trust {
            Trust::Coordinator => {
                badges.push(badge(
                    "good",
                    "check",
                    t_string!(i18n, people.is_coordinator).to_owned(),
                ));
            }
            Trust::Approved => {
                badges.push(badge("good", "check", t_string!(i18n, people.is_approved).to_owned()));
            }
            _ if app.is_new(&person) => {
                badges.push(badge("plain", "person", t_string!(i18n, common.new_here).to_owned()));
            }
            _ => {}
        }
        if vouchers > 0 {
            let text = t_string!(i18n, people.vouchers, count = vouchers);
            badges.push(badge("calm", "people", text));
        }
        badges
    }
}
