//! Node and the npm packages of package-lock.json.

use std::fs;
use std::path::{Path, PathBuf};

use crate::problem::{Problem, at};
use crate::{paths, run};

const OLDEST: u32 = 20;

/// A package the commands run by path, kept here so that a half-done installation is noticed.
const WITNESS: &str = "node_modules/esbuild/package.json";

/// Checks that Node is there and new enough.
pub fn check() -> Result<(), Problem> {
    let found = run::answer(run::command("node").arg("--version")).ok_or(Problem::NodeMissing)?;
    match major(&found) {
        Some(version) if version >= OLDEST => Ok(()),
        _ => Err(Problem::NodeTooOld { found }),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// Installs the packages of package-lock.json, once for each state of that file.
pub fn install_packages() -> Result<(), Problem> {
    let root = paths::root();
    install(&root, root.join(WITNESS).is_file())
}

/// The same for a folder with a package.json of its own: what one command alone needs.
pub fn install_packages_of(folder: &Path) -> Result<(), Problem> {
    install(folder, true)
}

fn install(folder: &Path, whole: bool) -> Result<(), Problem> {
    check()?;
    let lock_path = folder.join("package-lock.json");
    let lock = fs::read(&lock_path).map_err(at(&lock_path))?;
    // A copy of the lock file beside the packages says for which one they were installed.
    let stamp = folder.join("node_modules/.installed-lock.json");
    if whole && fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    println!("Installing the npm packages. This happens once and takes about half a minute.");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run::install(
        "The npm packages",
        "To try it alone: npm ci --ignore-scripts",
        run::command(npm).current_dir(folder).args([
            "ci",
            // None of ours needs its scripts: native parts come prebuilt.
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]),
    )?;
    fs::write(&stamp, lock).map_err(at(&stamp))
}

/// The folder with the programs of the npm packages (wasm-opt, playwright).
pub fn programs() -> PathBuf {
    paths::root().join("node_modules/.bin")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.1.0"), Some(9));
        assert_eq!(major("no node"), None);
    }
}
