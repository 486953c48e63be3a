//! The domain's terms in the person's language.

use super::language::{Texts, region_tag};
use crate::domain::act::Role;
use crate::domain::cell::{Band, Cell};
use crate::domain::moderation::Alarm;
use crate::domain::places::nearest;
use crate::domain::request::{Category, CloseReason, Part, When};
use crate::domain::time::{LocalDay, Millis};
use crate::i18n::t_string;
use crate::platform::locale;
use crate::state::live::{ActionError, App, Problem};
use crate::store::StoreError;
use crate::sync::SyncError;
use leptos::prelude::*;

/// "A ride"
#[must_use]
pub fn category(i18n: Texts, category: Category) -> &'static str {
    match category {
        Category::Ride => t_string!(i18n, common.category_ride),
        Category::Groceries => t_string!(i18n, common.category_groceries),
        Category::Company => t_string!(i18n, common.category_company),
        Category::Call => t_string!(i18n, common.category_call),
        Category::Meal => t_string!(i18n, common.category_meal),
        Category::Home => t_string!(i18n, common.category_home),
        Category::Repair => t_string!(i18n, common.category_repair),
        Category::Garden => t_string!(i18n, common.category_garden),
        Category::Pet => t_string!(i18n, common.category_pet),
        Category::Child => t_string!(i18n, common.category_child),
        Category::Tech => t_string!(i18n, common.category_tech),
        Category::Paper => t_string!(i18n, common.category_paper),
        Category::Lend => t_string!(i18n, common.category_lend),
        Category::Work => t_string!(i18n, common.category_work),
        Category::Moving => t_string!(i18n, common.category_moving),
        Category::Crisis => t_string!(i18n, common.category_crisis),
    }
}

/// "morning"
#[must_use]
pub fn part(i18n: Texts, part: Part) -> &'static str {
    match part {
        Part::Morning => t_string!(i18n, common.part_morning),
        Part::Afternoon => t_string!(i18n, common.part_afternoon),
        Part::Evening => t_string!(i18n, common.part_evening),
        Part::Any => t_string!(i18n, common.part_any),
    }
}

/// "Today", "Tomorrow", "Thursday 26 November".
#[must_use]
pub fn day(i18n: Texts, day: LocalDay, today: LocalDay) -> String {
    match day.days_since(today) {
        -1 => t_string!(i18n, common.yesterday).to_owned(),
        0 => t_string!(i18n, common.today).to_owned(),
        1 => t_string!(i18n, common.tomorrow).to_owned(),
        _ => long_day(i18n, day),
    }
}

/// "Monday 23 November"
#[must_use]
pub fn long_day(i18n: Texts, day: LocalDay) -> String {
    locale::long_day(&region_tag(i18n.get_locale()), day.noon().0)
}

/// "Tomorrow, morning", "Whenever", "Whenever, evening".
#[must_use]
pub fn when(i18n: Texts, when: When, today: LocalDay) -> String {
    let day = match when.day {
        Some(wanted) => self::day(i18n, wanted, today),
        None => t_string!(i18n, common.whenever).to_owned(),
    };
    match when.part {
        Part::Any => day,
        wanted => format!("{day}, {}", part(i18n, wanted)),
    }
}

/// "2 to 5 km away"
#[must_use]
pub fn band(i18n: Texts, band: Band) -> String {
    match band {
        Band::Near => t_string!(i18n, common.band_near).to_owned(),
        Band::Within(km) => t_string!(i18n, common.band_within, km = km),
        Band::Far => t_string!(i18n, common.band_far).to_owned(),
    }
}

/// The name of an area: that of the named place nearest to its middle. Reactive.
#[must_use]
pub fn area(i18n: Texts, app: App, cell: Option<&Cell>) -> String {
    let Some(cell) = cell else {
        return t_string!(i18n, common.anywhere).to_owned();
    };
    let name = app.places.with(|places| nearest(places, cell).map(|p| p.name.clone()));
    name.unwrap_or_else(|| t_string!(i18n, common.area, cell = cell.to_string()))
}

