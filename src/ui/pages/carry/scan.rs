//! Reading codes: by the camera, once the person was told why, or from pictures.

use super::Work;
use super::take::take_in;
use crate::i18n::t_string;
use crate::platform::camera::{Camera, CameraProblem, read_pictures};
use crate::platform::page;
use crate::state::live::Scan;
use crate::ui::components::icon::Icon;
use crate::ui::language::{Texts, say};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What the camera is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looking {
    /// Nothing.
    No,
    /// The person is told that the browser will ask.
    Asking,
    /// It looks, or is being started.
    Yes,
}

/// Reading codes, with two ways in.
#[derive(Clone, Copy)]
struct Reader {
    work: Work,
    looking: RwSignal<Looking>,
    /// Codes read, and all of them.
    have: RwSignal<Option<(usize, usize)>>,
    scan: StoredValue<Scan>,
    camera: StoredValue<Option<Camera>, LocalStorage>,
}

impl Reader {
    /// Lets go of the camera.
    fn rest(self) {
        self.camera.try_set_value(None);
        self.looking.try_set(Looking::No);
    }

    fn fail(self, problem: CameraProblem) {
        self.rest();
        self.work.end(camera_problem(self.work.i18n, problem), true);
    }

    /// Takes in the text of one code; whether it was one of ours.
    fn code(self, text: &str) -> bool {
        let added = self.scan.try_update_value(|scan| scan.add(text)).flatten();
        let Some((progress, whole)) = added else { return false };
        self.have.try_set(Some((progress.have, progress.total)));
        if let Some(packed) = whole {
            self.have.try_set(None);
            // The camera is calling: it is let go once that call is over.
            spawn_local(async move {
                self.rest();
                match self.work.app.unpack(&packed).await {
                    Ok(bundle) => take_in(self.work, bundle).await,
                    Err(problem) => self.work.fail(&problem),
                }
            });
        }
        true
    }
}

fn camera_problem(i18n: Texts, problem: CameraProblem) -> String {
    match problem {
        CameraProblem::None => t_string!(i18n, carry.no_camera),
        CameraProblem::Refused => t_string!(i18n, carry.refused),
        CameraProblem::Busy => t_string!(i18n, carry.busy),
        CameraProblem::NotLoaded => t_string!(i18n, carry.not_loaded),
    }
    .to_owned()
}

/// The two ways to read codes.
#[component]
pub fn Scanner(work: Work) -> impl IntoView {
    let i18n = work.i18n;
    let reader = Reader {
        work,
        looking: RwSignal::new(Looking::No),
        have: RwSignal::new(None),
        scan: StoredValue::default(),
        camera: StoredValue::new_local(None),
    };
    on_cleanup(move || reader.rest());
    let (video, input) = (NodeRef::<html::Video>::new(), NodeRef::<html::Input>::new());
    let start = move |_| {
        reader.work.said.set(None);
        reader.looking.set(Looking::Yes);
        let Some(video) = video.get_untracked() else { return };
        spawn_local(async move {
            let on_code = move |text: String| {
                reader.code(&text);
            };
            match Camera::start(&page::base_url(), video.into(), on_code).await {
                // Stopped, or the page was left, while the browser asked.
                Ok(camera) => {
                    if reader.looking.try_get_untracked() == Some(Looking::Yes) {
                        reader.camera.try_set_value(Some(camera));
                    }
                }
                Err(problem) => reader.fail(problem),
            }
        });
    };
    let pictures = move |_| {
        let Some(input) = input.get_untracked() else { return };
        spawn_local(async move {
            work.said.try_set(None);
            match read_pictures(&page::base_url(), &input).await {
                Ok(texts) => {
                    let ours =
                        |text: &Option<String>| text.as_ref().is_some_and(|text| reader.code(text));
                    let without = texts.iter().filter(|text| !ours(text)).count();
                    if without > 0 {
                        work.end(t_string!(i18n, carry.no_code, count = without), true);
                    }
                }
                Err(problem) => reader.fail(problem),
            }
        });
    };
    let is = move |wanted: Looking| reader.looking.get() == wanted;
    let have = move || {
        reader
            .have
            .get()
            .map(|(have, total)| t_string!(i18n, carry.scan_have, have = have, total = total))
    };
    view! {
        <div class="stack tight scan">
            <video class="seen" hidden=move || !is(Looking::Yes) aria-label=say!(i18n, carry.camera) muted playsinline node_ref=video></video>
            <Show when=move || is(Looking::Asking)>
                <p class="soft small">{say!(i18n, carry.scan_why)}</p>
            </Show>
            <Show when=move || is(Looking::Yes)>
                <p class="soft small">{say!(i18n, carry.scan_hint)}</p>
            </Show>
            <p role="status"><b>{have}</b></p>
            <div class="buttons">
                <Show when=move || is(Looking::No)>
                    <button class="button" type="button" on:click=move |_| reader.looking.set(Looking::Asking)>
                        <Icon name="qr"/>{say!(i18n, carry.scan)}
                    </button>
                </Show>
                <Show when=move || is(Looking::Asking)>
                    <button class="button calm" type="button" on:click=start>{say!(i18n, carry.scan_start)}</button>
                </Show>
                <Show when=move || !is(Looking::No)>
                    <button class="button" type="button" on:click=move |_| reader.rest()>{say!(i18n, carry.stop)}</button>
                </Show>
                <label class="button">
                    <Icon name="camera"/>{say!(i18n, carry.pictures)}
                    <input class="sr" type="file" accept="image/*" multiple node_ref=input on:change=pictures/>
                </label>
            </div>
        </div>
    }
}
