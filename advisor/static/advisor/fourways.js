// What a page can do without a server: print, copy its address, follow the contents, close a menu, keep a lone
// choice alone, and say when an answer could not be saved.
"use strict";

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) {
    event.preventDefault();
    printWhole();
  }
  const copying = event.target.closest("[data-copy]");
  if (copying) copyAddress(copying);
  for (const menu of document.querySelectorAll("details.menu[open]"))
    if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  // A link that looks like a button takes the space bar too.
  if (event.key === " " && event.target.matches('a[role="button"]')) {
    event.preventDefault();
    event.target.click();
  }
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
  const place = event.target.closest(".actions, form, fieldset")?.querySelector(".saved[data-offline]");
  if (!place) return;
  place.classList.add("bad");
  place.textContent = place.dataset[reason];
}
document.addEventListener("htmx:sendError", (event) => notSaved(event, "offline"));
document.addEventListener("htmx:timeout", (event) => notSaved(event, "offline"));
document.addEventListener("htmx:responseError", (event) => notSaved(event, "failed"));

// A number and 'I don’t know' share a name: each takes the other away.
document.addEventListener("input", (event) => {
  const field = event.target.closest("fieldset");
  const number = field?.querySelector(".unit input");
  if (!number) return;
  if (event.target === number)
    for (const box of field.querySelectorAll("input[data-alone]")) box.checked = false;
  else if ("alone" in event.target.dataset && event.target.checked) number.value = "";
});

// A button that is being pressed sends its form itself: saving the field that is left at that moment as well
// would exchange the page under the pointer, and the press would be lost.
let pressed = null;
let held = null;
document.addEventListener("pointerdown", (event) => (pressed = event.target.closest("form button:not([hx-post])")), true);
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!pressed || pressed.form !== event.target.closest("form")) return;
  event.preventDefault();
  held = event.target;
});
for (const end of ["pointerup", "pointercancel"])
  document.addEventListener(end, (event) => {
    const field = pressed && !(end === "pointerup" && pressed.contains(event.target)) ? held : null;
    pressed = held = null;
    if (field) htmx.trigger(field, "change");
  });

// Parts that arrive after the page belong on paper too; for one that does not arrive nobody waits long.
function printWhole(rounds = 100) {
  if (rounds && document.querySelector('[hx-trigger="load"]')) setTimeout(printWhole, 100, rounds - 1);
  else window.print();
}

// The address of the page, or of the part that is being read.
async function copyAddress(button) {
  const said = button.parentElement.querySelector("[role=status]");
  const part = partBeingRead();
  const address = location.origin + location.pathname + (part && `#${part}`);
  try {
    await navigator.clipboard.writeText(address);
    said.textContent = [button.dataset.copy, button.dataset.copyHint].filter(Boolean).join(". ");
  } catch {
    // Without permission, or without https: there it stands, selected.
    said.textContent = address;
    getSelection().selectAllChildren(said);
  }
}

const contents = new Map([...document.querySelectorAll(".toc a")].map((link) => [link.hash.slice(1), link]));

// The last part that begins in the upper third; of several short ones in view the one asked for.
function partBeingRead() {
  const parts = [...contents.keys()].map((slug) => document.getElementById(slug)).filter(Boolean);
  const line = innerHeight / 3;
  const atEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const asked = parts.find((part) => `#${part.id}` === location.hash)?.getBoundingClientRect();
  if (asked && asked.top >= 0 && asked.top <= (atEnd ? innerHeight : line)) return location.hash.slice(1);
  const begun = atEnd ? parts : parts.filter((part) => part.getBoundingClientRect().top <= line);
  return begun.at(-1)?.id ?? "";
}

function follow() {
  const read = partBeingRead();
  for (const [slug, link] of contents)
    if (slug === read) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  const here = document.querySelector(".toc .here");
  if (here) here.textContent = contents.get(read)?.textContent ?? "";
}

if (contents.size) {
  let waiting = 0;
  const soon = () => (waiting ||= requestAnimationFrame(() => (follow(), (waiting = 0))));
  for (const move of ["scroll", "resize", "hashchange"]) addEventListener(move, soon, { passive: true });
  // Until the reader moves, the part asked for stays in view while others arrive above it.
  let moved = false;
  for (const move of ["wheel", "touchmove", "keydown", "pointerdown"])
    addEventListener(move, () => (moved = true), { once: true, passive: true });
  document.addEventListener("htmx:afterSettle", () => {
    if (location.hash && !moved) document.getElementById(location.hash.slice(1))?.scrollIntoView();
    soon();
  });
  document.querySelector(".toc").addEventListener("click", (event) => {
    const list = event.target.closest("a")?.closest("details");
    if (list) list.open = false;
  });
  follow();
}

addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(":is(.report, .summary) details:not([open])")) {
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

// When an answer was saved, by the reader's own clock.
function byLocalClock() {
  for (const time of document.querySelectorAll(".saved time"))
    time.textContent = new Date(time.dateTime).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
byLocalClock();
document.addEventListener("htmx:afterSettle", byLocalClock);

// A form that is sent while an answer of it is still on its way waits for it: otherwise the two would meet as
// if they came from two windows.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".htmx-request") && !form.querySelector(".htmx-request")) return;
  event.preventDefault();
  const button = event.submitter;
  const send = () => form.isConnected && form.requestSubmit(button?.isConnected ? button : undefined);
  document.addEventListener("htmx:afterRequest", () => setTimeout(send), { once: true });
});

// With the page, what was typed would go. So a form leaves it only when the server can be reached.
let leaving = null;
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form === leaving || !form.querySelector(".saved[data-offline]")) return;
  event.preventDefault();
  const button = event.submitter;
  fetch(document.querySelector('link[rel="icon"]').href, { method: "HEAD", cache: "no-store" }).then(
    () => {
      leaving = form;
      form.requestSubmit(button?.isConnected ? button : undefined);
      leaving = null;
    },
    () => notSaved({ target: form.querySelector(".actions") ?? form }, "offline"),
  );
});
