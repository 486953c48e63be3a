//! Chromium and its WebDriver, for the tests in the browser.

use std::env;
use std::path::{Path, PathBuf};

use crate::problem::Problem;
use crate::{paths, run};

pub struct Browser {
    pub chromium: PathBuf,
    pub driver: PathBuf,
}

/// What makes Chromium quiet and independent of the machine: no sandbox (root in a container has none to give),
/// no graphics card, no network traffic of its own. tests/playwright.config.mjs has the same.
pub const FLAGS: [&str; 8] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Finds both, installing Debian's packages when allowed to.
pub fn install() -> Result<Browser, Problem> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    let debian = Path::new("/etc/debian_version").exists();
    // Ubuntu's package only points to a snap, which a container cannot run.
    let ubuntu = std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line == "ID=ubuntu"));
    let root = run::answer(run::command("id").arg("-u")).as_deref() == Some("0");
    if debian && !ubuntu && root {
        println!(
            "Installing Chromium and its driver. This happens once and takes a minute or two."
        );
        let apt = |arguments: &[&str]| {
            run::install(
                "Chromium",
                "To try it alone: apt-get update && apt-get install chromium chromium-driver",
                run::command("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"),
            )
        };
        apt(&["update", "--quiet"])?;
        apt(&[
            "install",
            "--quiet",
            "--yes",
            "--no-install-recommends",
            "chromium",
            "chromium-driver",
        ])?;
    }
    find().ok_or_else(|| Problem::BrowserMissing {
        missing: missing(),
        way_on: if ubuntu {
            "Install Google Chrome and the chromedriver of the same version (https://googlechromelabs.github.io/chrome-for-testing/)."
        } else if debian {
            "Install them: sudo apt-get install chromium chromium-driver"
        } else {
            "Install Chromium and chromedriver, in the same version, with your package manager."
        }
        .into(),
    })
}

fn find() -> Option<Browser> {
    Some(Browser { chromium: chromium()?, driver: driver()? })
}

fn missing() -> String {
    match (chromium(), driver()) {
        (None, None) => "both",
        (None, Some(_)) => "Chromium",
        (Some(_), _) => "chromedriver",
    }
    .into()
}

fn chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    named("CHROME").or_else(|| names.iter().find_map(|name| paths::find(name, &[])))
}

fn driver() -> Option<PathBuf> {
    named("CHROMEDRIVER").or_else(|| {
        let debian_old = PathBuf::from("/usr/lib/chromium");
        paths::find("chromedriver", &[debian_old])
    })
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|file| file.is_file())
}
