// One step a screen, made of the page itself: the step that counts gets the class nb-on, style sheets hide the rest.
// Where the reader is stands in the address: ?path=is-it-failing.0,fallback-on.0#step-fallback-works is the way taken
// (step and number of the answer) and the step that shows. A colleague who opens it sees the same.

const PLACE = `nightbook@${location.pathname}`; // where a reader was, for a page that is opened again (see EARLY)
let now = null; // {path: [[step, way], …], step, block, head, since} while a step shows
let ticking;
let wholeAt = 0; // how far the whole page was scrolled

const blockOf = (step) => $(`.nb-step[data-step="${CSS.escape(step ?? "")}"]`);
const headOf = (block) => block.previousElementSibling;
const waysOf = (block) => [...block.querySelectorAll(".nb-way")];
const targetOf = (way) => way.hash.replace("#step-", "");
const kindOf = (block) => /nb-kind-(\w+)/.exec(block.className)[1];
const titleOf = (block) => headOf(block).firstChild.data;
const labelOf = (way) => $(".nb-answer", way).textContent;

// The address -> {path, step, torn}; torn: it does not fit this page, and was cut where it stopped fitting.
function readAddress() {
  const given = new URLSearchParams(location.search).get("path");
  const wanted = (given ? given.split(",") : []).map((part) => part.split("."));
  const path = [];
  let step = /^#step-(.*)/.exec(location.hash)?.[1] ?? null;
  const lost = step !== null && !blockOf(step);
  if (lost) step = null;
  for (let i = 0; i < wanted.length; i++) {
    const way = blockOf(wanted[i][0]) && waysOf(blockOf(wanted[i][0]))[wanted[i][1]];
    const next = wanted[i + 1]?.[0] ?? step;
    if (!way || (next && targetOf(way) !== next)) break;
    path.push([wanted[i][0], +wanted[i][1]]);
    if (!next) step = targetOf(way);
  }
  const torn = lost || path.length < wanted.length;
  if (torn) step ??= $(".nb-step").dataset.step;
  return { path, step, torn };
}

function addressOf(path, step) {
  const address = new URL(location);
  address.searchParams.delete("path");
  const search = address.searchParams.toString();
  const way = path.map((part) => part.join(".")).join(",");
  address.search = [way && `path=${way}`, search].filter(Boolean).join("&");
  address.hash = `step-${step}`;
  return address;
}

function go(path, step) {
  history.pushState({ deep: (history.state?.deep ?? 0) + 1 }, "", addressOf(path, step));
  show({ path, step });
}

function show({ path, step, torn }, atFirst) {
  const block = blockOf(step);
  if (!now) wholeAt = scrollY;
  leave();
  now = { path, step, block, head: headOf(block), since: arrived(step) };
  document.documentElement.classList.add("nb-guided");
  const on = [now.head, block];
  if (typeof showOnly === "function" && showOnly(needed(block))) on.push(...sectionOf("parameters"));
  if (atFirst && !path.length) on.push(...sectionOf("do-first")); // an alert's link leads past it
  if (kindOf(block) === "end") on.push(...sectionOf("incident"));
  for (const element of on) element.classList.add("nb-on");
  trail(path, block);
  spend(path, block);
  const note = $(".nb-guide-note");
  note.hidden = !torn;
  note.textContent = torn ? "This link does not fit this version of the runbook. Check that this is the right step." : "";
  remember(kindOf(block) === "end" ? null : location.search + location.hash);
  now.head.tabIndex = -1;
  now.head.ariaLevel = 2; // the headings between it and the title are hidden
  now.head.focus({ preventScroll: true });
  scrollTo(0, 0);
  ticking = setInterval(tick, 1000);
  tick();
}

// A heading of the page and all that stands under it.
function sectionOf(id) {
  const found = [];
  for (let element = document.getElementById(id); element; element = element.nextElementSibling) {
    if (found.length && /^H[123]$/.test(element.tagName)) break;
    found.push(element);
  }
  return found;
}

function leave() {
  clearInterval(ticking);
  if (now) now.head.ariaLevel = null;
  now = null;
  document.documentElement.classList.remove("nb-guided");
  for (const element of document.querySelectorAll(".nb-on")) element.classList.remove("nb-on");
  if (typeof showOnly === "function") showOnly(null);
  $(".nb-guide-up").hidden = true;
}

