//! The sync's program: runs in a worker beside the page, or within the page where there is none. `public/worker.js`
//! and `platform::worker` call what is exported here.

#[cfg(target_arch = "wasm32")]
mod exports {
    use a_heart_2_help::state::beside;
    use wasm_bindgen::prelude::*;

    /// Begins what the order says, and ends what it said before.
    #[wasm_bindgen]
    pub fn begin(order: &str) {
        beside::begin(order);
    }

    /// Ends it.
    #[wasm_bindgen]
    pub fn end() {
        beside::end();
    }
}

fn main() {}
