//! What the request says, to everybody.

use super::about::About;
use crate::domain::help::{Stage, Step};
use crate::domain::request::Urgency;
use crate::domain::view::band_of;
use crate::i18n::t_string;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use crate::ui::{terms, words};
use leptos::prelude::*;

/// What kind, by whom, since when; the title; how it stands.
#[component]
pub fn Head(about: About) -> impl IntoView {
    let About { i18n, app, help } = about;
    let icon = help.with_untracked(|h| h.request.category.word());
    let lang = help.with_untracked(|h| h.request.lang.clone());
    let title = help.with_untracked(|h| h.request.title.to_string());
    let kind = move || help.with(|h| words::category(i18n, h.request.category));
    let by = move || {
        let ago = help.with(|h| words::ago(i18n, app, h.id.time));
        if about.mine() {
            t_string!(i18n, request.asked_by_me, ago = ago)
        } else {
            t_string!(i18n, request.asked_by, name = about.asker(), ago = ago)
        }
    };
    view! {
        <header class="stack tight">
            <div class="line"><span class="patch" data-tone="calm"><Icon name=icon/></span><p class="soft" dir="auto">{kind}" · "{by}</p></div>
            <h1 dir="auto" lang=lang>{title}</h1>
            <p class="line"><Badges about/></p>
        </header>
    }
}

#[component]
fn Badges(about: About) -> impl IntoView {
    let About { i18n, app, help } = about;
    let badge = |kind: &'static str, icon: &'static str, text: String| {
        view! { <span class="badge" data-kind=kind><Icon name=icon class="s"/>{text}</span> }
            .into_any()
    };
    move || {
        let help = help.get();
        let mut badges = Vec::new();
        if help.request.urgency == Urgency::Urgent {
            badges.push(badge("urgent", "warn", t_string!(i18n, common.urgent).to_owned()));
        }
        if help.mine {
            badges.push(badge("mine", "person", t_string!(i18n, request.you_asked).to_owned()));
        }
        match help.my_thread().map(|t| help.step(t)) {
            Some(Step::Offered) => {
                badges.push(badge("calm", "hands", t_string!(i18n, request.you_offered).to_owned()))
            }
            Some(Step::Accepted | Step::UnderWay | Step::HalfDone) => {
                badges.push(badge("good", "check", t_string!(i18n, request.you_help).to_owned()));
            }
            _ => {}
        }
        badges.push(match help.stage(app.now.get()) {
            Stage::Open if help.is_private() => return badges,
            Stage::Open => badge("plain", "heart", t_string!(i18n, common.no_offers).to_owned()),
            Stage::Offered(count) => {
                badge("calm", "hands", t_string!(i18n, common.offers, count = count))
            }
            Stage::Accepted { taken, needed } => badge(
                "good",
                "people",
                t_string!(i18n, request.helpers_found, taken = taken, needed = needed),
            ),
            Stage::Closed(reason) => {
                badge("good", "check", words::close_reason(i18n, reason).to_owned())
            }
            Stage::Expired => badge("plain", "clock", t_string!(i18n, request.expired).to_owned()),
        });
        badges
    }
}

/// The words and the facts.
#[component]
pub fn Facts(about: About) -> impl IntoView {
    let About { i18n, app, help } = about;
    let lang = help.with_untracked(|h| h.request.lang.clone());
    let said = help.with_untracked(|h| h.request.words.clone());
    let when = move || help.with(|h| words::when(i18n, h.request.when, app.today()));
    let place = move || {
        let (area, band) = help.with(|h| {
            let band = app.viewer.with(|viewer| band_of(h, viewer.as_ref()));
            (terms::place(i18n, app, Some(&h.id.place)), band)
        });
        match band {
            Some(band) => format!("{area} · {}", words::band(i18n, band)),
            None => area,
        }
    };
    let helpers = move || {
        t_string!(
            i18n,
            request.helpers_needed,
            count = help.with(|h| usize::from(h.request.helpers))
        )
    };
    let takes = move || {
        t_string!(i18n, common.minutes, count = help.with(|h| usize::from(h.request.minutes)))
    };
    let agreed = move || {
        let rows = help.with(|h| {
            let r = &h.request;
            terms::all(i18n, &r.terms, r.terms.wanted(r.category), r.when.day)
        });
        rows.into_iter()
            .map(|(icon, name, said)| {
                view! { <div><dt><Icon name=icon class="s"/>{name}</dt><dd>{said}</dd></div> }
            })
            .collect_view()
    };
    let for_other = help.with_untracked(|h| h.request.for_other);
    view! {
        <section class="card" aria-label=say!(i18n, request.facts)>
            {said.map(|said| view! { <blockquote class="said" dir="auto" lang=lang>{said.to_string()}</blockquote> })}
            <dl class="facts">
                <div><dt><Icon name="clock" class="s"/>{say!(i18n, request.when)}</dt><dd>{when}</dd></div>
                <div><dt><Icon name="pin-area" class="s"/>{say!(i18n, request.place)}</dt><dd dir="auto">{place}</dd></div>
                <div><dt><Icon name="people" class="s"/>{say!(i18n, request.helpers)}</dt><dd>{helpers}</dd></div>
                <div><dt><Icon name="anytime" class="s"/>{say!(i18n, request.takes)}</dt><dd>{takes}</dd></div>
                {agreed}
            </dl>
            <Needs about/>
            {for_other.then(|| view! { <p class="soft small">{say!(i18n, request.for_other)}</p> })}
        </section>
    }
}

/// What a helper brings or is ready for.
#[component]
fn Needs(about: About) -> impl IntoView {
    let About { i18n, help, .. } = about;
    let needs = help.with_untracked(|h| h.request.terms.needs.clone());
    let one = move |need| {
        view! { <li class="badge" data-kind="calm"><Icon name=terms::need_icon(need) class="s"/>{move || terms::need(i18n, need)}</li> }
    };
    (!needs.is_empty()).then(|| {
        view! {
            <div>
                <p class="soft small" id="needs">{say!(i18n, terms.bring)}</p>
                <ul class="line needs" aria-labelledby="needs">{needs.into_iter().map(one).collect_view()}</ul>
            </div>
        }
    })
}
