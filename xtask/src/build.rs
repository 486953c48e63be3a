//! Builds the app into dist/ with trunk, from tools that are already there.

use std::path::PathBuf;

use crate::problem::Problem;
use crate::{node, paths, run};

/// `folders` hold trunk and wasm-bindgen. Without `release` the build is faster, and the app larger and slower.
pub fn app(folders: &[PathBuf], release: bool) -> Result<(), Problem> {
    let mut path = vec![node::programs()];
    path.extend_from_slice(folders);
    let mut trunk = run::command("trunk");
    trunk
        .arg("build")
        .env("PATH", paths::path_with(&path))
        .env("TRUNK_OFFLINE", "true")
        .env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk takes only "true" or "false" in NO_COLOR, unlike everybody else, and stops at "1".
    if std::env::var_os("NO_COLOR").is_some() {
        trunk.env_remove("NO_COLOR").env("TRUNK_COLOR", "never");
    }
    if release {
        trunk.arg("--release");
    }
    let status = run::open(&mut trunk)?;
    if status.success() {
        return Ok(());
    }
    Err(Problem::Failed {
        what: "The build of the app".into(),
        status: run::ended(status),
        again: "cargo xtask test --only build".into(),
    })
}
