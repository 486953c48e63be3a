//! A name's password: from a variable, or typed without being shown. Never from an argument, which every program on the
//! computer can read.

use a_heart_2_help::sync::server::Login;

use crate::problem::Problem;

/// The login of `name`, whose password stands in the variable or is asked for.
pub fn of(name: String, variable: &str) -> Result<Login, Problem> {
    let password = match std::env::var(variable) {
        Ok(password) => password,
        Err(_) => rpassword::prompt_password(format!("The password of {name}: ")).map_err(|_| {
            Problem::Words(format!(
                "There is no terminal to type the password of {name} on. Put it into the variable {variable}."
            ))
        })?,
    };
    Ok(Login { name, password })
}