function remember(address) {
  try {
    address ? localStorage.setItem(PLACE, address) : localStorage.removeItem(PLACE);
  } catch { /* off */ }
}

function trail(path, block) {
  const taken = path.map(([step, way]) => {
    const from = blockOf(step);
    return `${parseInt(titleOf(from))} ${labelOf(waysOf(from)[way])}`;
  });
  $(".nb-guide-trail").textContent = [...taken, `step ${parseInt(titleOf(block))}`].join(" › ");
  $("[data-guide=back]").disabled = !path.length && !history.state?.deep;
}

// A way that may be taken twice is closed after that.
function spend(path, block) {
  waysOf(block).forEach((way, i) => {
    const times = path.filter(([step, taken]) => step === block.dataset.step && taken === i).length;
    const spent = +way.dataset.atMost > 0 && times >= +way.dataset.atMost;
    spent ? way.setAttribute("aria-disabled", "true") : way.removeAttribute("aria-disabled");
  });
}

function opened(step) {
  const seen = current()?.entries.some((entry) => entry.runbook === thisRunbook().id);
  if (!seen) record({ kind: "opened", step });
}

function take(way) {
  if (way.getAttribute("aria-disabled")) return;
  const block = way.closest(".nb-step");
  const step = block.dataset.step;
  const guided = !kept("whole");
  opened(step);
  answered(block, way);
  const path = now ? now.path : [];
  if (guided) go([...path, [step, waysOf(block).indexOf(way)]], targetOf(way));
  else location.hash = way.hash;
}

function answered(block, way) {
  const to = blockOf(targetOf(way));
  record({
    kind: "answer", step: block.dataset.step, title: titleOf(block), answer: labelOf(way), to: to.dataset.step,
    to_title: titleOf(to), to_phase: to.dataset.phase, to_kind: kindOf(to),
  });
}

function back() {
  if (!now) return;
  if (history.state?.deep) return history.back();
  const path = now.path.slice(0, -1);
  const step = now.path.at(-1)?.[0];
  if (!step) return;
  record({ kind: "back", step: now.step, to: step });
  history.replaceState(null, "", addressOf(path, step));
  show({ path, step });
}

// The browser's Back and Forward.
function travelled() {
  const before = now;
  const there = readAddress();
  if (!there.step || kept("whole")) {
    leave();
    remember(null);
    if (before && !location.hash) scrollTo(0, wholeAt);
    return;
  }
  if (before && there.path.length < before.path.length) record({ kind: "back", step: before.step, to: there.step });
  if (before && there.path.length === before.path.length + 1) {
    const [step, way] = there.path.at(-1);
    answered(blockOf(step), waysOf(blockOf(step))[way]);
  }
  show(there);
}

// When the reader came to this step: a reload goes on counting.
function arrived(step) {
  const entry = current()?.entries.findLast((one) => one.to === step || (one.kind === "opened" && one.step === step));
  return entry ? Date.parse(entry.at) : Date.now();
}

// The time box counts down; when it is empty the page shows whom to call, and stays where it is.
function tick() {
  const box = $(".nb-box", now.block);
  const within = +now.block.dataset.within;
  if (!box || !within) return;
  const left = Math.ceil((now.since + within * 1000 - Date.now()) / 1000);
  const clock = `${Math.floor(Math.abs(left) / 60)}:${String(Math.abs(left) % 60).padStart(2, "0")}`;
  box.dataset.said ??= box.textContent;
  box.textContent = left > 0 ? `${box.dataset.said}: ${clock} left` : `Time is up: ${clock} over`;
  box.classList.toggle("nb-up", left <= 0);
  const up = $(".nb-guide-up");
  if (left > 0 || !up.hidden) return;
  const helper = blockOf(now.block.dataset.helper);
  if (left > -2 && current()) record({ kind: "time-up", step: now.step, title: titleOf(now.block) });
  up.replaceChildren("Time is up. ");
  up.dataset.whom = (helper && $(".nb-card-name", helper)?.textContent) ?? "";
  if (helper) {
    const link = document.createElement("a");
    link.href = `#step-${helper.dataset.step}`;
    link.textContent = titleOf(helper);
    up.append(link, " ", ...[...helper.querySelectorAll("a.nb-channel[href]")].slice(0, 2).map((channel) => channel.cloneNode(true)));
  } else up.append("Call somebody.");
  up.hidden = false;
}

