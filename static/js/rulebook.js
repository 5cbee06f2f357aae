// Search in the rulebook's page: hides the entries that do not hold every word. Without this
// script everything stands there, and the browser's own search finds it.
"use strict";

const search = document.getElementById("search");
const sought = document.getElementById("sought");
const found = document.getElementById("search-found");
const parts = document.getElementById("parts");
const entries = [...parts.querySelectorAll(".entry")].map((entry) => ({
  entry,
  text: entry.textContent.toLowerCase(),
}));

function show() {
  const words = sought.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const { entry, text } of entries) {
    entry.hidden = !words.every((word) => text.includes(word));
    shown += entry.hidden ? 0 : 1;
  }
  for (const group of parts.querySelectorAll(".group")) {
    group.hidden = !group.querySelector(".entry:not([hidden])");
  }
  found.textContent = words.length ? `${shown} of ${entries.length} entries` : "";
}

// A link to an entry that the search hides would lead nowhere.
window.addEventListener("hashchange", () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.closest("[hidden]")) {
    sought.value = "";
    show();
    target.scrollIntoView();
  }
});

sought.addEventListener("input", show);
search.hidden = false;
show();
