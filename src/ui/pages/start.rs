//! Starting a community: what it is, and where its data lies.

mod finding;
mod form;
mod where_;

use crate::domain::text::Name;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::ui::components::area_map::PickMap;
use crate::ui::components::back::Back;
use crate::ui::components::icon::Icon;
use crate::ui::components::title::PageTitle;
use crate::ui::components::typed::TextField;
use crate::ui::language::{Texts, say, tag};
use crate::ui::words;
use form::{Fields, Mistake};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page.
#[component]
pub fn StartPage(i18n: Texts) -> impl IntoView {
    let app = App::here();
    let fields = Fields::new(app);
    let server = where_::Server::new();
    let mistakes = RwSignal::new(Vec::<Mistake>::new());
    let busy = RwSignal::new(false);
    let begin = move |ev: leptos::ev::SubmitEvent| {
        ev.prevent_default();
        let described = match fields.checked(tag(i18n.get_locale_untracked())) {
            Ok(described) => described,
            Err(wrong) => {
                mistakes.set(wrong);
                request_animation_frame(|| page::focus("start-mistakes"));
                return;
            }
        };
        mistakes.set(Vec::new());
        if std::mem::replace(&mut *busy.write(), true) {
            return;
        }
        spawn_local(async move {
            let done = server.begin(i18n, app, described).await;
            if done {
                fields.forget().await;
                if app.name.get_untracked().is_none()
                    && let Ok(name @ Some(_)) = Name::optional(&fields.me.get_untracked())
                {
                    let _ = app.call_me(name).await;
                }
                page::go("desk");
            } else {
                busy.try_set(false);
            }
        });
    };
    let wrong = move |mistake: Mistake, text: &'static str| {
        mistakes.with(|all| all.contains(&mistake)).then(|| text.to_owned())
    };
    view! {
        <PageTitle text=Signal::derive(move || t_string!(i18n, start.title).to_owned())/>
        <div class="page narrow">
            <Back href="me">{say!(i18n, common.place_me)}</Back>
            <h1 tabindex="-1">{say!(i18n, start.title)}</h1>
            <p>{say!(i18n, start.text)}</p>
            <Show when=move || mistakes.with(|m| !m.is_empty())>
                <div class="error-summary" role="alert" tabindex="-1" id="start-mistakes"><h2>{say!(i18n, start.mistakes)}</h2></div>
            </Show>
            <form class="stack loose" novalidate on:submit=begin>
                <TextField id="start-name" label=say!(i18n, start.name) hint=say!(i18n, start.name_hint) value=fields.name
                    wrong=Signal::derive(move || wrong(Mistake::Name, t_string!(i18n, start.name_wrong)))/>
                <TextField id="start-about" label=say!(i18n, start.about) hint=say!(i18n, start.about_hint)
                    optional=say!(i18n, common.optional) kind="area" value=fields.about
                    wrong=Signal::derive(move || wrong(Mistake::About, t_string!(i18n, start.about_wrong)))/>
                <fieldset class="stack">
                    <legend class="label">{say!(i18n, start.area)}</legend>
                    <p class="hint">{say!(i18n, start.area_hint)}</p>
                    <PickMap i18n cell=fields.cell/>
                    <p role="status">{move || fields.cell.get().map(|cell| words::area(i18n, app, Some(&cell)))}</p>
                </fieldset>
                <form::Audiences i18n fields/>
                <form::RuleChecks i18n fields/>
                <TextField id="start-emergency" label=say!(i18n, community.emergency) hint=say!(i18n, start.emergency_hint) kind="tel"
                    value=fields.emergency wrong=Signal::derive(move || wrong(Mistake::Emergency, t_string!(i18n, start.emergency_wrong)))/>
                <TextField id="start-causes" label=say!(i18n, start.causes) hint=say!(i18n, start.causes_hint)
                    optional=say!(i18n, common.optional) kind="area" value=fields.causes
                    wrong=Signal::derive(move || wrong(Mistake::Causes, t_string!(i18n, start.causes_wrong)))/>
                <TextField id="start-languages" label=say!(i18n, start.languages) hint=say!(i18n, start.languages_hint)
                    optional=say!(i18n, common.optional) value=fields.languages
                    wrong=Signal::derive(move || wrong(Mistake::Languages, t_string!(i18n, start.languages_wrong)))/>
                <Show when=move || app.name.with(Option::is_none)>
                    <TextField id="start-me" label=say!(i18n, me.first_name) hint=say!(i18n, community.join_name_hint)
                        optional=say!(i18n, common.optional) value=fields.me/>
                </Show>
                <where_::Where i18n server/>
                <div class="buttons">
                    <button class="button primary big" type="submit" aria-busy=move || busy.get().then_some("true")>
                        <Icon name="heart"/>{say!(i18n, start.go)}
                    </button>
                </div>
            </form>
        </div>
    }
}
