//! Which filters are on, each with one tap to take it away.

use super::Sight;
use crate::domain::request::Category;
use crate::domain::view::Filter;
use crate::i18n::t_string;
use crate::platform::{locale, page};
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say, tag};
use crate::ui::words;
use leptos::prelude::*;

/// One filter that is on.
#[derive(Clone, PartialEq, Eq, Hash)]
enum One {
    Words(String),
    Quick(u16),
    Within(u16),
    Lang(String),
    Category(Category),
}

impl One {
    fn all(filter: &Filter) -> Vec<Self> {
        let words = filter.words.trim();
        let mut all = Vec::new();
        all.extend((!words.is_empty()).then(|| Self::Words(words.to_owned())));
        all.extend(filter.at_most_minutes.map(Self::Quick));
        all.extend(filter.within_km.map(Self::Within));
        all.extend(filter.lang.clone().map(Self::Lang));
        all.extend(filter.categories.iter().copied().map(Self::Category));
        all
    }

    fn clear(&self, filter: &mut Filter) {
        match self {
            Self::Words(_) => filter.words.clear(),
            Self::Quick(_) => filter.at_most_minutes = None,
            Self::Within(_) => filter.within_km = None,
            Self::Lang(_) => filter.lang = None,
            Self::Category(category) => filter.categories.retain(|c| c != category),
        }
    }

    fn text(&self, i18n: Texts) -> String {
        match self {
            Self::Words(words) => t_string!(i18n, help.words_like, words = words.clone()),
            Self::Quick(minutes) => t_string!(i18n, common.minutes, count = usize::from(*minutes)),
            Self::Within(km) => t_string!(i18n, help.within, km = *km),
            Self::Lang(lang) => locale::language_name(tag(i18n.get_locale()), lang),
            Self::Category(category) => words::category(i18n, *category).to_owned(),
        }
    }
}

/// The summary; nothing where all is shown.
#[component]
pub fn Active(i18n: Texts, sight: Sight) -> impl IntoView {
    let on = Memo::new(move |_| sight.filter.with(One::all));
    let clear = move |one: Option<One>| {
        sight.filter.update(|filter| match one {
            Some(one) => one.clear(filter),
            None => *filter = Filter::default(),
        });
        // The button that was pressed is gone.
        page::focus("count");
    };
    view! {
        <Show when=move || on.with(|on| !on.is_empty())>
            <div class="active" role="group" aria-label=say!(i18n, help.active)>
                <span class="soft small">{say!(i18n, help.active)}</span>
                <For each=move || on.get() key=Clone::clone let:one>
                    {
                        let (named, gone) = (one.clone(), one.clone());
                        let label = move || t_string!(i18n, help.clear_one, what = named.text(i18n));
                        view! {
                            <button class="chip" type="button" aria-label=label on:click=move |_| clear(Some(gone.clone()))>
                                <bdi>{move || one.text(i18n)}</bdi><Icon name="close" class="s"/>
                            </button>
                        }
                    }
                </For>
                <button class="button plain small" type="button" on:click=move |_| clear(None)>
                    {say!(i18n, help.clear_all)}
                </button>
            </div>
        </Show>
    }
}
