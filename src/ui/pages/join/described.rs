//! What a community is, in words: who leads it, who reads what, which rules it has.

use crate::domain::community::{Audience, Community};
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// The description of a community for somebody who is not in it yet.
#[component]
pub fn Described(i18n: Texts, community: Community) -> impl IntoView {
    let members = community.audience == Audience::Members;
    let Community { about, emergency, coordinators, rules, causes, .. } = community;
    let leads = coordinators.len();
    view! {
        {about.map(|about| view! { <p class="text" dir="auto">{about.to_string()}</p> })}
        <section class="card pref">
            <h2><Icon name="eye"/>{say!(i18n, community.who_reads)}</h2>
            <p>{if members { say!(i18n, community.reads_members) } else { say!(i18n, community.reads_open) }}</p>
            <p>{say!(i18n, community.reads_server)}</p>
            <p>{say!(i18n, community.reads_never)}</p>
        </section>
        <dl class="pairs">
            <div><dt>{say!(i18n, community.led_by)}</dt><dd>{say!(i18n, community.led_by_count, count = leads)}</dd></div>
            <div><dt>{say!(i18n, community.emergency)}</dt><dd dir="ltr">{emergency.to_string()}</dd></div>
            <div><dt>{say!(i18n, community.rules)}</dt><dd>
                {if rules.approved_helpers { say!(i18n, community.rule_approved) } else { say!(i18n, community.rule_anyone) }}
                " "
                {if rules.unnamed { say!(i18n, community.rule_unnamed) } else { say!(i18n, community.rule_named) }}
            </dd></div>
            {(!causes.is_empty()).then(|| view! {
                <div><dt>{say!(i18n, community.causes)}</dt><dd dir="auto">{causes.iter().map(|c| c.name.to_string()).collect::<Vec<_>>().join(", ")}</dd></div>
            })}
        </dl>
    }
}
