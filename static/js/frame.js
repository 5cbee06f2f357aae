// Inside the frame on a clinic's page: sends answers without leaving the page, and tells the page
// around how high it is, which step was gone to, and that there is a result. Never an answer.
(() => {
  const pages = []; // what was shown so far, for the browser's back button; nothing is stored
  const root = document.documentElement;
  let at = Date.now(); // a number that no entry of the history has from before a reload
  let high, met, busy;

  // To whoever is around: the browser lets nobody but the clinic's pages be that.
  const say = (type, words) => parent.postMessage({ quiz: 1, type, ...words }, "*");

  const measure = () => {
    // Two pixels too many, so that a change too small to tell never brings a scroll bar.
    const height = root.offsetHeight + 2;
    if (Math.abs(height - high) < 2) return;
    high = height;
    say("size", { height });
  };

  // An entry of the history that knows no page, from a link within the page or from before a reload.
  const name = () => history.replaceState({ ...history.state, page: at }, "");

  const place = (number, page, detail) => {
    pages[at] = document.body;
    at = number;
    pages[at] = 0; // shown, not kept: between its own steps it stays
    document.body = page;
    dispatchEvent(new CustomEvent("quiz:placed", { detail }));
  };

  // Not on "submit": a frame that may not submit forms is never told of one.
  addEventListener("click", async (event) => {
    if (event.target.closest(".booking a")) say("book");
    const button = event.target.closest("[type=submit]");
    if (!button || event.defaultPrevented) return;
    event.preventDefault();
    if (busy) return;
    busy = 1;
    const { form } = button;
    const address = button.getAttribute("formaction") || form.action;
    const body = new URLSearchParams(new FormData(form, button));
    try {
      const answer = await fetch(address, { method: "POST", body, credentials: "omit" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      document.title = page.title;
      history.pushState({ page: at + 1 }, "");
      place(at + 1, page.body, address);
      if (document.getElementById("outcome")) say("result");
    } catch {
      form.requestSubmit(button);
    }
    busy = 0;
  });

  addEventListener("popstate", ({ state }) => {
    const page = pages[state?.page];
    if (page) place(state.page, page);
    else name();
  });

  addEventListener("quiz:step", ({ detail }) => say("step", detail));

  addEventListener("message", ({ source, data }) => {
    if (source !== parent || data?.quiz !== 1 || data.type !== "hello") return;
    met ||= !say("ready");
    high = 0;
    measure();
  });

  name();
  new ResizeObserver(measure).observe(root);
})();
