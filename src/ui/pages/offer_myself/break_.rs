//! How one's own card stands: a break, coming back, taking it away.

use crate::domain::time::LocalDay;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::{App, local_day};
use crate::ui::components::confirm::Confirm;
use crate::ui::components::icon::Icon;
use crate::ui::language::Texts;
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// Nothing where there is no card yet.
#[component]
pub fn Break(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let (busy, sure) = (RwSignal::new(false), RwSignal::new(false));
    // Until when it rests, and until when it stands.
    let state = Memo::new(move |_| {
        let today = app.today();
        app.my_card().map(|mine| {
            (mine.card.rests_until.filter(|until| *until > today), local_day(mine.expires))
        })
    });
    let rest = move |days: Option<i64>| {
        if std::mem::replace(&mut *busy.write(), true) {
            return;
        }
        let until = days.map(|days| LocalDay(app.today().0 + days));
        spawn_local(async move {
            match app.rest_card(until).await {
                Ok(_) if until.is_some() => app.say(t_string!(i18n, people.rest_said)),
                Ok(_) => app.say(t_string!(i18n, people.rest_ended)),
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
            busy.try_set(false);
        });
    };
    let take_back = move |()| {
        let Some(mine) = untrack(|| app.my_card()) else {
            return;
        };
        spawn_local(async move {
            match app.retract(&mine.id).await {
                Ok(_) => {
                    app.say(t_string!(i18n, people.taken_back));
                    page::focus("offer-myself");
                }
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
        });
    };
    let button = move |days: Option<i64>, text: fn(Texts) -> &'static str| {
        view! {
            <button class="button small" type="button" on:click=move |_| rest(days)>{move || text(i18n)}</button>
        }
    };
    let card = move |(rests, stands): (Option<LocalDay>, LocalDay)| {
        let today = app.today();
        let text = match rests {
            Some(until) => {
                t_string!(i18n, people.resting_until, day = words::day(i18n, until, today))
            }
            None => t_string!(i18n, people.stands_until, day = words::day(i18n, stands, today)),
        };
        let buttons = match rests {
            Some(_) => button(None, |i18n| t_string!(i18n, people.rest_end)).into_any(),
            None => view! {
                {button(Some(7), |i18n| t_string!(i18n, people.rest_week))}
                {button(Some(28), |i18n| t_string!(i18n, people.rest_month))}
            }
            .into_any(),
        };
        view! {
            <section class="card pref" aria-labelledby="break">
                <h2 id="break"><Icon name="rest"/>{t_string!(i18n, people.rest_title)}</h2>
                <p role="status">{text}</p>
                <div class="buttons">
                    {buttons}
                    <button class="button plain small" type="button" on:click=move |_| sure.set(true)>
                        {t_string!(i18n, people.take_back)}
                    </button>
                </div>
            </section>
        }
    };
    view! {
        {move || state.get().map(card)}
        <Confirm open=sure id="card-back" kind="danger" on_yes=Callback::new(take_back)
            title=Signal::derive(move || t_string!(i18n, people.take_back_sure).to_owned())
            text=Signal::derive(move || t_string!(i18n, people.take_back_text).to_owned())
            no=Signal::derive(move || t_string!(i18n, people.keep).to_owned())
            yes=Signal::derive(move || t_string!(i18n, people.take_back).to_owned())/>
    }
}
