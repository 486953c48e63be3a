//! The helper's side before anything is agreed: offering, waiting, and a kind word when somebody
//! else was chosen.

use super::about::{About, Talk};
use super::erase::Erase;
use super::private::Private;
use super::talk::Together;
use crate::domain::help::Step;
use crate::domain::text::{Name, Words};
use crate::domain::time::LocalDay;
use crate::i18n::t_string;
use crate::platform::page;
use crate::ui::components::confirm::Confirm;
use crate::ui::components::draft::drafted;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use crate::ui::words;
use leptos::prelude::*;
use std::collections::BTreeSet;

/// The form a stranger offers with.
#[component]
pub fn OfferForm(about: About) -> impl IntoView {
    let About { i18n, app, help } = about;
    let (chosen, dayless) = (RwSignal::new(BTreeSet::new()), RwSignal::new(false));
    let (message, draft) = drafted(app, &format!("offer {}", about.id()));
    let name = RwSignal::new(
        app.name.with_untracked(|n| n.as_ref().map(ToString::to_string)).unwrap_or_default(),
    );
    let nameless = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let submit = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let Ok(called) = Name::parse(&name.get_untracked()) else {
            nameless.set(true);
            page::focus("offer-name");
            return;
        };
        nameless.set(false);
        let days: Vec<LocalDay> = chosen.with_untracked(|c| c.iter().copied().collect());
        dayless.set(days.is_empty() && help.with_untracked(|h| h.repeats()));
        if dayless.get_untracked() {
            page::focus("offer-days");
            return;
        }
        let Ok(words) = message.with_untracked(|m| Words::optional(m)) else {
            return;
        };
        let (id, draft, asker) = (about.id(), draft.clone(), untrack(|| about.asker()));
        let doing = async move {
            app.offer(&id, called.clone(), words, &days).await?;
            if app.name.get_untracked().is_none() {
                // The offer is saved; a name that could not be remembered is asked for again.
                drop(app.call_me(Some(called)).await);
            }
            draft.forget().await;
            Ok(())
        };
        about
            .run(busy, doing, move |_| app.say(t_string!(i18n, request.offer_saved, name = asker)));
    };
    view! {
        <form class="card calm stack" aria-labelledby="offer" novalidate on:submit=submit>
            <h2 id="offer">{say!(i18n, request.offer_title)}</h2>
            <Show when=move || help.with(|h| h.repeats())><Days about chosen dayless/></Show>
            <div class="field">
                <label for="offer-message">{say!(i18n, request.offer_message)}" "<span class="opt">{say!(i18n, common.optional)}</span></label>
                <p class="hint" id="offer-message-hint">{say!(i18n, request.only_reads, name = about.asker())}</p>
                <textarea id="offer-message" dir="auto" maxlength="2000" aria-describedby="offer-message-hint"
                    prop:value=move || message.get() on:input=move |ev| message.set(event_target_value(&ev))></textarea>
            </div>
            <div class="field">
                <label for="offer-name">{say!(i18n, request.first_name)}</label>
                <input id="offer-name" autocomplete="given-name" dir="auto" maxlength="60" required aria-describedby="offer-name-error"
                    aria-invalid=move || nameless.get().to_string()
                    prop:value=move || name.get() on:input=move |ev| name.set(event_target_value(&ev))/>
                <p class="error-text" id="offer-name-error" role="alert">
                    {move || nameless.get().then(|| view! { <Icon name="warn" class="s"/>{t_string!(i18n, request.name_missing)} })}
                </p>
            </div>
            <button class="button primary big wide" type="submit" aria-busy=move || busy.get().to_string()>
                <Icon name="hands"/>{say!(i18n, request.offer)}
            </button>
            <p class="small">{say!(i18n, request.offer_hint, name = about.asker())}</p>
        </form>
    }
}

/// Which of the open days.
#[component]
fn Days(
    about: About,
    chosen: RwSignal<BTreeSet<LocalDay>>,
    dayless: RwSignal<bool>,
) -> impl IntoView {
    let About { i18n, app, help } = about;
    let open = Memo::new(move |_| help.with(|h| h.days_to_offer(app.now.get())));
    let toggle = move |day: LocalDay, on: bool| {
        dayless.set(false);
        chosen.update(|c| {
            c.retain(|other| *other != day);
            c.extend(on.then_some(day));
        });
    };
    view! {
        <fieldset class="field" id="offer-days" tabindex="-1" aria-describedby="offer-days-error">
            <legend>{say!(i18n, thread.which_days)}</legend>
            <div class="chips wrap">
                <For each=move || open.get() key=|day| day.0 let:day>
                    <label class="chip">
                        <input type="checkbox" prop:checked=move || chosen.with(|c| c.contains(&day))
                            on:change=move |ev| toggle(day, event_target_checked(&ev))/>
                        <span>{move || words::day(i18n, day, app.today())}</span>
                    </label>
                </For>
                <button class="chip" type="button" on:click=move |_| chosen.set(open.get_untracked().into_iter().collect())>
                    {say!(i18n, thread.all_days)}
                </button>
            </div>
            <p class="error-text" id="offer-days-error" role="alert">
                {move || dayless.get().then(|| view! { <Icon name="warn" class="s"/>{t_string!(i18n, thread.day_missing)} })}
            </p>
        </fieldset>
    }
}

