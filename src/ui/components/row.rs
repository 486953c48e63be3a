//! A request as one row of a list: one link, its area and time, and what stands about it.

use super::icon::Icon;
use super::private_ask::PrivateMark;
use crate::domain::help::Help;
use crate::domain::request::Urgency;
use crate::domain::view::{Mark, band_of, is_further, is_quiet, marks};
use crate::i18n::t_string;
use crate::state::live::App;
use crate::ui::language::{Texts, say};
use crate::ui::words;
use leptos::prelude::*;

/// One `<li>` of `<ul class="rows">`.
#[component]
pub fn RequestRow(
    /// Texts.
    i18n: Texts,
    /// The request.
    help: Help,
    /// Within how many kilometres was asked for, where that was.
    #[prop(default = None)]
    within_km: Option<u16>,
) -> impl IntoView {
    let app = App::here();
    let help = StoredValue::new(help);
    let urgent = help.with_value(|h| h.request.urgency == Urgency::Urgent);
    let href = help.with_value(|h| format!("help/{}", h.id));
    let lang = help.with_value(|h| h.request.lang.clone());
    let title = help.with_value(|h| h.request.title.to_string());
    let icon = help.with_value(|h| h.request.category.word());
    let place = move || help.with_value(|h| place(i18n, app, h));
    let when = move || help.with_value(|h| words::when(i18n, h.request.when, app.today()));
    let quiet = move || help.with_value(|h| is_quiet(h, app.now.get())).then_some("");
    let is_new = move || {
        help.with_value(|h| {
            !h.mine && h.request.by.as_ref().is_some_and(|by| app.is_new(&by.person))
        })
    };
    let further = Memo::new(move |_| {
        let band = app.viewer.with(|viewer| help.with_value(|h| band_of(h, viewer.as_ref())));
        is_further(band, within_km)
    });
    let badges = move || {
        let marks = help.with_value(|h| marks(h, app.now.get()));
        // Of one helper alone nobody else can offer.
        let open = !help.with_value(Help::is_private);
        let marks = marks.into_iter().filter(|mark| open || *mark != Mark::NoOffer);
        marks.map(|mark| badge(i18n, mark)).collect_view()
    };
    view! {
        <li class="row" data-urgent=urgent.then_some("") data-mine=help.with_value(|h| h.mine).then_some("") data-quiet=quiet>
            <span class="patch" data-tone=if urgent { "accent" } else { "calm" }><Icon name=icon/></span>
            <div>
                <h3><a href=href dir="auto" lang=lang>{title}</a></h3>
                <p class="meta">
                    <span><Icon name="pin-area" class="s"/>" "{place}</span>
                    <span><Icon name="clock" class="s"/>" "{when}</span>
                </p>
                <p class="badges">
                    <PrivateMark i18n help/>
                    <Show when=move || further.get()>
                        <span class="badge" data-kind="sun"><Icon name="hands" class="s"/>{say!(i18n, help.further)}</span>
                    </Show>
                    {badges}
                    <Show when=is_new><span class="badge" data-kind="plain">{say!(i18n, common.new_here)}</span></Show>
                    <Show when=move || help.with_value(|h| is_pending(app, h))>
                        <span class="badge" data-kind="pending"><Icon name="pending" class="s"/>{say!(i18n, common.row_pending)}</span>
                    </Show>
                </p>
            </div>
        </li>
    }
}

/// "Triesenberg · within 5 km"
fn place(i18n: Texts, app: App, help: &Help) -> String {
    let Some(cell) = help.id.place.cell() else {
        return t_string!(i18n, help.by_phone).to_owned();
    };
    let area = words::area(i18n, app, Some(cell));
    match app.viewer.with(|viewer| band_of(help, viewer.as_ref())) {
        Some(band) => format!("{area} · {}", words::band(i18n, band)),
        None => area,
    }
}

/// The viewer's own request or offer still waits to be sent.
fn is_pending(app: App, help: &Help) -> bool {
    app.is_pending(&help.id) || help.my_thread().is_some_and(|t| app.is_pending(&t.offer))
}

fn badge(i18n: Texts, mark: Mark) -> impl IntoView {
    let (kind, icon) = match mark {
        Mark::Urgent => ("urgent", "warn"),
        Mark::Mine => ("mine", "person"),
        Mark::ToRead(_) => ("sun", "message"),
        Mark::Offered | Mark::Offers(_) => ("calm", "hands"),
        Mark::Helper | Mark::Helped | Mark::DoneTogether | Mark::Closed(_) => ("good", "check"),
        Mark::NoOffer => ("plain", "heart"),
        Mark::NotChosen | Mark::Helpers { .. } => ("plain", "people"),
        Mark::Over => ("plain", "clock"),
    };
    let text = move || match mark {
        Mark::Urgent => t_string!(i18n, common.urgent).to_owned(),
        Mark::Mine => t_string!(i18n, common.row_mine).to_owned(),
        Mark::ToRead(n) => t_string!(i18n, common.row_to_read, count = n),
        Mark::Offered => t_string!(i18n, common.row_offered).to_owned(),
        Mark::Helper => t_string!(i18n, common.row_helper).to_owned(),
        Mark::NotChosen => t_string!(i18n, common.row_not_chosen).to_owned(),
        Mark::DoneTogether => t_string!(i18n, common.row_done_together).to_owned(),
        Mark::NoOffer => t_string!(i18n, common.no_offers).to_owned(),
        Mark::Offers(n) => t_string!(i18n, common.offers, count = n),
        Mark::Helpers { taken, needed } => {
            t_string!(i18n, common.row_helpers, taken = taken, needed = needed)
        }
        Mark::Helped => t_string!(i18n, common.row_helped).to_owned(),
        Mark::Closed(reason) => words::close_reason(i18n, reason).to_owned(),
        Mark::Over => t_string!(i18n, common.row_over).to_owned(),
    };
    view! { <span class="badge" data-kind=kind><Icon name=icon class="s"/>{text}</span> }
}
