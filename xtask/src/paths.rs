//! Where things are: the checkout, the cache of installed tools, and the data of the local backend.

use std::env;
use std::path::{Path, PathBuf};

const NAME: &str = "a-heart-2-help";

/// The checkout's root.
pub fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_path_buf()
}

/// The folder trunk builds into.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// A file of the local server.
pub fn web(file: &str) -> PathBuf {
    root().join("xtask/web").join(file)
}

/// The person's cache for this project: tools that take long to compile, outlasting `cargo clean`.
pub fn cache() -> PathBuf {
    person("XDG_CACHE_HOME", ".cache")
}

/// The person's data for this project.
pub fn data() -> PathBuf {
    person("XDG_DATA_HOME", ".local/share")
}

/// Base directories as freedesktop.org's specification sets them; a relative value counts as unset.
fn person(variable: &str, under_home: &str) -> PathBuf {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(under_home)))
        .unwrap_or_else(env::temp_dir)
        .join(NAME)
}

/// A program on the PATH, or in one of `more` folders.
pub fn find(program: &str, more: &[PathBuf]) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(more.iter().cloned())
        .map(|folder| folder.join(format!("{program}{}", env::consts::EXE_SUFFIX)))
        .find(|file| file.is_file())
}

/// The PATH with `folders` in front.
pub fn path_with(folders: &[PathBuf]) -> std::ffi::OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(env::split_paths(&path));
    // Folders with a separator in their name cannot be on a PATH; then the PATH stays as it is.
    env::join_paths(all).unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_checkout() {
        assert!(root().join("Trunk.toml").is_file());
        assert!(web("server.mjs").is_file());
    }
}