/// Nothing to do here for a stranger any more.
#[component]
pub fn Closed(about: About) -> impl IntoView {
    let i18n = about.i18n;
    view! {
        <div class="banner" data-kind="good">
            <Icon name="heart"/>
            <div><p>{say!(i18n, request.closed)}</p><p><a href="help">{say!(i18n, request.others)}</a></p></div>
        </div>
    }
}

/// What the one who offered sees: each offer of theirs, and the form where there is more to offer for.
#[component]
pub fn MyOffers(about: About) -> impl IntoView {
    let About { app, help, .. } = about;
    let mine = Memo::new(move |_| {
        help.with(|h| {
            let mut mine: Vec<_> = h.threads.iter().filter(|t| t.mine).collect();
            // After a step back only what came later matters.
            if !h.repeats() {
                mine = h.my_thread().into_iter().collect();
            }
            mine.sort_by_key(|t| t.on);
            mine.into_iter().map(|t| t.offer.clone()).collect::<Vec<_>>()
        })
    });
    let more = Memo::new(move |_| {
        help.with(|h| {
            let now = app.now.get();
            if h.repeats() {
                return h.takes_offers(now) && !h.days_to_offer(now).is_empty();
            }
            h.takes_offers(now) && h.my_thread().is_none_or(|t| h.step(t) == Step::Left)
        })
    });
    view! {
        <For each=move || mine.get() key=Clone::clone let:offer>
            {Talk::follow(about, &offer).map(|talk| view! { <MyOffer talk/> })}
        </For>
        <Show when=move || more.get()><OfferForm about/></Show>
    }
}

/// One offer of one's own.
#[component]
fn MyOffer(talk: Talk) -> impl IntoView {
    let about = talk.about;
    // Only which of the three parts it is: what is typed in one survives every other change.
    let part = Memo::new(move |_| match talk.step() {
        Step::Offered => 0,
        Step::NotChosen => 1,
        Step::Left => 3,
        _ => 2,
    });
    let day = move || talk.day().map(|day| view! { <h2 dir="auto">{day}</h2> });
    view! {
        {day}
        {move || match part.get() {
            0 => view! { <Waiting talk/> }.into_any(),
            1 => view! { <NotChosen about/><Erase talk/> }.into_any(),
            3 => view! { <LeftOff talk/><Erase talk/> }.into_any(),
            _ => view! { <Private talk/><Together talk/> }.into_any(),
        }}
    }
}

/// Offered, and free to take it back.
#[component]
fn Waiting(talk: Talk) -> impl IntoView {
    let About { i18n, app, .. } = talk.about;
    let (busy, asking) = (RwSignal::new(false), RwSignal::new(false));
    let [id, dialog] = talk.ids(["offered", "take-back"]).get_value();
    let labelled = id.clone();
    let said = move || talk.thread.with(|t| t.letter.words.as_ref().map(ToString::to_string));
    let take_back = move |()| {
        let offer = talk.offer();
        let doing = async move { app.retract(&offer).await };
        talk.about.run(busy, doing, move |_| app.say(t_string!(i18n, request.taken_back)));
    };
    view! {
        <section class="card calm stack" aria-labelledby=labelled>
            <h2 id=id>{say!(i18n, request.you_offered)}</h2>
            <p>{say!(i18n, request.offered_text, name = talk.other())}</p>
            {move || said().map(|words| view! { <blockquote class="said" dir="auto">{words}</blockquote> })}
            <div class="buttons">
                <button class="button" type="button" aria-busy=move || busy.get().to_string() on:click=move |_| asking.set(true)>
                    <Icon name="undo"/>{say!(i18n, request.take_back)}
                </button>
            </div>
        </section>
        <Confirm open=asking id=dialog kind="danger" on_yes=Callback::new(take_back)
            title=Signal::derive(move || t_string!(i18n, request.take_back_title).to_owned())
            text=Signal::derive(move || t_string!(i18n, request.take_back_text, name = talk.other()))
            no=Signal::derive(move || t_string!(i18n, request.keep_offer).to_owned())
            yes=Signal::derive(move || t_string!(i18n, request.take_back).to_owned())/>
    }
}

/// It was agreed, and one of them stepped back.
#[component]
fn LeftOff(talk: Talk) -> impl IntoView {
    let i18n = talk.about.i18n;
    let text = move || {
        let by_me = talk.thread.with(|t| t.left.is_some_and(|left| left.by_helper));
        if by_me {
            t_string!(i18n, thread.i_left, name = talk.other())
        } else {
            t_string!(i18n, thread.let_me_go, name = talk.other())
        }
    };
    view! {
        <div class="banner" data-kind="info">
            <Icon name="heart"/>
            <div><p role="status">{text}</p><p><a href="help">{say!(i18n, request.others)}</a></p></div>
        </div>
    }
}

/// Somebody else was chosen, or it ended otherwise.
#[component]
fn NotChosen(about: About) -> impl IntoView {
    let About { i18n, help, .. } = about;
    let text = move || {
        if help.with(|h| h.accepted > 0) {
            t_string!(i18n, request.not_chosen, name = about.asker())
        } else {
            t_string!(i18n, request.not_needed, name = about.asker())
        }
    };
    view! {
        <div class="banner" data-kind="info">
            <Icon name="heart"/>
            <div><p>{text}</p><p><a href="help">{say!(i18n, request.others)}</a></p></div>
        </div>
    }
}
