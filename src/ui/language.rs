//! The language of the app: chosen, or as the browser prefers.

use crate::i18n::{I18nKeys, Locale, use_i18n};
use crate::platform::{locale, page, prefs};
use leptos::prelude::*;
use leptos_i18n::I18nContext;

/// The context every view takes its texts from.
pub type Texts = I18nContext<Locale, I18nKeys>;

/// A message that follows the language: `say!(i18n, room.key, name = value)`. All messages are of one
/// type, so that a view is compiled once for all of them and not once for each.
macro_rules! say {
    ($($message:tt)*) => {
        leptos::prelude::Signal::derive(move || {
            std::borrow::Cow::<'static, str>::from(crate::i18n::t_string!($($message)*))
        })
    };
}
pub(crate) use say;

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

/// The tag for dates and times: with the browser's region where it speaks the same language, so that
/// a Briton reads "23 November" and an American "November 23".
#[must_use]
pub fn region_tag(locale: Locale) -> String {
    let lang = tag(locale);
    let regional = locale::browser_lang().filter(|browser| browser.starts_with(lang));
    regional.unwrap_or_else(|| lang.to_owned())
}

/// Follows the chosen language, the page's attributes with it.
pub fn follow() -> Texts {
    let i18n = use_i18n();
    let wanted = prefs::lang().or_else(locale::browser_lang).unwrap_or_default();
    i18n.set_locale(parse(&wanted));
    // Once more after the context's own effect, which puts the browser's language in its place.
    Effect::new(move |_| i18n.set_locale(parse(&wanted)));
    Effect::new(move |_| {
        page::set_lang(tag(i18n.get_locale()), "ltr");
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
