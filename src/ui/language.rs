//! The language of the app: chosen, or as the browser prefers.

use crate::i18n::{I18nKeys, Locale, use_i18n};
use crate::platform::{locale, page, prefs};
use crate::state::live::App;
use leptos::prelude::*;
use leptos_i18n::I18nContext;

/// The context every view takes its texts from.
pub type Texts = I18nContext<Locale, I18nKeys>;

/// Every language the app speaks, with its own name for itself.
pub const LANGUAGES: [(Locale, &str); 2] = [(Locale::en, "English"), (Locale::de, "Deutsch")];

/// The tag of a language, for the page and for `Intl`.
#[must_use]
pub fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::en => "en",
        Locale::de => "de",
    }
}

/// Follows the chosen language: the page's attributes and the library of acts.
pub fn follow() -> Texts {
    let i18n = use_i18n();
    let app = App::here();
    let wanted = prefs::lang().or_else(locale::browser_lang).unwrap_or_default();
    i18n.set_locale(parse(&wanted));
    Effect::new(move |_| {
        let lang = tag(i18n.get_locale());
        page::set_lang(lang, "ltr");
        app.read_library(lang);
    });
    i18n
}

/// Chooses a language and remembers it.
pub fn choose(i18n: Texts, lang: &str) {
    prefs::set_lang(lang);
    i18n.set_locale(parse(lang));
}

fn parse(tag: &str) -> Locale {
    if tag.to_ascii_lowercase().starts_with("de") { Locale::de } else { Locale::en }
}
