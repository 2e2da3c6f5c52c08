// Lists whose order counts: rows are dragged by a handle, or moved with the arrow keys on it. What is dragged
// only fills in the numbers that stand in the list; nothing is stored before the list is saved.
"use strict";

const GROUPS = [".field-section", ".field-question", ".field-decision"];

function numberOf(row) {
  return row.querySelector('input[name$="-order"]');
}

function groupOf(row) {
  for (const name of GROUPS) {
    const cell = row.querySelector(name);
    if (cell) return cell.textContent.trim();
  }
  return "";
}

// The numbers there are stay the same where they differ; otherwise tens are given out.
function renumber(rows) {
  const numbers = rows.map((row) => Number(numberOf(row).value)).sort((a, b) => a - b);
  const distinct = new Set(numbers).size === numbers.length;
  rows.forEach((row, place) => {
    const field = numberOf(row);
    const number = String(distinct ? numbers[place] : (place + 1) * 10);
    if (field.value !== number) field.value = number;
  });
}

function moveBeside(row, other, after) {
  if (row === other || groupOf(row) !== groupOf(other)) return;
  other[after ? "after" : "before"](row);
  const rows = [...row.parentElement.children].filter((one) => numberOf(one) && groupOf(one) === groupOf(row));
  renumber(rows);
}

// The page is listened to, not the handle: a row that moves in the document loses the pointer it had caught.
function drag(row) {
  const ended = new AbortController();
  const follow = (event) => {
    const other = document.elementFromPoint(event.clientX, event.clientY)?.closest("tr");
    if (!other || other === row || other.parentElement !== row.parentElement) return;
    const box = other.getBoundingClientRect();
    moveBeside(row, other, event.clientY > box.top + box.height / 2);
  };
  const end = () => {
    row.classList.remove("dragged");
    ended.abort();
  };
  row.classList.add("dragged");
  document.addEventListener("pointermove", follow, { signal: ended.signal });
  document.addEventListener("pointerup", end, { signal: ended.signal });
  document.addEventListener("pointercancel", end, { signal: ended.signal });
}

function addHandle(row, words) {
  const handle = document.createElement("button");
  handle.type = "button";
  handle.className = "order-handle";
  handle.setAttribute("aria-label", words);
  handle.title = words;
  handle.textContent = "⇅";
  numberOf(row).after(handle);
  handle.addEventListener("keydown", (event) => {
    const up = event.key === "ArrowUp";
    if (!up && event.key !== "ArrowDown") return;
    event.preventDefault();
    const other = up ? row.previousElementSibling : row.nextElementSibling;
    if (other) moveBeside(row, other, !up);
    handle.focus();
  });
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    drag(row);
  });
}

document.addEventListener("DOMContentLoaded", () => {
  const words = document.documentElement.lang.startsWith("ko")
    ? "순서 바꾸기: 끌거나 화살표 키를 누르십시오"
    : "Move: drag, or press the arrow keys";
  for (const field of document.querySelectorAll('#result_list input[name$="-order"]')) addHandle(field.closest("tr"), words);
});
