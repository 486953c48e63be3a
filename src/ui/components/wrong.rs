//! The way to the coordinators from anything somebody else wrote.

use super::icon::Icon;
use crate::domain::id::RecordId;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// "Something is wrong"
#[component]
pub fn Wrong(
    /// Texts.
    i18n: Texts,
    /// What it is about.
    id: RecordId,
) -> impl IntoView {
    let href = format!("report?re={id}");
    view! { <a class="button plain small" href=href><Icon name="flag"/>{say!(i18n, community.report_link)}</a> }
}
