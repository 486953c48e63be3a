//! The sync's program, which is not part of the page's: in a thread of its own beside the page, or within the page.

use futures::channel::oneshot;
use js_sys::{Function, Object, Reflect};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Event, MessageEvent, WorkerOptions, WorkerType};

#[wasm_bindgen(module = "/src/platform/worker.js")]
extern "C" {
    /// Loads the program into the page and begins; gives what ends it.
    #[wasm_bindgen(catch)]
    async fn begin_here(program: &str, order: &str) -> Result<JsValue, JsValue>;
}

/// Why a worker is not there any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// This browser, or the site's rules, do not let it start, or the program did not arrive.
    NeverStarted,
    /// It stopped in the middle; what it said.
    Stopped(String),
}

/// Dropping it ends the worker.
struct Running(web_sys::Worker);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.set_onmessage(None);
        self.0.set_onerror(None);
        self.0.terminate();
    }
}

/// Dropping it ends what runs within the page.
struct Within(JsValue);

impl Drop for Within {
    fn drop(&mut self) {
        if let Some(end) = self.0.dyn_ref::<Function>() {
            let _ = end.call0(&JsValue::NULL);
        }
    }
}

/// Where the program is, on a site served from `base`.
fn program(base: &str) -> String {
    format!("{base}sync.js")
}

/// Runs the program in a worker with this order for as long as the future is polled; `base` is the address the site is
/// served from. It comes back only when the worker ended.
pub async fn run(base: &str, order: &str) -> Ended {
    let Some(running) = begin(base, order) else {
        return Ended::NeverStarted;
    };
    let (ended, end) = oneshot::channel::<String>();
    let ended = Rc::new(RefCell::new(Some(ended)));
    let end_with = move |why: String| {
        if let Some(ended) = ended.borrow_mut().take() {
            let _ = ended.send(why);
        }
    };
    let started = Rc::new(Cell::new(false));
    let on_message = {
        let (started, end_with) = (Rc::clone(&started), end_with.clone());
        // It says nothing once it runs, and why when it stops.
        Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            match event.data().as_string() {
                Some(why) => end_with(why),
                None => started.set(true),
            }
        })
    };
    let on_error = Closure::<dyn Fn(Event)>::new(move |event: Event| {
        let text = Reflect::get(&event, &"message".into()).ok().and_then(|m| m.as_string());
        end_with(text.unwrap_or_default());
    });
    running.0.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    running.0.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let why = end.await.unwrap_or_default();
    if started.get() { Ended::Stopped(why) } else { Ended::NeverStarted }
}

fn begin(base: &str, order: &str) -> Option<Running> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let script = format!("{base}worker.js");
    let worker = web_sys::Worker::new_with_options(&script, &options).ok()?;
    let message = Object::new();
    let put = |key: &str, value: &str| Reflect::set(&message, &key.into(), &value.into());
    put("program", &program(base)).ok()?;
    put("order", order).ok()?;
    worker.post_message(&message).ok()?;
    Some(Running(worker))
}

/// Runs the program within the page, in a wasm instance of its own, for as long as the future is polled. It comes back
/// only where the program could not be loaded.
pub async fn run_here(base: &str, order: &str) {
    if let Ok(end) = begin_here(&program(base), order).await {
        let _running = Within(end);
        std::future::pending::<()>().await;
    }
}
