//! Asking for help in four steps: what, when, where, check. Three taps and one to send; every other
//! answer is optional. What is typed is a draft until it is sent.

mod check;
mod details;
mod facts;
mod mistakes;
mod more;
mod nobody;
mod often;
mod seen;
mod send;
mod short;
mod shown_as;
mod size;
mod what;
mod when;
pub mod where_;
mod words_field;

use crate::domain::asking::{Asking, STEPS, Step};
use crate::domain::id::RecordId;
use crate::domain::prompts::Prompts;
use crate::domain::terms::Wanted;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::draft::Draft;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::language::{Texts, say, tag};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};

/// Goes to an address inside the app.
type Navigate = Box<dyn Fn(&str)>;

/// What all four steps share.
#[derive(Clone, Copy)]
pub struct Form {
    i18n: Texts,
    app: App,
    asking: RwSignal<Asking>,
    step: Memo<Step>,
    draft: StoredValue<Draft, LocalStorage>,
    go: StoredValue<Navigate, LocalStorage>,
    /// A step was shown before: from now on a new step takes the focus.
    moved: StoredValue<bool>,
    /// The short forms of the categories.
    prompts: RwSignal<Prompts>,
    /// What stands in the address behind the step: the request that is asked anew, if one is.
    behind: StoredValue<String>,
}

impl Form {
    /// Goes to a step, so that the browser's Back comes back to this one.
    fn go(self, step: Step) {
        self.leave(&format!("/{}", self.href(step)));
    }

    /// Goes to the first step that still needs an answer.
    fn go_on(self) {
        self.go(self.asking.with_untracked(Asking::reached));
    }

    fn leave(self, path: &str) {
        self.go.with_value(|go| go(path));
    }

    fn href(self, step: Step) -> String {
        format!("help/ask?step={}{}", step.word(), self.behind.get_value())
    }

    /// The title as it stands: typed, suggested by the answers, or the category's own. Reactive.
    fn title(self) -> String {
        let typed = self.asking.with(|f| f.title.clone().filter(|title| !title.trim().is_empty()));
        typed.unwrap_or_else(|| self.suggested())
    }

    /// The title nobody typed. Reactive.
    fn suggested(self) -> String {
        let usual = || self.asking.with(|f| f.category).map(|c| words::category(self.i18n, c));
        let made = self.prompts.with(|prompts| self.asking.with(|f| prompts.title(f)));
        made.unwrap_or_else(|| usual().unwrap_or_default().to_owned())
    }

    /// Only an approved helper could offer, and there is none. Reactive.
    fn has_nobody(self) -> bool {
        self.asking.with(Asking::wanted) == Wanted::Approved && !self.app.has_approved()
    }
}

/// The page.
#[component]
pub fn AskPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let asking = RwSignal::new(Asking::default());
    let query = use_query_map();
    let step = Memo::new(move |_| {
        let wanted = query.with(|q| q.get("step")).unwrap_or_default();
        asking.with(|form| form.step(Step::parse(&wanted)))
    });
    let navigate = use_navigate();
    let go: Box<dyn Fn(&str)> = Box::new(move |path| navigate(path, NavigateOptions::default()));
    let again = query.with_untracked(|q| q.get("again")).and_then(|id| RecordId::parse(&id).ok());
    let draft = match &again {
        // A draft of its own, so that what was begun before stays as it is.
        Some(id) => Draft::new(app, &format!("ask:{id}")),
        None => Draft::new(app, "ask"),
    };
    let form = Form {
        i18n,
        app,
        asking,
        step,
        draft: StoredValue::new_local(draft.clone()),
        go: StoredValue::new_local(go),
        moved: StoredValue::new(false),
        prompts: RwSignal::default(),
        behind: StoredValue::new(again.iter().map(|id| format!("&again={id}")).collect()),
    };
    let (read, begun) = (RwSignal::new(false), RwSignal::new(false));
    restore(form, draft, again, read, begun);
    Effect::new(move |_| {
        let lang = tag(i18n.get_locale());
        spawn_local(async move {
            form.prompts.try_set(App::prompts(lang).await);
        });
    });
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, ask.title).to_owned())/>
        <div class="page" class:narrow=move || step.get() != Step::What>
            <Show when=move || read.get()>
                <Steps form/>
                <Show when=move || asking.with(|f| f.replaces.is_some())>
                    <div class="banner" data-kind="info"><Icon name="refresh"/><div><p>{say!(i18n, asking.again)}</p></div></div>
                </Show>
                <Show when=move || begun.get() && step.get() == Step::What><Begun form begun/></Show>
                {move || match step.get() {
                    Step::What => view! { <what::What form/> }.into_any(),
                    Step::When => view! { <when::When form/> }.into_any(),
                    Step::Where => view! { <where_::Where form/> }.into_any(),
                    Step::Check => view! { <check::Check form/> }.into_any(),
                }}
            </Show>
        </div>
    }
}

