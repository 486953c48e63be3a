// Runs before the first paint: theme and language as the person chose them, the words of the shell
// in that language, and a plain page if the app cannot start. No module, so that even an old browser gets it.
(function () {
  "use strict";
  var root = document.documentElement;

  function read(key) {
    try { return localStorage.getItem(key); } catch (_) { return null; } // storage can be switched off
  }

  var theme = read("h2h.theme");
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;

  var lang = read("h2h.lang") || navigator.language || "en";
  var german = /^de\b/i.test(lang);
  root.lang = german ? "de" : "en";

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  document.addEventListener("DOMContentLoaded", function () {
    var shell = document.getElementById("shell");
    if (!shell) return;
    var here = location.pathname.slice(new URL(document.baseURI).pathname.length).split("/")[0];
    each("#shell [data-place]", function (a) {
      if (a.dataset.place === here) a.setAttribute("aria-current", "page");
    });
    if (german) {
      each("#shell [data-de]", function (e) { e.textContent = e.dataset.de; });
      each("#shell [data-de-label]", function (e) { e.setAttribute("aria-label", e.dataset.deLabel); });
    }
    if (typeof WebAssembly !== "object") fail("WebAssembly is not available in this browser.");
  });

  // A slow start gets a sentence; it goes with the shell when the app has mounted.
  setTimeout(function () {
    var note = document.getElementById("boot-note");
    if (note && !started()) note.hidden = false;
  }, 8000);

  function started() { return root.dataset.boot === "done"; }

  var words = german
    ? {
        title: "Die App konnte nicht starten",
        text: "Was du hier gespeichert hast, ist noch da. Meist hilft es, die Seite neu zu laden. Wenn nicht: Prüfe die Verbindung und ob der Browser aktuell ist.",
        emergency: "In einem Notfall ruf den Notruf an: 112.",
        reload: "Neu laden", details: "Was passiert ist, für jemanden, der dir hilft"
      }
    : {
        title: "The app could not start",
        text: "What you saved here is still here. Reloading the page usually helps. If it doesn't, check the connection and whether the browser is up to date.",
        emergency: "In an emergency, call the emergency number: 112.",
        reload: "Reload", details: "What happened, for someone who helps you"
      };

  function element(name, attributes, children) {
    var e = document.createElement(name);
    Object.keys(attributes).forEach(function (key) { e.setAttribute(key, attributes[key]); });
    children.forEach(function (c) { e.append(c); });
    return e;
  }

  // The page for a start that failed, or an app that stopped: dispatch "h2h:fail" with a text as detail.
  function fail(detail) {
    if (root.dataset.boot === "failed") return;
    root.dataset.boot = "failed";
    var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", "icon");
    svg.setAttribute("aria-hidden", "true");
    var use = document.createElementNS("http://www.w3.org/2000/svg", "use");
    use.setAttribute("href", "icons.svg#logo");
    svg.append(use);
    var reload = element("button", { class: "button primary big", type: "button" }, [words.reload]);
    reload.addEventListener("click", function () { location.reload(); });
    var heading = element("h1", { tabindex: "-1" }, [words.title]);
    var page = element("main", { class: "fail", id: "fail" }, [
      svg, heading,
      element("p", {}, [words.text]),
      element("p", {}, [words.emergency]),
      element("div", { class: "buttons" }, [reload]),
      element("details", {}, [
        element("summary", {}, [words.details]),
        element("pre", { dir: "ltr" }, [String(detail || "unknown")])
      ])
    ]);
    ["app", "shell"].forEach(function (id) {
      var e = document.getElementById(id);
      if (e) e.hidden = true;
    });
    document.title = words.title;
    document.body.append(page);
    heading.focus();
  }

  window.addEventListener("h2h:fail", function (event) { fail(event.detail); });

  // A script that did not arrive reports no error of its own: it is seen here, in the capture phase.
  window.addEventListener("error", function (event) {
    if (started()) return;
    var e = event.target;
    if (e && e.tagName === "SCRIPT") fail("A part of the app did not arrive: " + (e.src || "the app's own module"));
    else if (event.message) fail(event.message);
  }, true);
  window.addEventListener("unhandledrejection", function (event) {
    if (!started()) fail(event.reason && (event.reason.stack || event.reason.message || event.reason));
  });
})();