// From the notice that time is up to the step that calls: an answer like any other.
function callHelper(link) {
  const { step, path, block } = now;
  const index = waysOf(block).findIndex((way) => way.hash === link.hash);
  if (index >= 0) return take(waysOf(block)[index]);
  opened(step);
  const to = blockOf(targetOf(link));
  record({
    kind: "answer", step, title: titleOf(block), answer: "Time is up", to: to.dataset.step, to_title: titleOf(to),
    to_phase: to.dataset.phase, to_kind: kindOf(to),
  });
  go(path, to.dataset.step);
}

function showWhole() {
  const { step } = now;
  keep("whole", true);
  leave();
  remember(null);
  location.hash = "";
  history.replaceState(history.state, "", addressOf([], step));
  document.getElementById(`step-${step}`).scrollIntoView();
  offerGuide(step);
}

// Whoever reads the whole page in an incident can always come back to one step a screen.
function offerGuide(step) {
  const button = $("[data-guide=resume]");
  button.hidden = false;
  button.dataset.to = step;
  button.textContent = `One step at a time, from ${parseInt(titleOf(blockOf(step)))}`;
}

const TOOLS = {
  back,
  whole: showWhole,
  log() {
    const log = sectionOf("incident");
    const on = log[0] && !log[0].classList.contains("nb-on");
    for (const element of log) element.classList.toggle("nb-on", on);
    if (on) log[0].scrollIntoView();
  },
  keys() {
    keep("keys", kept("keys") === false);
    tellKeys();
  },
  resume(button) {
    begin(button.dataset.to);
  },
};

function begin(step) {
  keep("whole", false);
  $("[data-guide=resume]").hidden = true;
  opened(step);
  go([], step);
}

function tellKeys() {
  const on = kept("keys") !== false;
  const button = $("[data-guide=keys]");
  button.setAttribute("aria-pressed", on);
  button.textContent = on ? "Keys on: y n 1–9, b back, c copy" : "Keys off";
  document.documentElement.classList.toggle("nb-keys", on);
}

function clicked(event) {
  const hit = (selector) => event.target.closest?.(selector);
  const tool = hit("[data-guide]");
  const link = hit("a[href^='#step-']");
  if (tool) return TOOLS[tool.dataset.guide](tool);
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const way = link.matches(".nb-step .nb-way");
  const start = link.closest(".nb-start");
  if (!blockOf(targetOf(link)) || !(way || start || now)) return;
  event.preventDefault();
  if (way) take(link);
  else if (link.closest(".nb-guide-up")) callHelper(link);
  else begin(targetOf(link));
}

// The theme turns pages on n, p, comma and full stop: nobody who answers "no" wants to land in another runbook.
function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, [contenteditable]")) return;
  const key = event.key.toLowerCase();
  if (/^[np,.]$/.test(key)) event.stopPropagation();
  if (!now || kept("keys") === false || document.querySelector("dialog[open]")) return;
  const ways = waysOf(now.block);
  const act = {
    b: back,
    c: () => $(".nb-copy", now.block)?.click(),
    y: ways.find((way) => /^yes\b/i.test(labelOf(way))),
    n: ways.find((way) => /^no\b(?! data)/i.test(labelOf(way))),
  }[key] ?? ways[/^[1-9]$/.test(key) ? key - 1 : -1];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act.call ? act() : take(act);
}

function startGuide() {
  if (!$(".nb-guide") || !$(".nb-step")) return document.documentElement.classList.remove("nb-starting");
  let stored = null;
  try {
    stored = localStorage.getItem(PLACE);
  } catch { /* off */ }
  const asked = readAddress();
  if (!asked.step && stored && current() && !kept("whole")) history.replaceState(null, "", location.pathname + stored);
  const there = readAddress();
  tellKeys();
  if (there.step && !kept("whole")) {
    history.replaceState(history.state, "", addressOf(there.path, there.step));
    show(there, true);
  } else if (there.step) offerGuide(there.step);
  document.documentElement.classList.remove("nb-starting");
  document.addEventListener("click", clicked);
  addEventListener("keydown", pressed, true);
  addEventListener("popstate", travelled);
  onChange(() => { if (!incident() && now && !current()) remember(null); });
}