/// "3 hours ago". Reactive.
#[must_use]
pub fn ago(i18n: Texts, app: App, at: Millis) -> String {
    locale::ago(&region_tag(i18n.get_locale()), app.now.get().since(at))
}

/// "did this"
#[must_use]
pub fn role(i18n: Texts, role: Role) -> &'static str {
    match role {
        Role::Did => t_string!(i18n, common.role_did),
        Role::Received => t_string!(i18n, common.role_received),
        Role::Witnessed => t_string!(i18n, common.role_witnessed),
        Role::Grateful => t_string!(i18n, common.role_grateful),
    }
}

/// "Flood"
#[must_use]
pub fn alarm(i18n: Texts, alarm: Alarm) -> &'static str {
    match alarm {
        Alarm::Flood => t_string!(i18n, common.alarm_flood),
        Alarm::Heat => t_string!(i18n, common.alarm_heat),
        Alarm::Storm => t_string!(i18n, common.alarm_storm),
        Alarm::Outage => t_string!(i18n, common.alarm_outage),
        Alarm::Other => t_string!(i18n, common.alarm_other),
    }
}

/// Why a request ended.
#[must_use]
pub fn close_reason(i18n: Texts, reason: CloseReason) -> &'static str {
    match reason {
        CloseReason::Done => t_string!(i18n, common.closed_done),
        CloseReason::Partly => t_string!(i18n, common.closed_partly),
        CloseReason::ByOthers => t_string!(i18n, common.closed_by_others),
        CloseReason::NotNeeded => t_string!(i18n, common.closed_not_needed),
        CloseReason::OutOfScope => t_string!(i18n, common.closed_out_of_scope),
    }
}

/// Why something was not done, and what to do about it.
#[must_use]
pub fn problem(i18n: Texts, problem: &Problem) -> String {
    match problem {
        Problem::Action(ActionError::Store(error)) => store_error(i18n, error),
        Problem::Action(ActionError::Gone) => t_string!(i18n, common.problem_gone).to_owned(),
        Problem::Action(ActionError::Key(_)) => t_string!(i18n, common.problem_key).to_owned(),
        Problem::NoCommunity => t_string!(i18n, common.problem_no_community).to_owned(),
    }
}

/// Why the device could not keep or read something.
#[must_use]
pub fn store_error(i18n: Texts, error: &StoreError) -> String {
    match error {
        StoreError::Unavailable => t_string!(i18n, common.store_unavailable).to_owned(),
        StoreError::Full => t_string!(i18n, common.store_full).to_owned(),
        StoreError::Blocked => t_string!(i18n, common.store_blocked).to_owned(),
        StoreError::TooNew => t_string!(i18n, common.store_too_new).to_owned(),
        StoreError::Failed(why) => t_string!(i18n, common.store_failed, why = why.clone()),
    }
}

/// That the backend does not take something, and why: our own reasons in the person's language, a server's as they are.
pub fn refused(i18n: Texts, why: &str) -> String {
    let ours = (why == SyncError::TooLarge.to_string())
        .then(|| t_string!(i18n, common.sync_why_too_large).to_owned());
    t_string!(i18n, common.refused, why = ours.unwrap_or_else(|| why.to_owned()))
}

/// Why nothing can be sent or fetched at the moment.
#[must_use]
pub fn sync_error(i18n: Texts, error: &SyncError) -> String {
    match error {
        SyncError::Offline => t_string!(i18n, common.sync_why_offline).to_owned(),
        SyncError::Denied => t_string!(i18n, common.sync_why_denied).to_owned(),
        SyncError::NotFound => t_string!(i18n, common.sync_why_not_found).to_owned(),
        SyncError::TooLarge => t_string!(i18n, common.sync_why_too_large).to_owned(),
        SyncError::Busy { .. } => t_string!(i18n, common.sync_why_busy).to_owned(),
        SyncError::Server(status) => t_string!(i18n, common.sync_why_server, status = *status),
        SyncError::NotABackend => t_string!(i18n, common.sync_why_not_a_backend).to_owned(),
        SyncError::Cut => t_string!(i18n, common.sync_why_cut).to_owned(),
        SyncError::Desk(why) => t_string!(i18n, common.store_failed, why = why.clone()),
    }
}
