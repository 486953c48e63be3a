//! A bundle as codes that come round and round, for the camera of another device.

use crate::i18n::t_string;
use crate::platform::clock;
use crate::ui::components::icon::Icon;
use crate::ui::components::qr::Qr;
use crate::ui::language::{Texts, say};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// How long each code is shown, in milliseconds: slow, normal, fast. Cameras read about eight pictures a second.
const PACES: [u64; 3] = [1_200, 600, 300];

/// What is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The texts of the codes.
    pub frames: Vec<String>,
    /// Records in them.
    pub count: usize,
    /// Records that found no room.
    pub left_out: usize,
}

/// The codes, with their pace.
#[component]
pub fn Codes(i18n: Texts, shown: RwSignal<Option<Shown>>) -> impl IntoView {
    let (at, pace, running) = (RwSignal::new(0usize), RwSignal::new(1usize), RwSignal::new(true));
    let total = shown.with_untracked(|shown| shown.as_ref().map_or(0, |shown| shown.frames.len()));
    let turn = move |by: usize| at.try_update(|at| *at = (*at + by) % total.max(1));
    spawn_local(async move {
        // Ends with the page: its signals are gone then.
        while let Some(pace) = pace.try_get_untracked() {
            clock::sleep(PACES[pace]).await;
            if running.try_get_untracked() == Some(true) {
                turn(1);
            }
        }
    });
    let text = move || {
        let frame = |shown: &Shown| shown.frames.get(at.get()).cloned();
        shown.with(|shown| shown.as_ref().and_then(frame)).unwrap_or_default()
    };
    let label = move || t_string!(i18n, carry.code_of, n = at.get() + 1, total = total);
    let holds = move || {
        shown.with(|shown| {
            let shown = shown.as_ref()?;
            let holds = t_string!(i18n, carry.codes_hold, count = shown.count);
            Some(match shown.left_out {
                0 => holds,
                n => format!("{holds} {}", t_string!(i18n, carry.left_out, count = n)),
            })
        })
    };
    let names: [fn(Texts) -> &'static str; 3] = [
        |i18n| t_string!(i18n, carry.slow),
        |i18n| t_string!(i18n, carry.normal),
        |i18n| t_string!(i18n, carry.fast),
    ];
    let step = move |by: usize| {
        running.set(false);
        turn(by);
    };
    view! {
        <div class="stack codes">
            <Qr text=Signal::derive(text) label=Signal::derive(label)/>
            <p class="centred" aria-hidden="true"><b>{label}</b></p>
            <p class="soft small">{say!(i18n, carry.codes_text)}" "{holds}</p>
            <Show when=move || { total > 1 }>
                <div class="buttons">
                    <button class="button" type="button" on:click=move |_| step(total - 1)>{say!(i18n, carry.before)}</button>
                    <button class="button" type="button" on:click=move |_| running.update(|on| *on = !*on)>
                        {move || if running.get() { t_string!(i18n, carry.pause) } else { t_string!(i18n, carry.go_on) }}
                    </button>
                    <button class="button" type="button" on:click=move |_| step(1)>{say!(i18n, carry.next)}</button>
                </div>
                <fieldset class="segmented">
                    <legend class="sr">{say!(i18n, carry.pace)}</legend>
                    {names.into_iter().enumerate().map(|(n, name)| view! {
                        <label>
                            <input type="radio" name="pace" prop:checked=move || pace.get() == n on:change=move |_| pace.set(n)/>
                            {move || name(i18n)}
                        </label>
                    }).collect_view()}
                </fieldset>
            </Show>
            <div class="buttons">
                <button class="button primary" type="button" on:click=move |_| shown.set(None)>
                    <Icon name="check"/>{say!(i18n, carry.done)}
                </button>
            </div>
        </div>
    }
}
