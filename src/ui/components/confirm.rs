//! A question before something that cannot be taken back.

use super::icon::Icon;
use leptos::html;
use leptos::prelude::*;

/// A dialog that asks; shown while `open` is true.
#[component]
pub fn Confirm(
    /// Whether it is shown. Closing it, by whatever way, sets it to false.
    open: RwSignal<bool>,
    /// An id for its heading.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    title: Signal<String>,
    /// What will happen.
    #[prop(into)]
    text: Signal<String>,
    /// Who gets to read what.
    #[prop(optional, into)]
    private: MaybeProp<String>,
    /// The button that does nothing.
    #[prop(into)]
    no: Signal<String>,
    /// The button that does it.
    #[prop(into)]
    yes: Signal<String>,
    /// The button's look: `primary` or `danger`.
    kind: &'static str,
    /// Does it.
    on_yes: Callback<()>,
    /// What can be chosen before.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = dialog.get() else { return };
        if open.get() && !dialog.open() {
            let _ = dialog.show_modal();
        } else if !open.get() && dialog.open() {
            dialog.close();
        }
    });
    let labelled = id.clone();
    view! {
        <dialog class="dialog" aria-labelledby=labelled node_ref=dialog on:close=move |_| open.set(false)>
            <form method="dialog">
                <h2 id=id>{move || title.get()}</h2>
                <p>{move || text.get()}</p>
                {move || private.get().map(|text| view! { <p class="private"><Icon name="lock" class="s"/>{text}</p> })}
                {children.map(|children| children())}
                <div class="buttons">
                    <button class="button">{move || no.get()}</button>
                    <button class=format!("button {kind}") on:click=move |_| on_yes.run(())>{move || yes.get()}</button>
                </div>
            </form>
        </dialog>
    }
}
