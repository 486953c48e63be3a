//! The pages few people open, in a program of their own (`src/bin/office.rs`), so that the first load does not carry them.
//! The page's program shows the frame around them and leads the sync; here is an app beside it, as in another tab.

use super::components::opening::{CannotOpen, Skeleton};
use super::components::toasts::Toasts;
use super::language::{follow, say};
use super::pages;
use crate::platform::office::Place;
use crate::platform::page as browser;
use crate::state::live::{App, Ready};
use leptos::prelude::*;
use std::any::Any;
use std::cell::{OnceCell, RefCell};

thread_local! {
    /// The one app of this program, and what owns its signals for as long as the page lives.
    static ROOM: OnceCell<(Owner, App)> = const { OnceCell::new() };
    /// What is shown. Dropped, it is gone from the page.
    static SHOWN: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

/// Shows a page in this element, by its word, instead of the one shown before.
pub fn open(element: Place, page: &str) {
    close();
    browser::on_panic_show_page();
    let page = page.to_owned();
    ROOM.with(|room| {
        let &(ref owner, app) = room.get_or_init(|| {
            let owner = Owner::new();
            let app = owner.with(App::provide);
            (owner, app)
        });
        let shown = owner.with(|| {
            leptos::mount::mount_to(element, move || {
                app.open_beside();
                view! { <Room page/> }
            })
        });
        SHOWN.set(Some(Box::new(shown)));
    });
}

/// Takes away what is shown. The app rests until the next page is.
pub fn close() {
    if SHOWN.take().is_some() {
        ROOM.with(|room| room.get().map(|(_, app)| app.rest()));
    }
}

#[component]
fn Room(page: String) -> impl IntoView {
    view! {
        <crate::i18n::I18nContextProvider set_lang_attr_on_html=false>
            <Inside page=page.clone()/>
        </crate::i18n::I18nContextProvider>
    }
}

#[component]
fn Inside(page: String) -> impl IntoView {
    let i18n = follow();
    let app = App::here();
    let page = StoredValue::new(page);
    let open = Memo::new(move |_| app.ready.get() == Ready::Open);
    view! {
        <CannotOpen i18n/>
        {move || match (open.get(), app.forgetful.get()) {
            (false, _) => view! { <Skeleton/> }.into_any(),
            (true, true) => view! { <div class="page narrow"><p>{say!(i18n, common.office_forgetful)}</p></div> }.into_any(),
            (true, false) => page.with_value(|page| match page.as_str() {
                "join" => view! { <pages::join::JoinPage i18n/> }.into_any(),
                "start" => view! { <pages::start::StartPage i18n/> }.into_any(),
                "desk" => view! { <pages::desk::DeskPage i18n/> }.into_any(),
                "report" => view! { <pages::report::ReportPage i18n/> }.into_any(),
                "devices" => view! { <pages::devices::DevicesPage i18n/> }.into_any(),
                "offer-myself" => view! { <pages::offer_myself::OfferPage i18n/> }.into_any(),
                "helpers" => view! { <pages::helpers::HelpersPage i18n/> }.into_any(),
                "helper" => view! { <pages::helper::HelperPage i18n/> }.into_any(),
                "unseen" => view! { <pages::unseen::UnseenPage i18n/> }.into_any(),
                "carry" => view! { <pages::carry::CarryPage i18n/> }.into_any(),
                "share" => view! { <pages::share::SharePage i18n/> }.into_any(),
                "board" => view! { <pages::board::BoardPage i18n/> }.into_any(),
                _ => view! { <pages::missing::Missing i18n/> }.into_any(),
            }),
        }}
        <Toasts i18n/>
    }
}
