// The loading bar, driven by the bundler's start-up hooks while the wasm arrives.
// `total` is the size of the wasm on disk; compressed transfers are counted decoded, so both agree.
export default function loadingBar() {
  const bar = document.getElementById("boot-bar");

  const show = (part) => {
    if (!bar) return;
    const within = Math.min(1, Math.max(0.04, part));
    bar.firstElementChild.style.setProperty("--part", within.toFixed(3));
    bar.setAttribute("aria-valuenow", String(Math.round(within * 100)));
  };

  return {
    onStart: () => show(0.04),
    onProgress: ({ current, total }) => show(total > 0 ? 0.04 + (0.92 * current) / total : 0.5),
    onComplete: () => show(1),
    onSuccess: () => {
      document.documentElement.dataset.boot = "done";
    },
    onFailure: (error) => {
      const detail = (error && (error.stack || error.message)) || String(error);
      window.dispatchEvent(new CustomEvent("h2h:fail", { detail }));
    },
  };
}
