//! Where the person looks from: asked of the device, and areas saved for later. None of it leaves the device.

use super::{App, Problem};
use crate::domain::cell::{Cell, FINEST, Point};
use crate::domain::saved::SavedAreas;
use crate::platform::geo::{self, NoPlace};
use crate::store::{Shelf, Store};

/// Under which name the saved areas lie.
const SAVED: &str = "saved-areas";

impl App {
    /// The cell the device is in. The point is snapped here and goes no further.
    ///
    /// # Errors
    /// [`NoPlace`], where the person refuses or the device doesn't know.
    pub async fn cell_of_device(self) -> Result<Cell, NoPlace> {
        let (lat, lon) = geo::locate().await?;
        Ok(Cell::snap(Point { lat, lon }, FINEST))
    }

    /// The areas the person saved; none where the device cannot be read.
    pub async fn saved_areas(self) -> SavedAreas {
        let Some(store) = self.store() else {
            return SavedAreas::default();
        };
        let kept = store.get(Shelf::Meta, SAVED).await.ok().flatten();
        kept.map(|kept| SavedAreas::read(&kept)).unwrap_or_default()
    }

    /// Keeps the areas the person saved.
    ///
    /// # Errors
    /// [`Problem`].
    pub async fn keep_saved_areas(self, areas: &SavedAreas) -> Result<(), Problem> {
        self.set_meta(SAVED, areas.to_keep()).await
    }
}
