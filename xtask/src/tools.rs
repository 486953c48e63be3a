//! What Rust needs to build for the browser: the wasm target, trunk, and wasm-bindgen's programs in exactly the
//! versions the project is built with. Found on the PATH or in our cache; compiled into the cache otherwise.

use std::path::{Path, PathBuf};

use crate::problem::Problem;
use crate::{paths, run};

pub const WASM: &str = "wasm32-unknown-unknown";

struct Tool {
    /// The crate that brings it.
    package: &'static str,
    version: &'static str,
    /// The program whose version is asked, and the programs that must lie beside it.
    programs: &'static [&'static str],
    flags: &'static [&'static str],
    minutes: u32,
}

const TRUNK: Tool = Tool {
    package: "trunk",
    // 0.22 needs a newer rustc than the project does.
    version: "0.21.14",
    programs: &["trunk"],
    // It never downloads anything for us, so it needs no TLS.
    flags: &["--no-default-features"],
    minutes: 6,
};

const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    // The same as the crate in Cargo.toml and the tool in Trunk.toml; a test compares them.
    version: "0.2.129",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    flags: &[],
    minutes: 3,
};

/// The folders of the tools, to be put in front of the PATH.
pub fn install() -> Result<Vec<PathBuf>, Problem> {
    install_target()?;
    let mut folders = vec![TRUNK.install()?, WASM_BINDGEN.install()?];
    folders.dedup();
    Ok(folders)
}

/// Adds the wasm target; a Rust without rustup may bring it as well.
pub fn install_target() -> Result<(), Problem> {
    let library =
        run::answer(run::command("rustc").args(["--print", "target-libdir", "--target", WASM]));
    if library.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    let rustup = paths::find("rustup", &[]).ok_or(Problem::RustupMissing)?;
    println!("Adding the browser as a target for Rust. This happens once.");
    run::install(
        "The target wasm32-unknown-unknown",
        "To try it alone: rustup target add wasm32-unknown-unknown",
        run::command(rustup).args(["target", "add", WASM]),
    )
}

impl Tool {
    /// The folder it is in, after installing it if need be.
    fn install(&self) -> Result<PathBuf, Problem> {
        let tools = paths::cache().join("tools");
        if let Some(folder) = self.look(&tools.join("bin")) {
            return Ok(folder);
        }
        println!(
            "Installing {} {}. This happens once and takes about {} minutes.",
            self.package, self.version, self.minutes
        );
        // Kept until it is done, so that an interrupted installation goes on where it stopped.
        let half_done = tools.join("build");
        let what = format!("{} {}", self.package, self.version);
        run::install(
            &what,
            "A C compiler and linker are needed for this (Debian: apt-get install build-essential).",
            run::cargo()
                .args(["install", "--locked", "--force", "--root"])
                .arg(&tools)
                .args(["--version", &format!("={}", self.version)])
                .args(self.flags)
                .arg(self.package)
                .env("CARGO_TARGET_DIR", &half_done),
        )?;
        std::fs::remove_dir_all(&half_done).ok();
        self.look(&tools.join("bin"))
            .ok_or(Problem::Install { what, way_on: "It was compiled, but does not run.".into() })
    }

    /// The first folder, of the PATH or the cache, that holds all its programs in the right version.
    fn look(&self, cache: &Path) -> Option<PathBuf> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).chain([cache.to_path_buf()]).find(|folder| self.is_in(folder))
    }

    fn is_in(&self, folder: &Path) -> bool {
        let file =
            |program: &str| folder.join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
        self.programs.iter().all(|program| file(program).is_file())
            && run::answer(run::command(file(self.programs[0])).arg("--version"))
                .is_some_and(|said| said.split_whitespace().nth(1) == Some(self.version))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(file: &str, line: &str) -> bool {
        let text = std::fs::read_to_string(paths::root().join(file)).unwrap();
        text.lines().any(|found| found == line)
    }

    #[test]
    fn wasm_bindgen_has_one_version_everywhere() {
        let version = WASM_BINDGEN.version;
        assert!(says("Cargo.toml", &format!("wasm-bindgen = \"={version}\"")));
        assert!(says("Trunk.toml", &format!("wasm_bindgen = \"{version}\"")));
    }

    #[test]
    fn trunk_has_one_version_everywhere() {
        assert!(says("Trunk.toml", &format!("trunk-version = \"^{}\"", TRUNK.version)));
    }
}
