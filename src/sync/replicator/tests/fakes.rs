//! A server, a device and a clock that exist only here.

mod device;

pub use crate::sync::fakes::{Clock, START, Server};
pub use device::Device;

use crate::domain::bytes::Bytes;
use crate::domain::id::{Kind, Place};
use crate::domain::record::{Envelope, content_id, payload_hash};
use crate::domain::time::Millis;
use std::pin::pin;
use std::rc::Rc;

pub fn record(n: u64) -> Envelope {
    let payload = format!("{{\"n\":{n}}}");
    let (community, author) = (Bytes([1; 32]), Bytes([2; 32]));
    let kind = Kind::parse("act").unwrap();
    let id =
        content_id(&community, &author, Place::Anywhere, kind, Millis(n), &payload_hash(&payload));
    Envelope { id: id.to_string(), a: author, p: payload, s: Bytes([3; 64]) }
}

/// One server, one device, one clock.
pub struct World {
    pub clock: Rc<Clock>,
    pub server: Server,
    pub device: Device,
}

impl World {
    pub fn new() -> Self {
        let clock = Rc::new(Clock::default());
        clock.now.set(START);
        Self { server: Server::new(&clock), device: Device::new(&clock), clock }
    }

    /// A run of the loop from its start, for `ms`; then the app is closed.
    pub fn run(&self, ms: u64) {
        self.act(|_| {}, &[ms]);
    }

    /// One run of the loop; after each but the last of the `times`, `act` is called with its number.
    pub fn act(&self, act: impl Fn(usize), times: &[u64]) {
        let mut run = pin!(super::super::run(&self.server, &self.device, &self.device.wake));
        for (number, ms) in times.iter().enumerate() {
            if number > 0 {
                act(number);
            }
            self.clock.pass(*ms, run.as_mut());
        }
    }

    pub fn both_hold(&self, records: &[Envelope]) {
        let mut ids: Vec<String> = records.iter().map(|record| record.id.clone()).collect();
        ids.sort_unstable();
        assert_eq!(self.device.ids(), ids, "the device");
        assert_eq!(self.server.with(|db| db.ids()), ids, "the server");
    }
}
