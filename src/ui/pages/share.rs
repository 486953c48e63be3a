//! Passing one request on outside of the app (`?re=`): as a message, as mail, as a card on paper. Only what is public.

mod card;

use crate::domain::community::Audience;
use crate::domain::help::Help;
use crate::domain::id::RecordId;
use crate::domain::request::Part;
use crate::domain::share::{mail, sms};
use crate::i18n::t_string;
use crate::platform::{page, share};
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say};
use crate::ui::{terms, words};
pub use card::Slip;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The address at which everybody with the app finds a request.
#[must_use]
pub fn address(id: &RecordId) -> String {
    format!("{}help/{id}", page::base_url())
}

/// "Tuesday 24 November, morning · every Tuesday, 6 times · Balzers". Reactive.
#[must_use]
pub fn facts(i18n: Texts, app: App, help: &Help) -> String {
    let request = &help.request;
    // The date itself: "tomorrow" is another day when it is read.
    let day = request.when.day.map(|day| words::long_day(i18n, day));
    let day = day.unwrap_or_else(|| t_string!(i18n, common.whenever).to_owned());
    let mut facts = vec![match request.when.part {
        Part::Any => day,
        part => format!("{day}, {}", words::part(i18n, part)),
    }];
    if let Some((rule, first)) = request.terms.repeats.zip(request.when.day) {
        facts.push(terms::repeat(i18n, rule, first));
    }
    facts.push(terms::place(i18n, app, Some(&help.id.place)));
    facts.join(" · ")
}

/// In a community of members what others wrote is not for the street.
#[component]
pub fn ForMembers(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let members = move || app.who.with(|who| who.audience() == Audience::Members);
    view! {
        <Show when=members>
            <div class="banner" data-kind="warn"><Icon name="people"/><div><p>{say!(i18n, share.members)}</p></div></div>
        </Show>
    }
}

/// The page.
#[component]
pub fn SharePage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let re = StoredValue::new(page::query("re").and_then(|id| RecordId::parse(&id).ok()));
    let help = Memo::new(move |_| {
        re.get_value().and_then(|id| app.request(&id)).filter(|help| !help.is_private())
    });
    let back =
        re.with_value(|re| re.as_ref().map(|re| format!("help/{re}"))).unwrap_or("help".into());
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, share.title).to_owned())/>
        <div class="page narrow paper">
            <a class="back" href=back><Icon name="back" class="turn"/>{say!(i18n, share.back)}</a>
            <h1>{say!(i18n, share.title)}</h1>
            {move || match help.get() {
                Some(help) => view! {
                    <p class="private"><Icon name="eye" class="s"/>{say!(i18n, share.public)}</p>
                    <ForMembers i18n/>
                    <Message i18n help=help.clone()/>
                    <Paper i18n help/>
                }.into_any(),
                None => view! { <p role="status">{say!(i18n, share.missing)}</p> }.into_any(),
            }}
        </div>
    }
}

/// The text, and every way to send it.
#[component]
fn Message(i18n: Texts, help: Help) -> impl IntoView {
    let app = App::here();
    let url = address(&help.id);
    let title = help.request.title.to_string();
    // The names of places arrive a moment after the page.
    let first = title.clone();
    let words = Memo::new(move |_| {
        let asks = t_string!(i18n, share.text, title = first.clone());
        format!("{asks}\n{}", facts(i18n, app, &help))
    });
    let link = url.clone();
    let text = Memo::new(move |_| format!("{}\n{url}", words.get()));
    let subject = title.clone();
    let by_mail = move || text.with(|text| mail(&subject, text));
    let copy = move |text: String| {
        spawn_local(async move {
            if page::copy(&text).await {
                app.say(t_string!(i18n, share.copied));
            } else {
                app.warn(t_string!(i18n, share.not_copied));
            }
        });
    };
    let address = link.clone();
    let sheet = share::is_there().then(|| {
        let open = move |_| {
            let (title, words, url) = (title.clone(), words.get_untracked(), address.clone());
            spawn_local(async move { share::open(&title, &words, &url).await });
        };
        view! { <button class="button primary" type="button" on:click=open><Icon name="share"/>{say!(i18n, share.sheet)}</button> }
    });
    view! {
        <section class="card" aria-labelledby="message">
            <h2 id="message">{say!(i18n, share.message)}</h2>
            <blockquote class="said to-send" dir="auto">{move || text.get()}</blockquote>
            <div class="buttons">
                {sheet}
                <a class="button" href=move || text.with(|text| sms(text))><Icon name="message"/>{say!(i18n, share.sms)}</a>
                <a class="button" href=by_mail><Icon name="sent"/>{say!(i18n, share.mail)}</a>
                <button class="button" type="button" on:click=move |_| copy(text.get_untracked())><Icon name="copy"/>{say!(i18n, share.copy_text)}</button>
                <button class="button" type="button" on:click=move |_| copy(link.clone())><Icon name="copy"/>{say!(i18n, share.copy_link)}</button>
            </div>
        </section>
    }
}

/// The card for paper.
#[component]
fn Paper(i18n: Texts, help: Help) -> impl IntoView {
    view! {
        <section class="card" aria-labelledby="paper">
            <h2 id="paper">{say!(i18n, share.card)}</h2>
            <p class="soft">{say!(i18n, share.card_hint)}</p>
            <Slip i18n help kind="slip"/>
            <div class="buttons">
                <button class="button primary" type="button" on:click=move |_| page::print()><Icon name="paper"/>{say!(i18n, share.print)}</button>
            </div>
        </section>
    }
}
