//! "What happened, what comes next": the life of a request as a line, in words.

use crate::domain::help::{Help, Mark, Milestone, Reached};
use crate::domain::time::Millis;
use crate::i18n::t_string;
use crate::platform::locale;
use crate::state::live::{App, local_day};
use crate::ui::language::{Texts, region_tag, say};
use crate::ui::words;
use leptos::prelude::*;

/// The line of one request.
#[component]
pub fn Life(i18n: Texts, #[prop(into)] help: Signal<Help>) -> impl IntoView {
    let app = App::here();
    // The clock ticks; the line is drawn again only where it changed.
    let line = Memo::new(move |_| help.with(|help| help.milestones(app.now.get())));
    view! {
        <section class="section" aria-labelledby="life">
            <h2 id="life">{say!(i18n, request.life)}</h2>
            <ol class="life">
                {move || line.get().into_iter().map(|milestone| point(i18n, app, help, milestone)).collect_view()}
            </ol>
        </section>
    }
}

fn point(i18n: Texts, app: App, help: Signal<Help>, milestone: Milestone) -> impl IntoView {
    let title = help.with(|help| title(i18n, help, &milestone));
    let (at, reached, ids) = (milestone.at, milestone.reached, milestone.ids.clone());
    let waits = Memo::new(move |_| ids.iter().any(|id| app.is_pending(id)));
    let is = move || match reached {
        _ if waits.get() => "pending",
        Reached::Done => "done",
        Reached::Now => "now",
        Reached::Next => "next",
        Reached::Ended => "ended",
    };
    let below = move || {
        if waits.get() {
            return Some(t_string!(i18n, request.life_unsent).to_owned());
        }
        at.map(|at| moment(i18n, app, at))
            .or_else(|| help.with(|help| hint(i18n, help, &milestone)))
    };
    view! {
        <li data-is=is aria-current=(reached == Reached::Now).then_some("step")>
            <h3 dir="auto">{title}</h3>
            {move || below().map(|text| view! { <p class="soft small">{text}</p> })}
        </li>
    }
}

/// "Today, 09:12"
fn moment(i18n: Texts, app: App, at: Millis) -> String {
    let time = locale::time(&region_tag(i18n.get_locale()), at.0);
    format!("{}, {time}", words::day(i18n, local_day(at), app.today()))
}

fn asker(i18n: Texts, help: &Help) -> String {
    help.requester_name()
        .map_or_else(|| t_string!(i18n, common.neighbour).to_owned(), ToString::to_string)
}

fn title(i18n: Texts, help: &Help, milestone: &Milestone) -> String {
    let name = asker(i18n, help);
    let helper = help.leading().map(|thread| thread.letter.by.name.to_string());
    let i_help = help.my_thread().is_some();
    let done = milestone.reached == Reached::Done;
    match (milestone.mark, helper) {
        (Mark::Asked, _) if help.mine => t_string!(i18n, request.life_i_asked).to_owned(),
        (Mark::Asked, _) => t_string!(i18n, request.life_asked, name = name),
        (Mark::Offers(_), _) => t_string!(i18n, request.life_offers).to_owned(),
        (Mark::MyOffer, _) => t_string!(i18n, request.life_my_offer).to_owned(),
        (Mark::Choice, Some(helper)) if done && help.mine => {
            t_string!(i18n, request.life_i_accepted, name = helper)
        }
        (Mark::Choice, _) if done && i_help => {
            t_string!(i18n, request.life_accepted_me, name = name)
        }
        (Mark::Choice, _) if done => t_string!(i18n, request.life_chosen).to_owned(),
        (Mark::Choice, _) if help.mine => t_string!(i18n, request.life_i_choose).to_owned(),
        (Mark::Choice, _) => t_string!(i18n, request.life_chooses, name = name),
        (Mark::OnTheWay, _) if done && i_help => t_string!(i18n, request.life_i_set_out).to_owned(),
        (Mark::OnTheWay, Some(helper)) if done => {
            t_string!(i18n, request.life_set_out, name = helper)
        }
        (Mark::OnTheWay, _) => t_string!(i18n, request.life_way).to_owned(),
        (Mark::Done, _) if done => t_string!(i18n, request.life_done).to_owned(),
        (Mark::Done, Some(_)) => t_string!(i18n, request.life_done_both_of_you).to_owned(),
        (Mark::Done, None) => t_string!(i18n, request.life_done_both).to_owned(),
        (Mark::Thanks, _) => t_string!(i18n, request.life_thanks).to_owned(),
        (Mark::NotChosen, _) => t_string!(i18n, request.life_not_chosen, name = name),
        (Mark::Left, Some(helper)) => left(i18n, help, helper, name),
        (Mark::Left, None) => t_string!(i18n, thread.life_left).to_owned(),
        (Mark::NotMet, _) => t_string!(i18n, thread.life_not_met).to_owned(),
        (Mark::Ended(reason), _) => words::close_reason(i18n, reason).to_owned(),
        (Mark::Expired, _) => t_string!(i18n, request.life_expired).to_owned(),
    }
}

/// Who stepped back, where it is known.
fn left(i18n: Texts, help: &Help, helper: String, asker: String) -> String {
    match help.leading().and_then(|t| Some((t.mine, t.left?.by_helper))) {
        Some((true, true)) => t_string!(i18n, thread.life_i_left).to_owned(),
        Some((false, true)) => t_string!(i18n, thread.life_they_left, name = helper),
        Some((true, false)) => t_string!(i18n, thread.life_they_left, name = asker),
        _ => t_string!(i18n, thread.life_left).to_owned(),
    }
}

fn hint(i18n: Texts, help: &Help, milestone: &Milestone) -> Option<String> {
    match (milestone.mark, milestone.reached) {
        (Mark::Offers(0), Reached::Now) => Some(t_string!(i18n, request.life_none_yet).to_owned()),
        (Mark::Offers(count), Reached::Now) => {
            Some(t_string!(i18n, request.life_so_far, count = count))
        }
        (Mark::Offers(count), _) if count > 0 => {
            Some(t_string!(i18n, common.offers, count = count))
        }
        (Mark::Choice, Reached::Now) if help.mine => {
            Some(t_string!(i18n, request.life_feel_best).to_owned())
        }
        (Mark::Done, Reached::Now) if help.leading().is_some() => {
            let said = help.leading().is_some_and(|t| t.helper_done || t.requester_done);
            said.then(|| t_string!(i18n, request.life_one_said).to_owned())
        }
        (Mark::Thanks, Reached::Now) => Some(t_string!(i18n, request.life_one_sentence).to_owned()),
        _ => None,
    }
}
