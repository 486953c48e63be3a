//! The page's entry.

#[cfg(target_arch = "wasm32")]
fn main() {
    a_heart_2_help::ui::start();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This is a browser app. Run it with: cargo xtask serve");
}
