// Turns the one page into steps. Without this script the page works whole. Nothing is stored.
(() => {
  "use strict";
  // Another page that a script put in place of this one begins as if it had been loaded: at its
  // top, and named. One that was gone back to stays where it was left.
  const titles = new WeakMap();
  addEventListener("quiz:placed", ({ detail: address }) => {
    const [page, heading] = [document.body, document.querySelector("h1")];
    if (address) scrollTo(0, 0);
    if (address) titles.set(page, document.title);
    document.title = titles.get(page) || heading.textContent;
    heading.focus({ preventScroll: true });
  });
  // Follow-ups are hidden by style alone: where a browser cannot do that, the page stays whole.
  if (!CSS.supports("selector(:has(*))")) return;
  // At once, so that the first thing drawn is the first step and nothing jumps.
  document.documentElement.classList.add("steps");

  const find = (selector, inside = document) => inside.querySelector(selector);
  const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const part = (selector) => find(selector, find("#parts").content).cloneNode(true);
  const fill = (node, words) => node.dataset.text.replace(/\{(\w+)\}/g, (_, word) => words[word]);

  // What a question holds. A question that is hidden does not apply.
  const asked = (inside) =>
    all(".question", inside).filter((question) => getComputedStyle(question).display !== "none");
  const inputs = (question) => all("input", question);
  const usable = (question) => inputs(question).filter((input) => !input.disabled);
  const ticked = (question) => usable(question).filter((input) => input.checked);
  const entry = (question) => ticked(question)[0] || usable(question)[0];
  const isNumber = (question) => question.dataset.low !== undefined;
  const label = (input) => find(".option-words > span", input.parentNode).textContent;
  const answer = (question) =>
    isNumber(question) ? entry(question).value : ticked(question).map(label).join("; ");

  // A whole number in the digits of any script, as the server reads it; else not a number.
  const digit = (one) => {
    const point = one.codePointAt(0);
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(point - value - 1))) value += 1;
    return value;
  };
  const whole = (text) => (/^\p{Nd}+$/u.test(text) ? Number(text.replace(/\p{Nd}/gu, digit)) : NaN);

  // The message of what is wrong with a question, which the page brought along; else nothing.
  const problem = (question) => {
    const { error, alone, low, high } = question.dataset;
    if (!isNumber(question)) {
      const chosen = ticked(question);
      if (!chosen.length) return error || "";
      return chosen.length > 1 && chosen.some((input) => input.closest(".apart")) ? alone : "";
    }
    const number = whole(entry(question).value.trim());
    return number >= low && number <= high ? "" : error;
  };
  const wrong = (step) => asked(step).filter(problem);

  const mark = (question) => {
    const message = problem(question);
    const described = isNumber(question) ? entry(question) : question;
    const id = `${question.id}-error`;
    const notes = (described.getAttribute("aria-describedby") || "").split(" ").filter((one) => one !== id);
    find(".error", question)?.remove();
    if (message) {
      const error = part(".error");
      error.id = id;
      error.lastElementChild.textContent = message;
      find(".options, .typed", question).before(error);
    }
    question.classList.toggle("wrong", Boolean(message));
    described.setAttribute("aria-describedby", (message ? [...notes, id] : notes).join(" "));
    if (isNumber(question)) described.setAttribute("aria-invalid", Boolean(message));
  };

  const reach = (node) => {
    node.closest("details")?.setAttribute("open", "");
    node.focus({ preventScroll: true });
    const { top, bottom } = node.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) node.scrollIntoView();
  };

  // `address`: of a form that a script put in place of another page; it may name a question.
  const start = (address = "") => {
    const form = find("#quiz");
    const steps = all(".step", form);
    const check = steps.at(-1);
    const [progress, status] = [find(".progress"), find("[role=status]", form)];
    const [on, back, send] = ["[data-way=on]", "[data-way=back]", "[type=submit]"].map((one) => find(one, form));
    const title = find("h1").textContent;
    let at; // the step that is shown
    let seen = []; // the questions that it showed last
    let moved = Boolean(address); // whether the person did anything yet
    let changing = null; // the question to be changed, after which "Continue" leads to the check

    const path = () => steps.filter((step) => step === check || asked(step).length);

    // No further than to the first step that lacks an answer: a browser may have kept none.
    const allowed = (step) => {
      const open = path().find((one) => wrong(one).length) || check;
      return steps.indexOf(step) > steps.indexOf(open) ? open : step;
    };

    const row = (question) => {
      const line = part(".answer");
      const [name, text] = find(".answer-words", line).children;
      name.textContent = question.dataset.name;
      text.textContent = answer(question) || text.textContent;
      find(".change .hidden", line).textContent = ` ${question.dataset.name}`;
      find(".change", line).onclick = () => change(question);
      return line;
    };

    const tell = () => {
      const number = path().indexOf(at) + 1;
      const words = { step: number, of: path().length };
      const [heading, text, bar] = [find("h2", at), find("span", progress), find("progress", progress)];
      text.textContent = fill(text, words);
      [bar.max, bar.value] = [words.of, number];
      find(".intro").hidden = number > 1;
      document.title = number > 1 ? `${heading.textContent} – ${title}` : title;
      if (moved) dispatchEvent(new CustomEvent("quiz:step", { detail: { number, of: words.of } }));
    };

    const show = (step) => {
      at = step;
      for (const other of steps) other.hidden = other !== at;
      back.hidden = at === path()[0];
      on.hidden = at === check;
      send.hidden = at !== check;
      if (at === check) find(".answers", at).replaceChildren(...asked(form).map(row));
      if (at === check) changing = null;
      seen = asked(at);
      tell();
    };

    // As the person asked for it: the browser's back button leads back from here.
    const go = (step, target = find("h2", step)) => {
      const depth = history.state?.depth || 0;
      // So that this entry is known from one that a link within the page made.
      if (!depth) history.replaceState({ ...history.state, step: steps.indexOf(at), depth }, "");
      history.pushState({ ...history.state, step: steps.indexOf(step), depth: depth + 1 }, "");
      enter(step, target);
    };

    const enter = (step, target = find("h2", step)) => {
      moved = true;
      all(".summary").forEach((summary) => summary.remove());
      show(step);
      reach(target);
      if (progress.getBoundingClientRect().top < 0 && target.matches("h2")) progress.scrollIntoView();
    };

    const change = (question) => {
      changing = question;
      go(question.closest(".step"), entry(question));
    };

    const blame = (questions) => {
      const summary = part(".summary");
      for (const question of questions) {
        const [item, link] = [document.createElement("li"), document.createElement("a")];
        link.href = `#${entry(question).id}`;
        link.textContent = problem(question);
        item.append(link);
        find("ul", summary).append(item);
      }
      all(".summary").forEach((old) => old.remove());
      form.prepend(summary);
      tell();
      reach(summary);
    };

    const onward = () => {
      moved = true;
      asked(at).forEach(mark);
      if (wrong(at).length) blame(wrong(at));
      else go(changing ? allowed(check) : path()[path().indexOf(at) + 1]);
    };

    // "None of these" and the rest of its list clear each other: what that took away is returned.
    const clear = (input) => {
      const none = (one) => Boolean(one.closest(".none"));
      const rest = ticked(input.closest(".question")).filter((other) => other !== input);
      const gone = input.type === "checkbox" && input.checked ? rest.filter((one) => none(input) || none(one)) : [];
      for (const other of gone) other.checked = false;
      return gone;
    };

    // What is the main concern is not offered again below. A tick stays: the concern may move on.
    const keepApart = (question) => {
      const main = find(`[name=${question.dataset.apartFrom}]:checked`, form);
      for (const input of inputs(question)) {
        input.parentNode.hidden = input.disabled = input.value === main?.value;
      }
      if (ticked(question).length) find("details", question).open = true;
    };

    const announce = (gone) => {
      const more = asked(at).filter((question) => !seen.includes(question));
      const texts = more.map((one) => fill(status, { question: find(".question-text", one).textContent }));
      const cleared = { dataset: { text: status.dataset.cleared } };
      if (gone.length) texts.unshift(fill(cleared, { options: gone.map(label).join("; ") }));
      status.textContent = texts.join(" ");
      seen = asked(at);
    };

    form.addEventListener("change", ({ target }) => {
      const question = target.closest(".question");
      const gone = clear(target);
      all("[data-apart-from]", form).forEach(keepApart);
      if (question.matches(".wrong")) mark(question);
      announce(gone);
    });

    on.onclick = onward;
    // Back within the quiz: the browser's own way, but never out of this page.
    back.onclick = () => {
      if (history.state?.depth) history.back();
      else enter(path()[path().indexOf(at) - 1]);
    };
    // The return key makes a click as well; a frame may be allowed no "submit" at all.
    document.addEventListener("click", (event) => {
      const button = event.target.closest("[type=submit]");
      if (button?.form !== form) return;
      // Another language: the page that comes opens at this step.
      const here = (changing || find("h2", at)).id;
      if (button.name) button.setAttribute("formaction", `${button.formAction.split("#")[0]}#${here}`);
      else if (at !== check) {
        event.preventDefault();
        onward();
      }
    });
    addEventListener("click", (event) => {
      const link = event.target.closest("a[href^='#q_']");
      const target = link && document.getElementById(link.hash.slice(1));
      if (!form.contains(target)) return;
      event.preventDefault();
      if (target.closest(".step") !== at) show(target.closest(".step"));
      reach(target);
    });
    addEventListener("popstate", ({ state }) => {
      if (form.isConnected && steps[state?.step]) enter(allowed(steps[state.step]));
    });

    // Where to begin: what is wrong, what the address names, where the browser left off.
    const open = () => {
      const named = document.getElementById(address ? address.split("#")[1] : location.hash.slice(1));
      const step = find(".wrong", form)?.closest(".step") || named?.closest(".step");
      all("[data-apart-from]", form).forEach(keepApart);
      show(allowed(step || steps[history.state?.step] || steps[0]));
      changing = named?.matches(".question") ? named : null;
      if (changing) reach(entry(named));
      else if (find(".summary")) reach(find(".summary"));
    };
    open();
    document.documentElement.classList.add("started");
    // Once more when the browser has put back what was answered.
    addEventListener("pageshow", () => moved || !form.isConnected || open());
  };

  // With the page that was loaded, or that a script put in its place.
  const begin = (address) => {
    try {
      if (find("#quiz")) start(address);
    } catch (error) {
      document.documentElement.classList.remove("steps"); // the page whole rather than half of it
      throw error;
    }
    for (const button of all("[data-print]")) {
      button.hidden = false;
      button.onclick = () => print();
    }
  };
  document.addEventListener("DOMContentLoaded", () => begin());
  addEventListener("quiz:placed", ({ detail }) => detail && begin(detail));
})();
