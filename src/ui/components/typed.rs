//! One field with its label, hint and mistake: the same everywhere.

use super::icon::Icon;
use leptos::prelude::*;

/// What is told of a field.
pub type Said = Signal<std::borrow::Cow<'static, str>>;

/// A field for one line, or for several.
#[component]
pub fn TextField(
    /// Its id; the hint's and the mistake's are made of it.
    id: &'static str,
    /// What it is for.
    label: Said,
    /// A word more.
    #[prop(optional)]
    hint: Option<Said>,
    /// "(optional)"
    #[prop(optional)]
    optional: Option<Said>,
    /// What is typed.
    value: RwSignal<String>,
    /// `text`, `url`, `password`, `search`, `tel`, or `area` for several lines.
    #[prop(default = "text")]
    kind: &'static str,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    wrong: MaybeProp<String>,
    /// What a browser may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
) -> impl IntoView {
    let is_wrong = move || wrong.get().map(|_| "true");
    let hint_id = format!("{id}-hint");
    let error_id = format!("{id}-error");
    let described = {
        let (hint_id, error_id) = (hint.map(|_| hint_id.clone()), error_id.clone());
        move || {
            let error = wrong.get().map(|_| error_id.clone());
            let ids: Vec<String> = hint_id.clone().into_iter().chain(error).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let typed = move |ev| value.set(event_target_value(&ev));
    let field = if kind == "area" {
        view! {
            <textarea id=id dir="auto" rows="3" aria-invalid=is_wrong aria-describedby=described
                prop:value=move || value.get() on:input=typed></textarea>
        }
        .into_any()
    } else {
        let dir = if matches!(kind, "url" | "password" | "tel") { "ltr" } else { "auto" };
        view! {
            <input id=id type=kind dir=dir autocomplete=autocomplete aria-invalid=is_wrong aria-describedby=described
                prop:value=move || value.get() on:input=typed/>
        }
        .into_any()
    };
    view! {
        <div class="field">
            <label for=id>{move || label.get()}{optional.map(|text| view! { " "<span class="opt">{move || text.get()}</span> })}</label>
            {hint.map(|hint| view! { <p class="hint" id=hint_id>{move || hint.get()}</p> })}
            {field}
            {move || wrong.get().map(|text| view! {
                <p class="error-text" id=error_id.clone()><Icon name="warn" class="s"/>{text}</p>
            })}
        </div>
    }
}
