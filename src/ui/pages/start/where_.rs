//! Where a community's data lies: on a server that is looked at first, or nowhere but with its people.

use super::finding::{failed, paste_lines, text};
use crate::domain::community::Community;
use crate::i18n::t_string;
use crate::platform::page;
use crate::state::live::App;
use crate::sync::server::{Finding, Login};
use crate::ui::components::icon::Icon;
use crate::ui::components::typed::TextField;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What is typed of a server, and what was found there. The password is kept nowhere.
#[derive(Clone, Copy)]
pub struct Server {
    wanted: RwSignal<bool>,
    address: RwSignal<String>,
    admin: RwSignal<String>,
    password: RwSignal<String>,
    finding: RwSignal<Option<Finding>>,
    trouble: RwSignal<Option<String>>,
    looking: RwSignal<bool>,
}

impl Server {
    pub fn new() -> Self {
        Self {
            wanted: RwSignal::new(true),
            address: RwSignal::new(String::new()),
            admin: RwSignal::new(String::new()),
            password: RwSignal::new(String::new()),
            finding: RwSignal::new(None),
            trouble: RwSignal::new(None),
            looking: RwSignal::new(false),
        }
    }

    fn login(self) -> Option<Login> {
        let name = self.admin.get_untracked().trim().to_owned();
        (!name.is_empty()).then(|| Login { name, password: self.password.get_untracked() })
    }

    async fn look(self, app: App) {
        self.looking.set(true);
        let found = app.look_at_server(&self.address.get_untracked(), self.login().as_ref()).await;
        self.finding.try_set(Some(found));
        self.looking.try_set(false);
    }

    /// Makes the database, where one is wanted, and founds the community; whether it is there now.
    pub async fn begin(self, i18n: Texts, app: App, described: Community) -> bool {
        self.trouble.set(None);
        let Some((salt, root)) = app.new_root() else {
            return false;
        };
        let (mut backend, mut unprotected) = (String::new(), false);
        if self.wanted.get_untracked() {
            let (address, login) = (self.address.get_untracked(), self.login());
            match app.set_up_server(&address, login.as_ref(), root, &described).await {
                Ok((with_login, founded)) => {
                    (backend, unprotected) = (with_login, founded.unprotected);
                }
                Err(error) => {
                    self.trouble.try_set(Some(failed(i18n, &error)));
                    page::focus("start-server");
                    return false;
                }
            }
        }
        self.password.try_set(String::new());
        match app.found(described, salt, backend).await {
            Ok(()) => {
                if unprotected {
                    app.warn_after_load(t_string!(i18n, start.unprotected));
                }
                app.say_after_load(t_string!(i18n, start.said));
                true
            }
            Err(problem) => {
                app.warn(words::problem(i18n, &problem));
                false
            }
        }
    }
}

/// The fields and what was found.
#[component]
pub fn Where(i18n: Texts, server: Server) -> impl IntoView {
    let app = App::here();
    let look = move |_| spawn_local(server.look(app));
    let choice = move |wanted: bool| {
        let (title, hint) = match wanted {
            true => (say!(i18n, start.server_own), say!(i18n, start.server_own_text)),
            false => (say!(i18n, start.server_none), say!(i18n, start.server_none_text)),
        };
        view! {
            <label class="choice">
                <input type="radio" name="server" prop:checked=move || server.wanted.get() == wanted
                    on:change=move |_| server.wanted.set(wanted)/>
                <span><b>{title}</b><small>{hint}</small></span>
            </label>
        }
    };
    let good = move || {
        server.finding.with(|f| matches!(f, Some(Finding::Ready { .. } | Finding::Exists { .. })))
    };
    view! {
        <fieldset class="choices" id="start-server" tabindex="-1">
            <legend class="label">{say!(i18n, start.server)}</legend>
            {choice(true)}
            {choice(false)}
        </fieldset>
        <Show when=move || server.wanted.get()>
            <TextField id="start-address" label=say!(i18n, start.address) hint=say!(i18n, start.address_hint) kind="url" value=server.address/>
            <TextField id="start-admin" label=say!(i18n, start.admin) hint=say!(i18n, start.admin_hint) optional=say!(i18n, common.optional) value=server.admin/>
            <TextField id="start-password" label=say!(i18n, start.password) hint=say!(i18n, start.password_hint)
                optional=say!(i18n, common.optional) kind="password" value=server.password/>
            <div class="buttons">
                <button class="button" type="button" aria-busy=move || server.looking.get().then_some("true") on:click=look>
                    <Icon name="search"/>{say!(i18n, start.look)}
                </button>
            </div>
            <div role="status">
                {move || server.finding.get().map(|found| {
                    let lines = paste_lines(&found);
                    view! {
                        <div class="banner" data-kind=if good() { "good" } else { "warn" }>
                            <Icon name=if good() { "check" } else { "info" }/>
                            <div>
                                <p>{text(i18n, &found)}</p>
                                {lines.map(|lines| view! { <p>{say!(i18n, start.paste)}</p><pre class="lines" dir="ltr" tabindex="0">{lines}</pre> })}
                            </div>
                        </div>
                    }
                })}
                {move || server.trouble.get().map(|text| view! {
                    <div class="banner" data-kind="warn" role="alert"><Icon name="warn"/><div><p>{text}</p></div></div>
                })}
            </div>
        </Show>
    }
}
