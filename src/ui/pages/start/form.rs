//! What is typed of a new community, and what becomes of it.

use crate::domain::cell::Cell;
use crate::domain::community::{Audience, Cause, Community, Rules};
use crate::domain::text::{Line, Words, is_tag};
use crate::state::live::App;
use crate::ui::components::draft::drafted;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;

/// How precise a community's area is: about 39 km × 20 km at the equator.
const AREA: usize = 4;

/// Everything that is typed and chosen. Texts are kept as drafts.
#[derive(Clone, Copy)]
pub struct Fields {
    app: App,
    pub name: RwSignal<String>,
    pub about: RwSignal<String>,
    pub cell: RwSignal<Option<Cell>>,
    pub audience: RwSignal<Audience>,
    pub approved_helpers: RwSignal<bool>,
    pub unnamed: RwSignal<bool>,
    pub emergency: RwSignal<String>,
    pub causes: RwSignal<String>,
    pub languages: RwSignal<String>,
    pub me: RwSignal<String>,
}

/// What keeps a community from being started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mistake {
    Name,
    About,
    Emergency,
    Causes,
    Languages,
}

const DRAFTS: [&str; 3] = ["start name", "start about", "start causes"];

impl Fields {
    pub fn new(app: App) -> Self {
        let rules = Rules::default();
        let [name, about, causes] = DRAFTS.map(|draft| drafted(app, draft).0);
        Self {
            app,
            name,
            about,
            causes,
            cell: RwSignal::new(app.viewer.get_untracked()),
            audience: RwSignal::new(Audience::Members),
            approved_helpers: RwSignal::new(rules.approved_helpers),
            unnamed: RwSignal::new(rules.unnamed),
            emergency: RwSignal::new("112".into()),
            languages: RwSignal::new(String::new()),
            me: RwSignal::new(String::new()),
        }
    }

    /// The description, or everything that is wrong. Where no language is typed it is the app's.
    pub fn checked(&self, lang: &str) -> Result<Community, Vec<Mistake>> {
        let text = |field: RwSignal<String>| field.get_untracked();
        let name = Line::parse(&text(self.name)).map_err(|_| Mistake::Name);
        let about = Words::optional(&text(self.about)).map_err(|_| Mistake::About);
        let emergency = Line::parse(&text(self.emergency)).map_err(|_| Mistake::Emergency);
        let causes = causes(&text(self.causes)).ok_or(Mistake::Causes);
        let languages = languages(&text(self.languages), lang).ok_or(Mistake::Languages);
        match (name, about, emergency, causes, languages) {
            (Ok(name), Ok(about), Ok(emergency), Ok(causes), Ok(languages)) => {
                let area = self.cell.get_untracked().map(|cell| cell.coarser(AREA));
                Ok(Community {
                    about,
                    audience: self.audience.get_untracked(),
                    rules: Rules {
                        approved_helpers: self.approved_helpers.get_untracked(),
                        unnamed: self.unnamed.get_untracked(),
                    },
                    languages,
                    causes,
                    ..Community::new(name, emergency, area.into_iter().collect())
                })
            }
            (name, about, emergency, causes, languages) => {
                let all = [name.err(), about.err(), emergency.err(), causes.err(), languages.err()];
                Err(all.into_iter().flatten().collect())
            }
        }
    }

    /// Forgets the drafts.
    pub async fn forget(&self) {
        for draft in DRAFTS {
            let _ = self.app.keep_draft(draft, None).await;
        }
    }
}

/// One cause a line: its name, and its page at the end. `None` where a line is none.
fn causes(text: &str) -> Option<Vec<Cause>> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let read = |line: &str| {
        let (name, link) = line.rsplit_once(char::is_whitespace)?;
        let cause = Cause { name: Line::parse(name).ok()?, link: Line::parse(link).ok()? };
        link.starts_with("https://").then_some(cause)
    };
    lines.map(read).collect()
}

fn languages(text: &str, own: &str) -> Option<Vec<String>> {
    let typed = text.split([',', ' ']).map(str::trim).filter(|tag| !tag.is_empty());
    let tags: Vec<String> = typed.map(ToOwned::to_owned).collect();
    match tags.is_empty() {
        true => Some(vec![own.to_owned()]),
        false => tags.iter().all(|tag| is_tag(tag)).then_some(tags),
    }
}

/// For whom its records are.
#[component]
pub fn Audiences(i18n: Texts, fields: Fields) -> impl IntoView {
    let audience = fields.audience;
    let choice = move |of: Audience| {
        let (title, text) = match of {
            Audience::Members => (say!(i18n, start.members), say!(i18n, start.members_text)),
            Audience::Open => (say!(i18n, start.open), say!(i18n, start.open_text)),
        };
        view! {
            <label class="choice">
                <input type="radio" name="audience" prop:checked=move || audience.get() == of on:change=move |_| audience.set(of)/>
                <span><b>{title}</b><small>{text}</small></span>
            </label>
        }
    };
    view! {
        <fieldset class="choices">
            <legend class="label">{say!(i18n, start.audience)}</legend>
            {choice(Audience::Members)}
            {choice(Audience::Open)}
        </fieldset>
    }
}

/// What its people agree on.
#[component]
pub fn RuleChecks(i18n: Texts, fields: Fields) -> impl IntoView {
    view! {
        <fieldset class="stack">
            <legend class="label">{say!(i18n, community.rules)}</legend>
            <label class="check">
                <input type="checkbox" prop:checked=move || fields.unnamed.get()
                    on:change=move |ev| fields.unnamed.set(event_target_checked(&ev))/>
                <span>{say!(i18n, start.unnamed)}</span>
            </label>
            <label class="check">
                <input type="checkbox" prop:checked=move || fields.approved_helpers.get()
                    on:change=move |ev| fields.approved_helpers.set(event_target_checked(&ev))/>
                <span>{say!(i18n, start.approved)}</span>
            </label>
        </fieldset>
    }
}
