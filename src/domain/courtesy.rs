//! A gentle second look at words that hurt. A hint and never more: nothing is refused because of it, and what
//! somebody wrote never leaves the device to be judged.

use super::places::fold_text;

/// Words that insult whoever reads them, in English and German; folded (see [`fold_text`]), each as it stands alone.
/// No word is here that is harmless in the other language.
const HARSH: [&str; 36] = [
    "idiot",
    "idiots",
    "idiotic",
    "moron",
    "morons",
    "stupid",
    "dumbass",
    "asshole",
    "bastard",
    "bitch",
    "bullshit",
    "fuck",
    "fucking",
    "shit",
    "shitty",
    "loser",
    "losers",
    "scum",
    "idioten",
    "idiotisch",
    "trottel",
    "depp",
    "deppen",
    "arsch",
    "arschloch",
    "scheisse",
    "scheiss",
    "wichser",
    "hurensohn",
    "verdammt",
    "blodmann",
    "vollidiot",
    "dummkopf",
    "schlampe",
    "drecksack",
    "penner",
];

/// Whether a text holds a word that may hurt.
#[must_use]
pub fn is_harsh(text: &str) -> bool {
    fold_text(text).split(|c: char| !c.is_alphanumeric()).any(|word| HARSH.contains(&word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hurting_words_are_seen_however_they_are_written() {
        for text in ["Only idiots ask twice", "So ein TROTTEL!", "Scheiße, das Rad", "you Blödmann"]
        {
            assert!(is_harsh(text), "{text}");
        }
    }

    #[test]
    fn plain_words_are_left_alone() {
        for text in [
            "A lift to the clinic in Schitterli",
            "I feel dumb asking",
            "Die Sache ist dringend",
            "Hund scheut vor Autos",
            "The Bitcoin shop, Scunthorpe",
            "Deppendorf",
            "",
        ] {
            assert!(!is_harsh(text), "{text}");
        }
    }

    #[test]
    fn every_word_is_found_as_it_is_listed() {
        for word in HARSH {
            assert!(is_harsh(word), "{word}");
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_looked_at(text in "\\PC{0,200}") {
            let _ = is_harsh(&text);
        }
    }
}