/// Brings the draft back, and keeps what changes from then on.
fn restore(
    form: Form,
    draft: Draft,
    again: Option<RecordId>,
    read: RwSignal<bool>,
    begun: RwSignal<bool>,
) {
    let Form { app, asking, .. } = form;
    let reading = draft.clone();
    spawn_local(async move {
        let kept = reading.read().await;
        let today = app.now.get_untracked();
        let kept =
            kept.and_then(|json| Asking::restore(&json, crate::state::live::local_day(today)));
        let first = again.as_ref().and_then(|id| app.to_ask_again(id));
        if let Some(kept) = kept.or(first) {
            begun.try_set(kept.category.is_some() && again.is_none());
            asking.try_set(kept);
        }
        read.try_set(true);
    });
    Effect::new(move |_| {
        let json = asking.with(|asking| {
            (*asking != Asking::default()).then(|| serde_json::to_string(asking).ok()).flatten()
        });
        if read.get() {
            draft.keep(json);
        }
    });
}

/// "You had begun to ask": on with it, or afresh.
#[component]
fn Begun(form: Form, begun: RwSignal<bool>) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let go_on = move |_| {
        begun.set(false);
        form.go_on();
    };
    let afresh = move |_| {
        begun.set(false);
        asking.set(Asking::default());
        form.go(Step::What);
    };
    view! {
        <div class="banner" data-kind="info">
            <Icon name="edit"/>
            <div><p>{say!(i18n, ask.begun)}</p></div>
            <button class="button small" type="button" on:click=go_on>{say!(i18n, ask.begun_go_on)}</button>
            <button class="button small plain" type="button" on:click=afresh>{say!(i18n, ask.begun_afresh)}</button>
        </div>
    }
}

/// Where one is among the four.
#[component]
fn Steps(form: Form) -> impl IntoView {
    let Form { i18n, step, asking, .. } = form;
    let number = move || STEPS.iter().position(|s| *s == step.get()).map_or(1, |at| at + 1);
    let word = move |of: Step| match of {
        Step::What => t_string!(i18n, ask.step_what),
        Step::When => t_string!(i18n, ask.step_when),
        Step::Where => t_string!(i18n, ask.step_where),
        Step::Check => t_string!(i18n, ask.step_check),
    };
    let one = move |of: Step| {
        move || {
            let here = step.get();
            if of == here {
                view! { <li aria-current="step">{word(of)}</li> }.into_any()
            } else if of <= asking.with(Asking::reached) {
                let done = (of < here).then_some("done");
                view! { <li data-is=done><a href=form.href(of)>{word(of)}</a></li> }.into_any()
            } else {
                view! { <li>{word(of)}</li> }.into_any()
            }
        }
    };
    view! {
        <nav class="steps" aria-label=say!(i18n, ask.step_of, number = number())>
            <ol>{STEPS.map(one).collect_view()}</ol>
        </nav>
    }
}

/// The heading of a step; takes the focus when the step changes.
#[component]
fn Heading(form: Form, #[prop(into)] text: Signal<String>) -> impl IntoView {
    Effect::new(move |_| {
        if form.moved.get_value() {
            page::scroll_to_top();
            page::focus("step");
        }
        form.moved.set_value(true);
    });
    view! { <h1 id="step" tabindex="-1">{move || text.get()}</h1> }
}
