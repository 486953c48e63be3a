//! Reads a command's flags: `--name`, `--name value` and `--name=value`, in any order.

use crate::problem::Problem;

pub struct Args(Vec<String>);

impl Args {
    pub fn new(words: impl Iterator<Item = String>) -> Self {
        Self(words.collect())
    }

    /// The first word, which names the command.
    pub fn command(&mut self) -> Option<String> {
        (!self.0.is_empty()).then(|| self.0.remove(0))
    }

    /// Whether `--name` is there.
    pub fn flag(&mut self, name: &str) -> bool {
        let before = self.0.len();
        self.0.retain(|word| word != name);
        self.0.len() < before
    }

    /// The value of `--name`.
    pub fn value(&mut self, name: &str) -> Result<Option<String>, Problem> {
        let assigned = format!("{name}=");
        if let Some(at) = self.0.iter().position(|word| word.starts_with(&assigned)) {
            return Ok(Some(self.0.remove(at)[assigned.len()..].to_owned()));
        }
        let Some(at) = self.0.iter().position(|word| word == name) else {
            return Ok(None);
        };
        if at + 1 == self.0.len() {
            return Err(Problem::Usage(format!("{name} needs a value after it.")));
        }
        self.0.remove(at);
        Ok(Some(self.0.remove(at)))
    }

    /// The value of `--name` as a port from 1 to 65535.
    pub fn port(&mut self, name: &str) -> Result<Option<u16>, Problem> {
        self.value(name)?
            .map(|text| match text.parse() {
                Ok(port) if port > 0 => Ok(port),
                _ => Err(Problem::Usage(format!(
                    "{name} takes a port from 1 to 65535, not \"{text}\"."
                ))),
            })
            .transpose()
    }

    /// The next word that is no flag.
    pub fn word(&mut self) -> Option<String> {
        let at = self.0.iter().position(|word| !word.starts_with('-'))?;
        Some(self.0.remove(at))
    }

    /// Refuses what nobody asked for, so that a mistyped flag is never ignored.
    pub fn finish(self) -> Result<(), Problem> {
        match self.0.first() {
            None => Ok(()),
            Some(word) => Err(Problem::Usage(format!("\"{word}\" is not understood here."))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Args {
        Args::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn flags_and_values_come_in_any_order() {
        let mut args = args("serve --dev --port 5000 --data=/tmp/x");
        assert_eq!(args.command().as_deref(), Some("serve"));
        assert_eq!(args.value("--data").unwrap().as_deref(), Some("/tmp/x"));
        assert_eq!(args.port("--port").unwrap(), Some(5000));
        assert!(args.flag("--dev"));
        assert!(!args.flag("--reset"));
        assert!(args.finish().is_ok());
    }

    #[test]
    fn a_mistyped_flag_is_refused() {
        assert!(args("--prot 5000").finish().is_err());
    }

    #[test]
    fn a_value_that_is_missing_or_no_port_is_refused() {
        assert!(args("--port").port("--port").is_err());
        assert!(args("--port 0").port("--port").is_err());
        assert!(args("--port many").port("--port").is_err());
    }
}
