// One step a screen, made of the page itself: the step that counts gets the class nb-on, style sheets hide the rest.
// Where the reader is stands in the address: ?path=is-it-failing.0,fallback-on.0#step-fallback-works is the way taken
// (step and number of the answer, "up" where the time box ran out) and the step that shows. A colleague who opens it
// sees the same.

const PLACE = `nightbook@${location.pathname}`; // where a reader was, for a page that is opened again (see EARLY)
let now = null; // {path: [[step, way], …], step, block, head, since, deep} while a step shows
let ticking;
let wholeAt = 0; // how far the whole page was scrolled
let wholePath = []; // the way taken, while the whole page shows

// Whether the reader wants the whole page in this incident; the next one begins a step a screen again.
const isWhole = () => kept("whole") === (current()?.id ?? "before");

const blockOf = (step) => $(`.nb-step[data-step="${CSS.escape(step ?? "")}"]`);
const headOf = (block) => block.previousElementSibling;
const waysOf = (block) => [...block.querySelectorAll(".nb-way")];
const targetOf = (way) => way.hash.replace("#step-", "");
const kindOf = (block) => /nb-kind-(\w+)/.exec(block.className)[1];
const titleOf = (block) => headOf(block).firstChild.data;
const labelOf = (way) => $(".nb-answer", way).textContent;
const wayOf = (step, way) => /^\d+$/.test(way) && blockOf(step) ? waysOf(blockOf(step))[way] : undefined;
const saysOf = (step, way) => (way === "up" ? "Time is up" : labelOf(wayOf(step, way)));
const deep = () => history.state?.deep ?? 0;

// The step that a way leads to, undefined when there is no such way.
function leadsTo(step, way) {
  if (way === "up") return blockOf(step)?.dataset.helper;
  const found = wayOf(step, way);
  return found && targetOf(found);
}

