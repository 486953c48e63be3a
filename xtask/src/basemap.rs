//! `cargo xtask basemap`: runs basemap/build.py in a Python environment of its own, kept in the cache.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::args::Args;
use crate::problem::{Problem, at};
use crate::{node, paths, run};

pub fn command(mut args: Args) -> Result<ExitCode, Problem> {
    let out = args.value("--out")?;
    let extract = args
        .word()
        .ok_or_else(|| Problem::Usage("Name the OpenStreetMap extract: FILE.osm.pbf.".into()))?;
    args.finish()?;
    let extract = absolute(&extract)?;
    if !extract.is_file() {
        return Err(Problem::Words(format!(
            "There is no file {}. Extracts of regions: https://download.geofabrik.de",
            extract.display()
        )));
    }
    let out = match out {
        Some(out) => absolute(&out)?,
        None => paths::root().join("public/basemap"),
    };
    // The world around the region comes from Natural Earth, through npm.
    node::install_packages()?;
    let python = environment()?;
    let status = run::open(
        run::command(python)
            .arg(paths::root().join("xtask/basemap/build.py"))
            .arg(&extract)
            .arg(&out)
            .arg("--natural-earth")
            .arg(paths::root().join("node_modules/world-atlas")),
    )?;
    if status.success() {
        return Ok(ExitCode::SUCCESS);
    }
    Err(Problem::Failed {
        what: "Making the map".into(),
        status: run::ended(status),
        again: format!("cargo xtask basemap {}", extract.display()),
    })
}

fn absolute(path: &str) -> Result<PathBuf, Problem> {
    std::path::absolute(path).map_err(at(path))
}

/// The Python of an environment with the packages of requirements.txt, installed once for each state of that file.
fn environment() -> Result<PathBuf, Problem> {
    let list = paths::root().join("xtask/basemap/requirements.txt");
    let wanted = fs::read(&list).map_err(at(&list))?;
    let folder = paths::cache().join("basemap-python");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let stamp = folder.join("installed-requirements.txt");
    if python.is_file() && fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    println!("Installing the map tools. This happens once and takes about a minute.");
    create(&folder)?;
    run::install(
        "The map tools",
        "They are listed in xtask/basemap/requirements.txt.",
        run::command(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
            .arg("--requirement")
            .arg(&list),
    )?;
    fs::write(&stamp, wanted).map_err(at(&stamp))?;
    Ok(python)
}

fn create(folder: &Path) -> Result<(), Problem> {
    let python =
        ["python3", "python"].iter().find_map(|name| paths::find(name, &[])).ok_or_else(|| {
            Problem::Words(
                "Python 3 is needed to make a map. Install it, then run this again.".into(),
            )
        })?;
    run::install(
        "A Python environment",
        "On Debian and Ubuntu it needs a package of its own: apt-get install python3-venv",
        run::command(python).args(["-m", "venv", "--clear"]).arg(folder),
    )
}
