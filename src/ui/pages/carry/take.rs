//! Take: what another device gave, from a file or from codes.

use super::scan::Scanner;
use super::{Progress, Work};
use crate::domain::bundle::LARGEST;
use crate::i18n::t_string;
use crate::platform::files::{self, Chosen};
use crate::state::keeper::carry::Taken;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The half of the page that takes.
#[component]
pub fn Take(i18n: Texts) -> impl IntoView {
    let work = Work::new(i18n);
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        spawn_local(async move {
            match files::chosen(&input, LARGEST).await {
                Chosen::Nothing => work.end(t_string!(i18n, carry.nothing_read).to_owned(), true),
                Chosen::TooLarge => work.end(t_string!(i18n, carry.too_large).to_owned(), true),
                Chosen::Text(text) => take_in(work, text).await,
            }
        });
    };
    view! {
        <section class="card pref" aria-labelledby="take">
            <h2 id="take"><Icon name="download"/>{say!(i18n, carry.take)}</h2>
            <p class="soft">{say!(i18n, carry.take_text)}</p>
            <div class="buttons">
                <label class="button primary">
                    <Icon name="paper"/>{say!(i18n, carry.choose_file)}
                    <input class="sr" type="file" accept=".txt,.jsonl,text/plain" node_ref=input on:change=chosen/>
                </label>
            </div>
            <Scanner work/>
            <Progress work label=Signal::derive(move || t_string!(i18n, carry.reading).to_owned())/>
        </section>
    }
}

/// Takes in a bundle and says what came of it.
pub async fn take_in(work: Work, text: String) {
    work.begin();
    match work.app.take(&text, move |done, all| work.step(done, all)).await {
        Ok((taken, whole)) => {
            let stopped = work.stop.try_get_untracked().unwrap_or(true);
            work.end(sentence(work.i18n, taken, whole, stopped), !whole && !stopped);
        }
        Err(problem) => work.fail(&problem),
    }
}

/// "12 new records came. 30 you had already. 1 was not genuine and was left out."
fn sentence(i18n: Texts, taken: Taken, whole: bool, stopped: bool) -> String {
    let Taken { new, known, over, untrue } = taken;
    let mut said = vec![match new {
        0 => t_string!(i18n, carry.new_none).to_owned(),
        n => t_string!(i18n, carry.new, count = n),
    }];
    if known > 0 {
        said.push(t_string!(i18n, carry.known, count = known));
    }
    if over > 0 {
        said.push(t_string!(i18n, carry.over, count = over));
    }
    if untrue > 0 {
        said.push(t_string!(i18n, carry.untrue, count = untrue));
    }
    if stopped {
        said.push(t_string!(i18n, carry.stopped).to_owned());
    } else if !whole {
        said.push(t_string!(i18n, carry.cut).to_owned());
    }
    said.join(" ")
}
