//! Step 4: everything at a glance, what is optional, and the one big button.

use super::seen::Seen;
use super::send::{Mistake, read};
use super::shown_as::ShownAs;
use super::words_field::PublicWords;
use super::{Form, Heading};
use crate::domain::asking::{Asking, Step};
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::Ask;
use crate::ui::components::icon::Icon;
use crate::ui::language::{say, tag};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The step.
#[component]
pub fn Check(form: Form) -> impl IntoView {
    let Form { i18n, .. } = form;
    let busy = RwSignal::new(false);
    let mistakes = RwSignal::new(Vec::<Mistake>::new());
    view! {
        <Heading form text=Signal::derive(move || t_string!(i18n, ask.check).to_owned())/>
        <form class="stack loose" novalidate on:submit=move |ev| {
            ev.prevent_default();
            submit(form, busy, mistakes);
        }>
            <Mistakes form mistakes/>
            <section class="card">
                <Facts form/>
                <PublicWords form/>
                <ShownAs form/>
                <HowMuch form mistakes/>
            </section>
            <Details form/>
            <Seen form/>
            <div class="stack tight">
                <button class="button primary big wide" type="submit" aria-busy=move || busy.get().to_string()>
                    <Icon name="hands"/>{say!(i18n, ask.ask)}
                </button>
                <p class="soft small centred">{say!(i18n, ask.ask_hint)}</p>
            </div>
        </form>
    }
}

fn submit(form: Form, busy: RwSignal<bool>, mistakes: RwSignal<Vec<Mistake>>) {
    let Form { i18n, app, asking, .. } = form;
    if busy.get_untracked() {
        return;
    }
    let known = app.name.get_untracked();
    let lang = tag(i18n.get_locale_untracked());
    match asking.with_untracked(|typed| read(i18n, typed, known.as_ref(), lang)) {
        Ok(Some(ask)) => {
            mistakes.set(Vec::new());
            busy.set(true);
            spawn_local(send(form, ask, busy));
        }
        Ok(None) => form.go_on(),
        Err(wrong) => {
            mistakes.set(wrong);
            page::focus("mistakes");
        }
    }
}

async fn send(form: Form, ask: Ask, busy: RwSignal<bool>) {
    let Form { i18n, app, .. } = form;
    // Taken before waiting: the person may leave the page meanwhile.
    let draft = form.draft.get_value();
    let name = ask.name.clone();
    match app.ask(ask).await {
        Ok(id) => {
            if name.is_some() && app.name.get_untracked() != name {
                // The request is saved; a name that could not be remembered is asked for again.
                drop(app.call_me(name).await);
            }
            draft.forget().await;
            app.say(t_string!(i18n, ask.saved));
            // Nowhere to go where the person has left the page meanwhile.
            let _ = form.go.try_with_value(|go| go(&format!("/help/{id}")));
        }
        Err(problem) => app.warn(words::problem(i18n, &problem)),
    }
    busy.try_set(false);
}

/// What has to be put right, each with the way to its field.
#[component]
fn Mistakes(form: Form, mistakes: RwSignal<Vec<Mistake>>) -> impl IntoView {
    let Form { i18n, .. } = form;
    let one = move |mistake: Mistake| {
        let jump = move |ev: leptos::ev::MouseEvent| {
            ev.prevent_default();
            page::focus(mistake.field());
        };
        view! { <li><a href=format!("#{}", mistake.field()) on:click=jump>{mistake.text(i18n)}</a></li> }
    };
    view! {
        <div id="mistakes" tabindex="-1" role="alert" class:error-summary=move || !mistakes.with(Vec::is_empty)>
            {move || (!mistakes.with(Vec::is_empty)).then(|| view! {
                <h2>{t_string!(i18n, ask.mistakes)}</h2>
                <ul>{mistakes.get().into_iter().map(one).collect_view()}</ul>
            })}
        </div>
    }
}

