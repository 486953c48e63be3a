//! Carried by hand: giving what this device has to another, and taking what another brings, without any server.

mod codes;
mod give;
mod scan;
mod take;

use crate::domain::bundle::NotTaken;
use crate::i18n::t_string;
use crate::state::live::{App, CarryProblem};
use crate::sync::Status;
use crate::ui::components::back::Back;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// What both halves of the page share.
#[derive(Clone, Copy)]
struct Work {
    i18n: Texts,
    app: App,
    /// How far it is, done of all, while something is under way.
    at: RwSignal<Option<(usize, usize)>>,
    /// The person wants it to stop.
    stop: RwSignal<bool>,
    /// What came of it, in words; whether it is bad news.
    said: RwSignal<Option<(String, bool)>>,
}

impl Work {
    fn new(i18n: Texts) -> Self {
        let (at, stop) = (RwSignal::new(None), RwSignal::new(false));
        Self { i18n, app: App::here(), at, stop, said: RwSignal::new(None) }
    }

    fn begin(self) {
        self.stop.set(false);
        self.said.set(None);
        self.at.set(Some((0, 0)));
    }

    /// Notes how far it is; whether to go on. The person may have left the page meanwhile: then not.
    fn step(self, done: usize, all: usize) -> bool {
        self.at.try_set(Some((done, all)));
        !self.stop.try_get_untracked().unwrap_or(true)
    }

    fn end(self, said: String, bad: bool) {
        self.at.try_set(None);
        self.said.try_set(Some((said, bad)));
    }

    fn fail(self, problem: &CarryProblem) {
        self.end(why(self.i18n, problem), true);
    }

    fn busy(self) -> bool {
        self.at.with(Option::is_some)
    }
}

/// Why nothing was given or taken, and what to do about it.
fn why(i18n: Texts, problem: &CarryProblem) -> String {
    match problem {
        CarryProblem::NotTaken(NotTaken::NotABundle) => t_string!(i18n, carry.not_ours).to_owned(),
        CarryProblem::NotTaken(NotTaken::Newer) => t_string!(i18n, carry.newer).to_owned(),
        CarryProblem::NotTaken(NotTaken::TooLarge) => t_string!(i18n, carry.too_large).to_owned(),
        CarryProblem::NotTaken(NotTaken::OtherCommunity(name)) => {
            t_string!(i18n, carry.elsewhere, name = name.clone())
        }
        CarryProblem::Failed(why) => t_string!(i18n, common.store_failed, why = why.clone()),
        CarryProblem::NoAnswer => t_string!(i18n, carry.no_answer).to_owned(),
        CarryProblem::NoCommunity => t_string!(i18n, common.problem_no_community).to_owned(),
    }
}

/// The page.
#[component]
pub fn CarryPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let no_server = move || app.sync.with(|sync| *sync == Some(Status::ByHand));
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, carry.title).to_owned())/>
        <div class="page carry">
            <Back href="me">{say!(i18n, carry.back)}</Back>
            <div class="page-head"><div>
                <h1>{say!(i18n, carry.title)}</h1>
                <p class="lead soft">{say!(i18n, carry.lead)}</p>
            </div></div>
            <Show when=no_server>
                <div class="banner" data-kind="info">
                    <Icon name="hands"/>
                    <div><p><b>{say!(i18n, carry.no_server)}</b>" "{say!(i18n, carry.no_server_text)}</p></div>
                </div>
            </Show>
            <div class="columns">
                <give::Give i18n/>
                <take::Take i18n/>
            </div>
        </div>
    }
}

/// How far it is, with a way to stop, and then what came of it.
#[component]
fn Progress(work: Work, #[prop(into)] label: Signal<String>) -> impl IntoView {
    let i18n = work.i18n;
    let part = move || match work.at.get() {
        Some((done, all)) if all > 0 => (done as f64 / all as f64).min(1.0),
        _ => 0.0,
    };
    view! {
        <Show when=move || work.busy()>
            <div class="stack tight">
                <p><b>{label}</b></p>
                <div class="meter" role="progressbar" aria-label=label aria-valuemin="0" aria-valuemax="100"
                    aria-valuenow=move || format!("{:.0}", part() * 100.0) style=move || format!("--part:{:.3}", part())><i></i></div>
                <div class="buttons">
                    <button class="button" type="button" on:click=move |_| work.stop.set(true)>{say!(i18n, carry.stop)}</button>
                </div>
            </div>
        </Show>
        <div role="status">
            {move || work.said.get().map(|(text, bad)| view! {
                <div class="banner" data-kind=if bad { "warn" } else { "good" }>
                    <Icon name=if bad { "warn" } else { "check" }/><div><p>{text}</p></div>
                </div>
            })}
        </div>
    }
}