// The address -> {path, step, torn}; torn: it does not fit this page, and was cut where it stopped fitting.
function readAddress() {
  if (location.hash && !/^#step-/.test(location.hash)) return { path: [], step: null }; // another part of the page
  const given = new URLSearchParams(location.search).get("path");
  const wanted = (given ? given.split(",") : []).map((part) => part.split("."));
  const path = [];
  let step = /^#step-(.*)/.exec(location.hash)?.[1] ?? null;
  const lost = step !== null && !blockOf(step);
  if (lost) step = null;
  for (let i = 0; i < wanted.length; i++) {
    const to = leadsTo(...wanted[i]);
    const next = wanted[i + 1]?.[0] ?? step;
    if (!to || (next && to !== next)) break;
    path.push(wanted[i]);
    if (!next) step = to;
  }
  const torn = lost || path.length < wanted.length;
  if (torn) step ??= path.length ? leadsTo(...path.at(-1)) : $(".nb-step").dataset.step;
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
  history.pushState({ deep: deep() + 1 }, "", addressOf(path, step));
  show({ path, step });
}

function show({ path, step, torn }, atFirst) {
  const block = blockOf(step);
  if (!now) wholeAt = scrollY;
  history.scrollRestoration = "manual";
  leave();
  now = { path, step, block, head: headOf(block), since: arrived(step), deep: deep() };
  document.documentElement.classList.add("nb-guided");
  const on = [now.head, block];
  if (showOnly(needed(block))) on.push(...sectionOf("parameters"));
  if (atFirst && !path.length) on.push(...sectionOf("do-first")); // an alert's link leads past it
  if (kindOf(block) === "end") on.push(...sectionOf("incident"));
  for (const element of on) element.classList.add("nb-on");
  trail(path, block);
  spend(path, block);
  warn(torn ? "This link does not fit this version of the runbook. Check that this is the right step." : "");
  remember(kindOf(block) === "end" ? null : location.search + location.hash);
  now.head.tabIndex = -1;
  now.head.ariaLevel = 2; // the headings between it and the title are hidden
  now.head.focus({ preventScroll: true });
  scrollTo(0, 0);
  ticking = setInterval(tick, 1000);
  tick();
}

function warn(text) {
  const note = $(".nb-guide-note");
  note.hidden = !text;
  note.textContent = text;
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
  history.scrollRestoration = "auto";
  calm();
  if (now) now.head.ariaLevel = null;
  now = null;
  document.documentElement.classList.remove("nb-guided");
  for (const element of document.querySelectorAll(".nb-on")) element.classList.remove("nb-on");
  showOnly(null);
  $(".nb-guide-up").hidden = true;
}

function remember(address) {
  try {
    address && current() ? localStorage.setItem(PLACE, address) : localStorage.removeItem(PLACE);
  } catch { /* off */ }
}

function trail(path, block) {
  const taken = path.map(([step, way]) => `${parseInt(titleOf(blockOf(step)))} ${saysOf(step, way)}`);
  if (taken.length > 4) taken.splice(0, taken.length - 3, "…");
  $(".nb-guide-trail").textContent = [...taken, `step ${parseInt(titleOf(block))}`].join(" › ");
  $("[data-guide=back]").disabled = !path.length && !deep();
}

// A way that may be taken twice is closed after that.
function spend(path, block) {
  waysOf(block).forEach((way, i) => {
    const times = path.filter(([step, taken]) => step === block.dataset.step && +taken === i).length;
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
  choose(block.dataset.step, `${waysOf(block).indexOf(way)}`);
}

function choose(step, way) {
  const to = leadsTo(step, way);
  opened(step);
  answered(step, way);
  const path = [...(now?.path ?? wholePath), [step, way]];
  if (!isWhole()) return go(path, to);
  location.hash = `step-${to}`;
  offerGuide(to, path);
}

function answered(step, way) {
  const to = blockOf(leadsTo(step, way));
  record({
    kind: "answer", step, title: titleOf(blockOf(step)), answer: saysOf(step, way), to: to.dataset.step,
    to_title: titleOf(to), to_phase: to.dataset.phase, to_kind: kindOf(to),
  });
}

function back() {
  if (!now) return;
  if (deep()) return history.back();
  const path = now.path.slice(0, -1);
  const step = now.path.at(-1)?.[0];
  if (!step) return;
  record({ kind: "back", step: now.step, to: step });
  history.replaceState({ deep: 0 }, "", addressOf(path, step));
  show({ path, step });
}

// The browser's Back and Forward.
function travelled() {
  const before = now;
  const there = readAddress();
  if (there.step && history.state && !history.state.whole) keep("whole", null); // back to where one was guided
  if (!there.step || isWhole()) {
    leave();
    remember(null);
    if (before && !location.hash) scrollTo(0, wholeAt);
    return;
  }
  const onward = before && there.path.length === before.path.length + 1 && there.path.at(-1)[0] === before.step;
  if (before && history.state && deep() < before.deep) record({ kind: "back", step: before.step, to: there.step });
  else if (onward && deep() > before.deep) answered(...there.path.at(-1));
  show(there);
}

// When the reader came to this step: a reload goes on counting.
function arrived(step) {
  const { id } = thisRunbook();
  const entry = current()?.entries.findLast((one) => one.runbook === id && (one.to === step || (one.kind === "opened" && one.step === step)));
  if (entry) return Date.parse(entry.at);
  const place = `${id} ${step}`;
  const since = kept("since");
  if (since?.place !== place || !(Math.abs(Date.now() - since.at) < OLD)) keep("since", { place, at: Date.now() });
  return kept("since").at;
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
  logTimeUp();
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

// Once for each time that somebody came to a step; a phone that slept logs it when it wakes.
function logTimeUp() {
  const { id } = thisRunbook();
  opened(now.step);
  const said = current()?.entries.findLast((one) => one.kind === "time-up" && one.runbook === id && one.step === now.step);
  if (!(said && Date.parse(said.at) >= now.since)) record({ kind: "time-up", step: now.step, title: titleOf(now.block) });
}

// A step that does not count, or is printed, says how long it may take and nothing else.
function calm() {
  const box = now && $(".nb-box[data-said]", now.block);
  if (!box) return;
  box.textContent = box.dataset.said;
  box.classList.remove("nb-up");
}

// From the notice that time is up to the step that calls: an answer like any other.
function callHelper() {
  choose(now.step, "up");
}

// Another part of the page, such as the evidence to keep, is shown below the step and not instead of it.
function showPart(element) {
  let head = element;
  while (head.parentElement && !head.parentElement.matches(".md-content__inner")) head = head.parentElement;
  while (head && !/^H[123]$/.test(head.tagName)) head = head.previousElementSibling;
  for (const part of head ? sectionOf(head.id) : []) part.classList.add("nb-on");
  element.scrollIntoView();
}

function showWhole() {
  const { step, path } = now;
  keep("whole", current()?.id ?? "before");
  leave();
  remember(null);
  history.pushState({ deep: deep() + 1, whole: true }, "", addressOf(path, step));
  document.getElementById(`step-${step}`).scrollIntoView();
  offerGuide(step, path);
}

// Whoever reads the whole page in an incident can always come back to one step a screen.
function offerGuide(step, path) {
  const button = $("[data-guide=resume]");
  wholePath = path;
  button.hidden = false;
  button.dataset.to = step;
  button.textContent = `One step at a time, from ${parseInt(titleOf(blockOf(step)))}`;
}

const TOOLS = {
  back,
  whole: showWhole,
  log() {
    const log = document.getElementById("incident");
    if (!log.classList.contains("nb-on")) return showPart(log);
    for (const element of sectionOf("incident")) element.classList.remove("nb-on");
  },
  keys() {
    keep("keys", kept("keys") === false);
    tellKeys();
  },
  resume(button) {
    keep("whole", null);
    button.hidden = true;
    go(wholePath, button.dataset.to);
  },
  call: () => showPart(document.getElementById("contacts")),
};

function begin(step) {
  keep("whole", null);
  $("[data-guide=resume]").hidden = true;
  record({ kind: "opened", step });
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
  const link = hit("a[href^='#']");
  if (tool) return TOOLS[tool.dataset.guide](tool);
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  const part = now && link.hash !== "#top" && !link.hash.startsWith("#step-") && document.getElementById(link.hash.slice(1));
  if (part) {
    event.preventDefault();
    return showPart(part);
  }
  const way = link.matches(".nb-step .nb-way");
  const start = link.closest(".nb-start");
  if (!blockOf(targetOf(link)) || !(way || start || now)) return;
  event.preventDefault();
  if (way) take(link);
  else if (link.closest(".nb-guide-up")) callHelper();
  else begin(targetOf(link));
}

// The theme turns pages on n, p, comma and full stop: nobody who answers "no" wants to land in another runbook.
function pressed(event) {
  const typing = event.target.closest?.("input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (/^[np,.]$/.test(key)) event.stopPropagation();
  if (event.repeat || !now || kept("keys") === false || document.querySelector("dialog[open]")) return;
  const ways = waysOf(now.block);
  const act = {
    b: back,
    c: () => $(".nb-copy", now.block)?.click(),
    y: () => takeOnly(ways, /^yes\b/i),
    n: () => takeOnly(ways, /^no(,|$)/i),
  }[key] ?? ways[/^[1-9]$/.test(key) ? key - 1 : -1];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act.call ? act() : take(act);
}

// The alert's labels in an address, without the way taken.
function labelsOf({ search }) {
  const labels = new URLSearchParams(search);
  labels.delete("path");
  return labels.toString();
}

// Of several answers that begin so, a person must choose: the first is shown, and Enter or its number takes one.
function takeOnly(ways, wanted) {
  const fit = ways.filter((way) => wanted.test(labelOf(way)) && !way.getAttribute("aria-disabled"));
  fit.length === 1 ? take(fit[0]) : fit[0]?.focus();
}

function startGuide() {
  if (!$(".nb-guide") || !$(".nb-step")) return document.documentElement.classList.remove("nb-starting");
  let stored = null;
  try {
    stored = localStorage.getItem(PLACE);
  } catch { /* off */ }
  const asked = readAddress();
  const before = isText(stored) && current() && !isWhole() && new URL(stored, location);
  const isSame = before && (!asked.step || (!asked.path.length && labelsOf(before) === labelsOf(location)));
  if (isSame) history.replaceState(null, "", before.href);
  const there = readAddress();
  tellKeys();
  if (there.step && !isWhole()) {
    history.replaceState(history.state ?? { deep: 0 }, "", addressOf(there.path, there.step));
    show(there, true);
    if (isSame && asked.step && asked.step !== there.step) warn("You were here before, so you are here again. Back leads to the start.");
    if (incident() && !current()) warn("The last incident on this phone is over. Check that this is still the right step.");
  } else if (there.step) offerGuide(there.step, there.path);
  document.documentElement.classList.remove("nb-starting");
  document.addEventListener("click", clicked);
  addEventListener("keydown", pressed, true);
  addEventListener("popstate", travelled);
  addEventListener("beforeprint", calm);
  onChange(() => { if (now && !current()) remember(null); });
}
