//! Everything that has a usual answer, folded away: for whom, how many, how long, how to be in touch, what a helper
//! brings, and who may offer.

use super::Form;
use super::send::Mistake;
use crate::domain::asking::Asking;
use crate::domain::terms::{CONTACTS, Contact, ENTRUSTED, MOST, NEEDS, WANTED, Wanted};
use crate::i18n::t_string;
use crate::ui::components::chips::{Chip, Chips, with};
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use crate::ui::terms;
use leptos::prelude::*;

const MINUTES: [u16; 8] = [15, 20, 30, 45, 60, 90, 120, 240];

/// Languages many people speak here and where people here come from; those of the community come first.
const LANGUAGES: [&str; 12] =
    ["de", "en", "fr", "it", "es", "pt", "tr", "sq", "sr", "uk", "ar", "fa"];

/// The folded part; open where something in it has to be put right.
#[component]
pub fn More(form: Form, mistakes: RwSignal<Vec<Mistake>>) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let inside = |m: &Mistake| matches!(m, Mistake::Helpers | Mistake::Consent);
    let node = NodeRef::<leptos::html::Details>::new();
    // At every try anew: somebody may have folded it meanwhile, and a hidden field takes no focus.
    Effect::new(move |_| {
        if mistakes.with(|all| all.iter().any(inside))
            && let Some(details) = node.get_untracked()
        {
            let _ = details.set_attribute("open", "");
        }
    });
    let said = move || {
        let count = asking.with(Asking::helpers).unwrap_or(1);
        let minutes = usize::from(asking.with(Asking::takes));
        let mut said = vec![
            t_string!(i18n, request.helpers_needed, count = usize::from(count)),
            t_string!(i18n, common.minutes, count = minutes),
        ];
        let needs = asking.with(Asking::needs);
        said.extend(needs.into_iter().map(|one| terms::need(i18n, one).to_owned()));
        said.join(" · ")
    };
    view! {
        <details class="stack more" node_ref=node>
            <summary class="choice">
                <Icon name="settings"/>
                <span><b>{say!(i18n, asking.more)}" "<span class="opt">{say!(i18n, common.optional)}</span></b><small>{said}</small></span>
            </summary>
            <div class="stack loose">
                <ForWhom form mistakes/>
                <HowMuch form mistakes/>
                <Touch form/>
                <Bring form/>
                <Who form/>
            </div>
        </details>
    }
}

/// For oneself or somebody else, who agreed to it.
#[component]
fn ForWhom(form: Form, mistakes: RwSignal<Vec<Mistake>>) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let other = Memo::new(move |_| asking.with(|f| f.for_other));
    let wrong = move || mistakes.with(|all| all.contains(&Mistake::Consent));
    view! {
        <div class="stack tight">
            <label class="check">
                <input type="checkbox" name="for_other" prop:checked=move || other.get()
                    on:change=move |ev| asking.update(|f| f.for_other = event_target_checked(&ev))/>
                <span>{say!(i18n, ask.for_other)}<br/><span class="hint">{say!(i18n, asking.for_hint)}</span></span>
            </label>
            <Show when=move || other.get()>
                <label class="check">
                    <input type="checkbox" id="consent" aria-describedby="consent-error" aria-invalid=move || wrong().to_string()
                        prop:checked=move || asking.with(|f| f.consent)
                        on:change=move |ev| asking.update(|f| f.consent = event_target_checked(&ev))/>
                    <span>{say!(i18n, asking.consent)}<br/><span class="hint">{say!(i18n, asking.consent_hint)}</span></span>
                </label>
                <p class="error-text" id="consent-error">
                    {move || wrong().then(|| view! { <Icon name="warn" class="s"/>{t_string!(i18n, asking.mistake_consent)} })}
                </p>
            </Show>
        </div>
    }
}

