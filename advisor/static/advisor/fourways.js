// What a page can do without a server: print, follow the contents, close a menu, keep a lone choice alone,
// and say when an answer could not be saved.
"use strict";

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  for (const menu of document.querySelectorAll("details.menu[open]"))
    if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// In the capturing phase: before htmx reads the form.
document.addEventListener(
  "change",
  (event) => {
    const box = event.target;
    if (!box.checked || box.type !== "checkbox") return;
    for (const other of box.form?.querySelectorAll(`input[type="checkbox"][name="${CSS.escape(box.name)}"]`) ?? [])
      if (other !== box && ("alone" in box.dataset || "alone" in other.dataset)) other.checked = false;
  },
  true,
);

function notSaved(event, reason) {
  const place = event.target.closest("form, fieldset")?.querySelector(".saved[data-offline]");
  if (!place) return;
  place.classList.add("bad");
  place.textContent = place.dataset[reason];
}
document.addEventListener("htmx:sendError", (event) => notSaved(event, "offline"));
document.addEventListener("htmx:timeout", (event) => notSaved(event, "offline"));
document.addEventListener("htmx:responseError", (event) => notSaved(event, "failed"));

// A number and 'I don’t know' share a name; typing takes the box away.
document.addEventListener("input", (event) => {
  if (event.target.matches(".unit input"))
    for (const box of event.target.closest("fieldset").querySelectorAll("input[data-alone]")) box.checked = false;
});

const entries = new Map([...document.querySelectorAll(".toc a")].map((link) => [link.hash.slice(1), link]));
if (entries.size) {
  const watcher = new IntersectionObserver(
    (changes) => {
      const shown = changes.find((change) => change.isIntersecting);
      if (!shown) return;
      for (const [part, link] of entries)
        if (part === shown.target.id) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
    },
    { rootMargin: "-10% 0px -70% 0px" },
  );
  for (const part of entries.keys()) {
    const section = document.getElementById(part);
    if (section) watcher.observe(section);
  }
}

addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(".report details:not([open])")) {
    details.open = true;
    details.dataset.openedForPaper = "";
  }
});
addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details[data-opened-for-paper]")) {
    details.open = false;
    delete details.dataset.openedForPaper;
  }
});
