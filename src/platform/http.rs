//! One call to somebody else's server.

use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, Headers, Request, RequestCredentials, RequestInit, Response};

/// How long an answer may take, in milliseconds.
const PATIENCE: u32 = 20_000;

/// What a server answered: the status and the text. `None` where nothing came back: no network, a refusal of
/// the browser's own (CORS, http from https), or too long a wait. Cookies go neither way.
pub async fn call(
    method: &str,
    url: &str,
    authorization: Option<&str>,
    body: Option<&str>,
) -> Option<(u16, String)> {
    let headers = Headers::new().ok()?;
    headers.set("accept", "application/json").ok()?;
    if let Some(authorization) = authorization {
        headers.set("authorization", authorization).ok()?;
    }
    let options = RequestInit::new();
    options.set_method(method);
    options.set_credentials(RequestCredentials::Omit);
    options.set_signal(Some(&AbortSignal::timeout_with_u32(PATIENCE)));
    if let Some(body) = body {
        headers.set("content-type", "application/json").ok()?;
        options.set_body(&body.into());
    }
    options.set_headers(&headers);
    let request = Request::new_with_str_and_init(url, &options).ok()?;
    let answer = JsFuture::from(web_sys::window()?.fetch_with_request(&request)).await.ok()?;
    let response: Response = answer.dyn_into().ok()?;
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    Some((response.status(), text))
}
