"use strict";
// Sends what was typed for a group of answers, and shows what the server says is in the gradebook now.

const page = document.getElementById("question");
const cards = [...document.querySelectorAll("article")];
const where = { assignment: page.dataset.assignment, notebook: page.dataset.notebook, cell: page.dataset.cell };
const fields = ["points", "extra", "comment"];
const paragraphs = (text) => text.split(/\n[^\S\n]*\n/).map((piece) => piece.replace(/^\n+|\s+$/g, "")).filter(Boolean);
let pieces = [];
let current = null;

const field = (card, name) => card.querySelector(`[name=${name}]`);
const typed = (card, name) => field(card, name) && field(card, name).value !== card.shown[name];

function show(card, state) {
  card.state = state;
  card.shown ??= {};
  for (const name of fields.filter((name) => field(card, name))) {
    const keep = card.shown[name] !== undefined && typed(card, name);
    card.shown[name] = String(state[name] ?? "");
    if (!keep) field(card, name).value = card.shown[name];
    field(card, name).placeholder = state.differ.includes(name) ? "differ" : "";
  }
  card.querySelector(".said").textContent = state.said;
  card.classList.toggle("done", !state.waits);
  card.classList.toggle("again", state.said.startsWith("changed"));
}

function tell({ progress, pieces: now, groups = {} }) {
  const again = progress.again ? `, of which ${progress.again} changed since` : "";
  document.getElementById("progress").textContent = `${progress.left} of ${progress.all} answers left${again}`;
  for (const card of cards) if (groups[card.dataset.key]) show(card, groups[card.dataset.key]);
  pieces = now;
  const list = document.getElementById("pieces");
  list.replaceChildren(...pieces.map(item));
}

function item([text, count]) {
  const line = document.createElement("li");
  line.append(button(text, "use", () => toggle(text)), ` ${count} times `, button("Change", "", () => edit(line, text)));
  return line;
}

function button(text, kind, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.className = kind;
  made.addEventListener("click", act);
  return made;
}

function edit(line, old) {
  const box = document.createElement("textarea");
  const error = document.createElement("span");
  error.className = "error";
  box.value = old;
  box.setAttribute("aria-label", "the comment, for everyone who has it; empty removes it");
  const change = async () => {
    const answer = await post("piece", { ...where, old, new: box.value });
    if (answer.error) return void (error.textContent = answer.error);
    for (const card of cards.filter((card) => typed(card, "comment"))) {  // not saved yet
      const kept = paragraphs(field(card, "comment").value).map((piece) => (piece === old ? box.value : piece));
      field(card, "comment").value = kept.join("\n\n");
    }
    tell(answer);
  };
  line.replaceChildren(box, button("Change for all", "", change), " ", button("Leave", "", () => line.replaceWith(item([old, count(old)]))), error);
  box.focus();
}

const count = (text) => (pieces.find(([piece]) => piece === text) ?? [text, 0])[1];

function toggle(text) {
  const card = current ?? cards[0];
  const box = card && field(card, "comment");
  if (!box) return;
  const kept = paragraphs(box.value);
  box.value = (kept.includes(text) ? kept.filter((piece) => piece !== text) : [...kept, text]).join("\n\n");
  box.focus();
}

async function post(what, body) {
  const token = document.cookie.match(/(?:^|; )_xsrf=([^;]*)/);
  const headers = { "Content-Type": "application/json", "X-XSRFToken": token ? decodeURIComponent(token[1]) : "" };
  try {
    const answer = await fetch(`${page.dataset.base}/words/api/${what}`, { method: "POST", headers, body: JSON.stringify(body) });
    return await answer.json();
  } catch {
    return { error: "Not saved: the server does not answer, or asks you to log in again." };
  }
}

async function save(card) {
  const error = card.querySelector(".error");
  const changes = {};
  for (const name of fields.filter((name) => field(card, name))) {
    const box = field(card, name);
    if (!box.checkValidity()) return void (error.textContent = box.validationMessage);
    // Points that stand there are confirmed by saving, as for an answer that has changed.
    if (typed(card, name) || (name === "points" && box.value)) {
      changes[name] = name === "comment" ? box.value : box.value === "" ? null : Number(box.value);
    }
  }
  if (card.saving) return;
  card.saving = true;
  const at = cards.indexOf(card);
  go([...cards.slice(at + 1), ...cards.slice(0, at)].find((other) => other.state.waits && !other.saving) ?? card);
  const answer = await post("save", { ...where, key: card.dataset.key, seen: card.state.seen, changes });
  card.saving = false;
  error.textContent = answer.error ?? "";
  if (answer.error) return go(card);
  for (const [name, value] of Object.entries(changes)) card.shown[name] = String(value ?? "");
  tell(answer);
}

function go(card) {
  if (!card) return;
  field(card, "points").focus({ preventScroll: true });
  field(card, "points").select();
  card.scrollIntoView({ block: "start" });
}

for (const card of cards) {
  show(card, JSON.parse(card.dataset.state));
  card.addEventListener("focusin", () => (current = card));
  card.querySelector("form").noValidate = true;
  card.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    save(card);
  });
}

document.addEventListener("keydown", (event) => {
  const digit = event.code.match(/^(?:Digit|Numpad)([1-9])$/);
  if (event.altKey && digit && pieces[digit[1] - 1]) {
    event.preventDefault();
    return toggle(pieces[digit[1] - 1][0]);
  }
  if (!current || !current.contains(event.target)) return;
  const at = cards.indexOf(current);
  const typing = event.target.name === "comment";
  const plain = !event.ctrlKey && !event.altKey && !event.metaKey && event.target.tagName === "INPUT";
  const actions = { j: () => go(cards[at + 1]), k: () => go(cards[at - 1]), c: () => field(current, "comment")?.focus() };
  if (typing && event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(current);
  else if (typing && event.key === "Escape") go(current);
  else if (plain && actions[event.key]) actions[event.key]();
  else return;
  event.preventDefault();
});

window.addEventListener("beforeunload", (event) => {
  if (cards.some((card) => fields.some((name) => typed(card, name)))) event.preventDefault();
});

tell(JSON.parse(document.getElementById("start").textContent));
if (matchMedia("(min-width: 60rem)").matches) go(cards.find((card) => card.state.waits));