/// What, when, where, each with the way back to its step.
#[component]
fn Facts(form: Form) -> impl IntoView {
    let Form { i18n, app, asking, .. } = form;
    let category = move || asking.with(|f| f.category);
    let icon = Signal::derive(move || category().map_or("help", |c| c.word()));
    let what = move || category().map(|c| words::category(i18n, c));
    let when = move || asking.with(|f| words::when(i18n, f.when(), app.today()));
    let area = move || asking.with(|f| words::area(i18n, app, f.cell.as_ref()));
    let urgent = move || asking.with(|f| f.urgent);
    let change = move |step: Step, of: fn(super::Texts) -> &'static str| {
        view! { <a class="small" href=Form::href(step)>{say!(i18n, ask.change)}<span class="sr">": "{move || of(i18n)}</span></a> }
    };
    view! {
        <dl class="facts">
            <div>
                <dt><Icon name=icon class="s"/>{say!(i18n, ask.step_what)}</dt>
                <dd>{what}</dd><dd>{change(Step::What, |i18n| t_string!(i18n, ask.step_what))}</dd>
            </div>
            <div>
                <dt><Icon name="clock" class="s"/>{say!(i18n, ask.step_when)}</dt>
                <dd>
                    {when}
                    <Show when=urgent>" "<span class="badge" data-kind="urgent"><Icon name="warn" class="s"/>{say!(i18n, common.urgent)}</span></Show>
                </dd>
                <dd>{change(Step::When, |i18n| t_string!(i18n, ask.step_when))}</dd>
            </div>
            <div>
                <dt><Icon name="pin-area" class="s"/>{say!(i18n, ask.step_where)}</dt>
                <dd dir="auto">{area}</dd><dd>{change(Step::Where, |i18n| t_string!(i18n, ask.step_where))}</dd>
            </div>
        </dl>
    }
}

const MINUTES: [u16; 8] = [15, 20, 30, 45, 60, 90, 120, 240];

/// For whom, how many helpers, how long.
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
        <label class="check">
            <input type="checkbox" name="for_other" prop:checked=move || asking.with(|f| f.for_other)
                on:change=move |ev| asking.update(|f| f.for_other = event_target_checked(&ev))/>
            <span>{say!(i18n, ask.for_other)}</span>
        </label>
        <div class="columns">
            <div class="field">
                <label for="helpers">{say!(i18n, ask.helpers)}</label>
                <input id="helpers" type="number" inputmode="numeric" min="1" max="50" aria-describedby="helpers-error"
                    aria-invalid=move || wrong().to_string() prop:value=move || asking.with(|f| f.helpers.clone())
                    on:input=move |ev| asking.update(|f| f.helpers = event_target_value(&ev))/>
                <p class="error-text" id="helpers-error">
                    {move || wrong().then(|| view! { <Icon name="warn" class="s"/>{t_string!(i18n, ask.mistake_helpers)} })}
                </p>
            </div>
            <div class="field">
                <label for="minutes">{say!(i18n, ask.minutes)}</label>
                <select id="minutes" on:change=move |ev| asking.update(|f| f.minutes = event_target_value(&ev).parse().ok())>
                    {MINUTES.map(choice).collect_view()}
                </select>
            </div>
        </div>
    }
}

/// What only the accepted helper reads.
#[component]
fn Details(form: Form) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let opt = move || view! { <span class="opt">{say!(i18n, common.optional)}</span> };
    view! {
        <section class="sealed" aria-labelledby="sealed">
            <h2 id="sealed"><Icon name="lock"/>{say!(i18n, ask.sealed)}</h2>
            <p class="hint">{say!(i18n, ask.sealed_hint)}</p>
            <div class="field">
                <label for="address">{say!(i18n, ask.address)}" "{opt()}</label>
                <input id="address" autocomplete="street-address" dir="auto" maxlength="120" prop:value=move || asking.with(|f| f.address.clone())
                    on:input=move |ev| asking.update(|f| f.address = event_target_value(&ev))/>
            </div>
            <div class="field">
                <label for="phone">{say!(i18n, ask.phone)}" "{opt()}</label>
                <input id="phone" type="tel" autocomplete="tel" dir="ltr" maxlength="120" prop:value=move || asking.with(|f| f.phone.clone())
                    on:input=move |ev| asking.update(|f| f.phone = event_target_value(&ev))/>
            </div>
            <div class="field">
                <label for="note">{say!(i18n, ask.note)}" "{opt()}</label>
                <textarea id="note" dir="auto" maxlength="2000" prop:value=move || asking.with(|f| f.note.clone())
                    on:input=move |ev| asking.update(|f| f.note = event_target_value(&ev))></textarea>
            </div>
        </section>
    }
}
