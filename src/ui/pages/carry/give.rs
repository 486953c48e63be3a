//! Give: what this device has, as a file or as codes.

use super::codes::{Codes, Shown};
use super::{Progress, Work};
use crate::i18n::t_string;
use crate::platform::files;
use crate::state::keeper::carry::Choice;
use crate::state::live::Given;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The half of the page that gives.
#[component]
pub fn Give(i18n: Texts) -> impl IntoView {
    let work = Work::new(i18n);
    let choice = RwSignal::new(Choice::Needed);
    let shown = RwSignal::new(None::<Shown>);
    let give = move |share: bool| {
        if work.at.get_untracked().is_none() {
            spawn_local(as_file(work, choice.get_untracked(), share));
        }
    };
    let codes = move |_| {
        if work.at.get_untracked().is_none() {
            spawn_local(as_codes(work, shown));
        }
    };
    let option = move |value: Choice,
                       icon: &'static str,
                       title: Signal<String>,
                       text: Signal<String>| {
        view! {
            <label class="choice">
                <input type="radio" name="what" prop:checked=move || choice.get() == value on:change=move |_| choice.set(value)/>
                <Icon name=icon/>
                <span><b>{title}</b><small>{text}</small></span>
            </label>
        }
    };
    let words =
        move |text: fn(Texts) -> &'static str| Signal::derive(move || text(i18n).to_owned());
    view! {
        <section class="card pref" aria-labelledby="give">
            <h2 id="give"><Icon name="upload"/>{say!(i18n, carry.give)}</h2>
            <Show when=move || shown.with(Option::is_none) fallback=move || view! { <Codes i18n shown/> }>
                <fieldset class="choices">
                    <legend class="label">{say!(i18n, carry.what)}</legend>
                    {option(Choice::Needed, "help", words(|i18n| t_string!(i18n, carry.needed)), words(|i18n| t_string!(i18n, carry.needed_text)))}
                    {option(Choice::Everything, "save", words(|i18n| t_string!(i18n, carry.everything)), words(|i18n| t_string!(i18n, carry.everything_text)))}
                </fieldset>
                <p class="soft small carry-private"><Icon name="lock" class="s"/><span>{say!(i18n, carry.private)}</span></p>
                <div class="buttons">
                    <button class="button primary" type="button" on:click=move |_| give(false)>
                        <Icon name="download"/>{say!(i18n, carry.save)}
                    </button>
                    {files::can_share().then(|| view! {
                        <button class="button" type="button" on:click=move |_| give(true)>
                            <Icon name="share"/>{say!(i18n, carry.share)}
                        </button>
                    })}
                    <Show when=move || choice.get() == Choice::Needed>
                        <button class="button" type="button" on:click=codes>
                            <Icon name="qr"/>{say!(i18n, carry.codes)}
                        </button>
                    </Show>
                </div>
                <Progress work label=words(|i18n| t_string!(i18n, carry.gathering))/>
            </Show>
        </section>
    }
}

/// Gathers and saves a file, or hands it to another app.
async fn as_file(work: Work, choice: Choice, share: bool) {
    let i18n = work.i18n;
    work.begin();
    match work.app.give(choice, None, move |done, all| work.step(done, all)).await {
        Ok(Some(Given { count: 0, .. })) => {
            work.end(t_string!(i18n, carry.given_none).to_owned(), true)
        }
        Ok(Some(given)) => {
            let name = work.app.bundle_name();
            if !share {
                files::save(&name, &given.text);
            } else if !files::share(&name, &given.text).await {
                return work.end(t_string!(i18n, carry.not_shared).to_owned(), true);
            }
            work.end(t_string!(i18n, carry.given, count = given.count, name = name), false);
        }
        // Stopped: nothing was given.
        Ok(None) => {
            work.at.try_set(None);
        }
        Err(problem) => work.fail(&problem),
    }
}

/// Gathers and shows codes.
async fn as_codes(work: Work, shown: RwSignal<Option<Shown>>) {
    work.begin();
    match work.app.give_codes().await {
        Ok((_, Given { count: 0, .. })) => {
            work.end(t_string!(work.i18n, carry.given_none).to_owned(), true);
        }
        Ok((frames, Given { count, left_out, .. })) => {
            work.at.try_set(None);
            shown.try_set(Some(Shown { frames, count, left_out }));
        }
        Err(problem) => work.fail(&problem),
    }
}
