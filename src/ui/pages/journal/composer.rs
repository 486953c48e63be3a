//! Writing an entry. Words are enough; how it felt and what part one had are extra.

use crate::domain::act::{ROLES, Role};
use crate::domain::journal::{EntryWords, MOODS, Mood};
use crate::domain::text::BadText;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use crate::ui::pages::tell::typed::Typed;
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde::{Deserialize, Serialize};

/// The name of the draft.
const FORM: &str = "journal";

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Writing {
    words: String,
    mood: Option<Mood>,
    role: Option<Role>,
}

type Form = Typed<Writing>;

/// The form at the top of the journal.
#[component]
pub fn Composer(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let form = Form::new(app, FORM);
    let wrong = RwSignal::new(None::<BadText>);
    let busy = RwSignal::new(false);
    let keep = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        if busy.get_untracked() {
            return;
        }
        let typed = form.now.get_untracked();
        let entry = match EntryWords::parse(&typed.words) {
            Ok(entry) => entry,
            Err(bad) => {
                wrong.set(Some(bad));
                page::focus("journal-words");
                return;
            }
        };
        wrong.set(None);
        busy.set(true);
        spawn_local(async move {
            match app.write(entry, typed.role, typed.mood, None, Some(FORM)).await {
                Ok(_) => {
                    form.clear().await;
                    app.say(match app.has_vault_elsewhere() {
                        true => t_string!(i18n, journal.saved_devices),
                        false => t_string!(i18n, journal.saved),
                    });
                }
                Err(problem) => app.warn(words::problem(i18n, &problem)),
            }
            busy.set(false);
        });
    };
    let error = move || {
        wrong.get().map(|bad| match bad {
            BadText::TooLong { .. } => t_string!(i18n, journal.error_long),
            BadText::Empty | BadText::Control => t_string!(i18n, journal.error_empty),
        })
    };
    view! {
        <form class="card stitched composer" novalidate on:submit=keep>
            <div class="field">
                <label for="journal-words">{say!(i18n, journal.words)}</label>
                <textarea id="journal-words" dir="auto" rows="4"
                    aria-invalid=move || wrong.get().map(|_| "true")
                    aria-describedby=move || wrong.get().map(|_| "journal-error")
                    prop:value=move || form.now.with(|t| t.words.clone())
                    on:input=move |ev| form.change(|t| t.words = event_target_value(&ev))></textarea>
                {move || error().map(|text| view! {
                    <p class="error-text" id="journal-error" role="alert"><Icon name="warn" class="s"/>{text}</p>
                })}
            </div>
            <Moods i18n form/>
            <RoleChoice i18n form/>
            <div class="buttons">
                <button class="button primary" type="submit" aria-busy=move || busy.get().then_some("true")>
                    <Icon name="check"/>{say!(i18n, journal.keep)}
                </button>
            </div>
        </form>
    }
}

/// The word of a mood.
pub fn mood_word(i18n: Texts, mood: Mood) -> &'static str {
    match mood.level() {
        1 => t_string!(i18n, journal.mood_1),
        2 => t_string!(i18n, journal.mood_2),
        3 => t_string!(i18n, journal.mood_3),
        4 => t_string!(i18n, journal.mood_4),
        _ => t_string!(i18n, journal.mood_5),
    }
}

/// The face of a mood.
pub fn mood_icon(mood: Mood) -> &'static str {
    match mood.level() {
        1 => "mood-1",
        2 => "mood-2",
        3 => "mood-3",
        4 => "mood-4",
        _ => "mood-5",
    }
}

#[component]
fn Moods(i18n: Texts, form: Form) -> impl IntoView {
    let faces = MOODS.map(|mood| {
        let chosen = move || form.now.with(|t| t.mood == Some(mood));
        // A second press takes the choice back, since no answer is an answer too.
        let again = move |_| {
            if form.now.with_untracked(|t| t.mood == Some(mood)) {
                form.change(|t| t.mood = None);
            }
        };
        view! {
            <label>
                <input type="radio" name="mood" value=mood.level().to_string() prop:checked=chosen
                    on:click=again on:change=move |_| form.change(|t| t.mood = Some(mood))/>
                <Icon name=mood_icon(mood)/><span>{move || mood_word(i18n, mood)}</span>
            </label>
        }
    });
    view! {
        <fieldset class="moods">
            <legend class="label">{say!(i18n, journal.mood)}" "<span class="opt">{say!(i18n, common.optional)}</span></legend>
            {faces}
        </fieldset>
    }
}

#[component]
fn RoleChoice(i18n: Texts, form: Form) -> impl IntoView {
    let text = move |role| match role {
        Role::Did => t_string!(i18n, journal.role_did),
        Role::Received => t_string!(i18n, journal.role_received),
        Role::Witnessed => t_string!(i18n, journal.role_witnessed),
        Role::Grateful => t_string!(i18n, journal.role_grateful),
    };
    let options = ROLES.map(|role| {
        view! {
            <option value=format!("{role:?}") prop:selected=move || form.now.with(|t| t.role == Some(role))>{move || text(role)}</option>
        }
    });
    let choose = move |ev| {
        let value = event_target_value(&ev);
        form.change(|t| t.role = ROLES.into_iter().find(|role| format!("{role:?}") == value));
    };
    view! {
        <div class="field">
            <label for="journal-role">{say!(i18n, journal.role)}" "<span class="opt">{say!(i18n, common.optional)}</span></label>
            <select id="journal-role" on:change=choose>
                <option value="" prop:selected=move || form.now.with(|t| t.role.is_none())>{say!(i18n, journal.role_none)}</option>
                {options}
            </select>
        </div>
    }
}
