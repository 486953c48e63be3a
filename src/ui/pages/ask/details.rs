//! What only the accepted helper reads, set apart from everything public.

use super::Form;
use crate::ui::components::icon::Icon;
use crate::ui::language::say;
use leptos::prelude::*;

/// What only the accepted helper reads.
#[component]
pub fn Details(form: Form) -> impl IntoView {
    let Form { i18n, asking, .. } = form;
    let opt = move || view! { <span class="opt">{say!(i18n, common.optional)}</span> };
    view! {
        <section class="sealed" aria-labelledby="sealed">
            <h2 id="sealed"><Icon name="lock"/>{say!(i18n, ask.sealed)}</h2>
            <p class="hint">{say!(i18n, ask.sealed_hint)}</p>
            <div class="field">
                <label for="address">{say!(i18n, ask.address)}" "{opt()}</label>
                <input id="address" autocomplete="street-address" dir="auto" maxlength="120" prop:value=move || asking.with(|f| f.address.clone())
                    on:input=move |ev| asking.update(|f| f.address = event_target_value(&ev))/>
            </div>
            <div class="field">
                <label for="phone">{say!(i18n, ask.phone)}" "{opt()}</label>
                <input id="phone" type="tel" autocomplete="tel" dir="ltr" maxlength="120" prop:value=move || asking.with(|f| f.phone.clone())
                    on:input=move |ev| asking.update(|f| f.phone = event_target_value(&ev))/>
            </div>
            <div class="field">
                <label for="note">{say!(i18n, ask.note)}" "{opt()}</label>
                <textarea id="note" dir="auto" maxlength="2000" prop:value=move || asking.with(|f| f.note.clone())
                    on:input=move |ev| asking.update(|f| f.note = event_target_value(&ev))></textarea>
            </div>
        </section>
    }
}
