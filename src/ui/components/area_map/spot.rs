//! One area as the map draws it, in words too.

use super::edges;
use crate::domain::cell::{Bounds, Cell, FINEST};
use crate::domain::view::Area;
use crate::i18n::t_string;
use crate::platform::map::Spot;
use crate::state::live::App;
use crate::ui::language::Texts;
use crate::ui::words;

/// An area with what is said and drawn of it.
pub fn spot(i18n: Texts, app: App, area: &Area, chosen: Option<&Cell>) -> Spot {
    let Area { count, .. } = *area;
    let at = area.cell.clone().unwrap_or_else(|| Cell::snap(area.middle, FINEST));
    let name = words::area(i18n, app, Some(&at));
    let mut label = match area.cells {
        1 => t_string!(i18n, help.area_label, count = count, area = name),
        areas => t_string!(i18n, help.cluster_label, count = count, areas = areas, area = name),
    };
    let mut add = |more: &str| {
        label.push_str(", ");
        label.push_str(more);
    };
    if let Some(category) = area.category {
        add(words::category(i18n, category));
    }
    if area.urgent > 0 {
        add(&t_string!(i18n, help.area_urgent, count = area.urgent));
    }
    if area.mine {
        add(t_string!(i18n, help.area_mine));
    }
    if area.cells > 1 {
        label = format!("{label}. {}", t_string!(i18n, help.map_nearer));
    }
    Spot {
        key: area.key.clone(),
        edges: edges(area.bounds),
        middle: [area.middle.lat, area.middle.lon],
        cells: area.cells,
        count,
        label,
        urgent: area.urgent,
        icon: area.category.map(|c| c.word().to_owned()),
        mine: area.mine,
        selected: chosen.is_some_and(|chosen| match &area.cell {
            Some(cell) => cell == chosen,
            None => holds(area.bounds, chosen.bounds()),
        }),
    }
}

/// Whether one rectangle lies in another, wherever around the globe.
pub fn holds(outer: Bounds, inner: Bounds) -> bool {
    let turn = ((outer.centre().lon - inner.centre().lon) / 360.0).round() * 360.0;
    outer.south <= inner.south
        && inner.north <= outer.north
        && outer.west <= inner.west + turn
        && inner.east + turn <= outer.east
}
