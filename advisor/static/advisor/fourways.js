// What a page can do without a server: print, follow the contents, close an open menu.
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