/// How many helpers, how long.
#[component]
fn HowMuch(form: Form, mistakes: RwSignal<Vec<Mistake>>) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let wrong = move || mistakes.with(|all| all.contains(&Mistake::Helpers));
    let choice = move |minutes: u16| {
        view! {
            <option value=minutes.to_string() prop:selected=move || asking.with(Asking::takes) == minutes>
                {say!(i18n, common.minutes, count = usize::from(minutes))}
            </option>
        }
    };
    view! {
        <div class="columns">
            <div class="field">
                <label for="helpers">{say!(i18n, ask.helpers)}</label>
                <p class="hint" id="helpers-hint">{say!(i18n, asking.helpers_hint)}</p>
                <input id="helpers" type="number" inputmode="numeric" min="1" max="50" aria-describedby="helpers-hint helpers-error"
                    aria-invalid=move || wrong().to_string() prop:value=move || asking.with(|f| f.helpers.clone())
                    on:input=move |ev| asking.update(|f| f.helpers = event_target_value(&ev))/>
                <p class="error-text" id="helpers-error">
                    {move || wrong().then(|| view! { <Icon name="warn" class="s"/>{t_string!(i18n, ask.mistake_helpers)} })}
                </p>
            </div>
            <div class="field">
                <label for="minutes">{say!(i18n, ask.minutes)}</label>
                <p class="hint" id="minutes-hint">{say!(i18n, asking.minutes_hint)}</p>
                <select id="minutes" aria-describedby="minutes-hint"
                    on:change=move |ev| asking.update(|f| f.minutes = event_target_value(&ev).parse().ok())>
                    {MINUTES.map(choice).collect_view()}
                </select>
            </div>
        </div>
    }
}

/// How to be in touch, and in which language.
#[component]
fn Touch(form: Form) -> impl IntoView {
    let Form { i18n, app, asking, .. } = form;
    let way = move |contact: Option<Contact>| {
        view! {
            <Chip text=Signal::derive(move || terms::contact(i18n, contact).into()) one_of="contact"
                on=Signal::derive(move || asking.with(|f| f.contact == contact))
                tapped=Callback::new(move |_| asking.update(|f| f.contact = contact))/>
        }
    };
    let mut tags = app
        .community
        .with_untracked(|c| c.as_ref().map(|c| c.languages.clone()).unwrap_or_default());
    for tag in LANGUAGES {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    let language = move |tag: String| {
        let (name, of, change) = (tag.clone(), tag.clone(), tag);
        view! {
            <Chip text=Signal::derive(move || terms::languages(i18n, std::slice::from_ref(&name)).into())
                on=Signal::derive(move || asking.with(|f| f.speaks.contains(&of)))
                tapped=Callback::new(move |on| asking.update(|f| {
                    with(&mut f.speaks, change.clone(), on);
                    f.speaks.truncate(MOST);
                }))/>
        }
    };
    let ways = [None].into_iter().chain(CONTACTS.map(Some)).map(way).collect_view();
    view! {
        <Chips label=say!(i18n, asking.contact) hint=say!(i18n, asking.contact_hint)>{ways}</Chips>
        <Chips label=say!(i18n, asking.speaks) hint=say!(i18n, asking.speaks_hint)>
            {tags.into_iter().map(language).collect_view()}
        </Chips>
    }
}

/// What the helper should be ready for.
#[component]
fn Bring(form: Form) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let one = move |need| {
        let tapped = move |on| {
            asking.update(|f| {
                let mut needs = f.needs();
                with(&mut needs, need, on);
                f.needs = Some(needs);
            });
        };
        view! {
            <Chip text=Signal::derive(move || terms::need(i18n, need).into()) icon=terms::need_icon(need)
                on=Signal::derive(move || asking.with(|f| f.needs().contains(&need))) tapped=Callback::new(tapped)/>
        }
    };
    view! {
        <Chips label=say!(i18n, asking.needs) hint=say!(i18n, asking.needs_hint)>{NEEDS.map(one).collect_view()}</Chips>
    }
}

/// What is entrusted, and who may offer.
#[component]
fn Who(form: Form) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let thing = move |one| {
        view! {
            <Chip text=Signal::derive(move || terms::entrusted(i18n, one).into())
                on=Signal::derive(move || asking.with(|f| f.entrusts.contains(&one)))
                tapped=Callback::new(move |on| asking.update(|f| with(&mut f.entrusts, one, on)))/>
        }
    };
    let from = move |wanted: Wanted| {
        view! {
            <Chip text=Signal::derive(move || terms::wanted(i18n, wanted).into()) one_of="from"
                on=Signal::derive(move || asking.with(|f| f.from == wanted))
                tapped=Callback::new(move |_| asking.update(|f| f.from = wanted))/>
        }
    };
    let forced = Memo::new(move |_| asking.with(|f| f.wanted() != f.from));
    view! {
        <Chips label=say!(i18n, asking.entrusts) hint=say!(i18n, asking.entrusts_hint)>
            {ENTRUSTED.map(thing).collect_view()}
        </Chips>
        <Show when=move || !forced.get() fallback=move || view! {
            <p class="private"><Icon name="key" class="s"/>{say!(i18n, asking.from_forced)}</p>
        }>
            <Chips label=say!(i18n, asking.from) hint=say!(i18n, asking.from_hint)>{WANTED.map(from).collect_view()}</Chips>
        </Show>
    }
}
