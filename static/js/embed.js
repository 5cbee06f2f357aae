// For a clinic's page: gives each frame of the quiz the height of its content, and says on the
// frame what happens in it: quiz:ready, quiz:step, quiz:result, quiz:book. Keeps nothing.
(() => {
  if (window.quizFrames) return;
  const ours = "iframe[data-quiz][src]"; // a consent manager may hold an address back
  const frames = (window.quizFrames = () => [...document.querySelectorAll(ours)]);
  const home = (frame) => new URL(frame.src).origin;
  const hello = (frame) => frame.contentWindow.postMessage({ quiz: 1, type: "hello" }, "*");

  // What one goes on to begins at the top of the frame, which may be far away by then. At once, as
  // between two pages: nothing slides past whoever cannot bear that.
  const reach = (frame) => {
    const margin = +frame.dataset.offset || 0;
    const { top } = frame.getBoundingClientRect();
    if (top >= margin && top < innerHeight) return;
    frame.style.scrollMarginTop = `${margin}px`;
    frame.scrollIntoView({ behavior: "instant" });
  };

  addEventListener("message", ({ data, origin, source }) => {
    if (data?.quiz !== 1) return;
    const frame = frames().find((one) => one.contentWindow === source);
    if (!frame || home(frame) !== origin) return;
    const { type, height, number, of } = data;
    const within = (low, number, high) => Number.isInteger(number) && number >= low && number <= high;
    const step = type === "step" && within(1, of, 99) && within(1, number, of);
    if (type === "size" && within(1, height, 30000)) frame.style.height = `${Math.max(height, 150)}px`;
    if (!step && !["ready", "result", "book"].includes(type)) return;
    const event = `quiz:${type}`;
    const detail = step ? { number, of } : {};
    frame.dispatchEvent(new CustomEvent(event, { bubbles: true, detail }));
    if ("datalayer" in frame.dataset) (window.dataLayer ||= []).push({ event, ...detail });
    if (step || type === "result") reach(frame);
  });

  // Frames that are added later are heard of in the same way: by their load, on its way down.
  document.addEventListener("load", ({ target }) => target.matches?.(ours) && hello(target), true);
  frames().forEach(hello);

  const dialog = ({ dataset, textContent }) => {
    const [dialog, close, frame] = ["dialog", "button", "iframe"].map((one) => document.createElement(one));
    dialog.style.width = "46rem";
    close.textContent = dataset.close || "Close";
    close.onclick = () => dialog.close();
    frame.style = "width:100%;height:60vh;border:0";
    frame.title = dialog.ariaLabel = textContent;
    frame.dataset.quiz = "";
    frame.src = dataset.quizOpen;
    dialog.append(close, frame);
    document.body.append(dialog);
    return dialog;
  };

  // Closed, it keeps what was answered, for as long as the page is there.
  addEventListener("click", (event) => {
    const button = event.target.closest("[data-quiz-open]");
    if (!button) return;
    event.preventDefault();
    button.quiz ||= dialog(button);
    button.quiz.onclose = () => button.focus();
    button.quiz.showModal();
  });
})();
