// The values that fill the commands. `fits` and `put` say what model/values.py says: a test compares the two.

const SIGNS = {
  word: /^[ -~]*/,
  plain: /^[ -~]*/,
  inside: /^(?:[\w.:/@%+]|-(?!-))*/,
  text: /^[\w.:/@%+,= -]*/,
  token: /^-?(?:\de-\d|\w|\.(?=\w))*/,
};
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const own = (thing, name) => (thing && Object.hasOwn(thing, name) ? thing[name] : undefined);
const quote = (text) => `“${text.slice(0, 60)}”`;
const asks = all(".nb-ask");
const places = all(".nb-environment input");
let filled = {}; // name -> value that fits
let linked; // what the alert's link says, until an incident holds it: {values, environment, text, first}
let had; // whether an incident was going on
let sender; // the copy button that led to a field

function fits(value, pattern) {
  if (!/^[!-~](?:[ -~]{0,398}[!-~])?$/.test(value)) return false;
  if (!pattern) return /^(?!.*\.\.)[\w./][\w.:/@%+,=-]*$/.test(value);
  if (value[0] === "-" && !/^\^?-|-\?/.test(pattern)) return false;
  try {
    return new RegExp(`^(?:${pattern})$`).test(value);
  } catch { /* a pattern that only Python reads: a check tells its author */ }
}

// The first sign that may not stand at a place, or "".
function badSign(value, place) {
  const kind = place.replace("-", "");
  if (kind !== place && value[0] === "-") return "-";
  return /^--|^[^]?/.exec(value.slice(SIGNS[kind].exec(value)[0].length))[0];
}

function put(value, place) {
  if (badSign(value, place)) return null;
  return place === "word" && !/^[\w.:/@%+-]+$/.test(value) ? `'${value.replaceAll("'", "'\\''")}'` : value;
}

// Why a command may not be copied yet: {name, word, says, byHand}, or undefined.
function locked(command) {
  const spot = $(".nb-var:not(.nb-filled)", command);
  if (!spot) return;
  const { name, place } = spot.dataset;
  const value = own(filled, name);
  if (value) return { name, word: "Locked", says: `${name} holds ${quote(badSign(value, place))}, which this command cannot take safely: type it by hand`, byHand: true };
  const asked = $(`#fill-${name}`);
  return { name, word: asked ? `Fill in ${name}` : "Choose environment", says: `To copy this, ${asked ? `fill in ${name}` : "choose the environment"}` };
}

function goTo(name) {
  const field = $(`#fill-${name}`) ?? places.find((place) => place.checked) ?? places[0];
  field.focus();
  field.scrollIntoView({ block: "center" });
}

// The names in the commands of a step.
const needed = (step) => new Set(all(".nb-var", step).map((spot) => spot.dataset.name));

// Shows the fields with these names alone, all of them for null; says whether one is left.
function showOnly(names) {
  const left = (group) => !!$(".nb-parameter:not([hidden])", group);
  for (const box of all(".nb-parameter")) {
    box.hidden = names && !names.has(box.dataset.name);
    box.classList.toggle("nb-done", box.matches(".nb-right"));
  }
  for (const group of all(".nb-environments")) {
    group.hidden = !left(group);
    group.classList.toggle("nb-done", !!$(":checked", group));
  }
  return left();
}

// The environment that a label means, "" when that is not certain.
function environmentOf(label) {
  const text = label.trim().toLowerCase();
  const wish = own({ prd: "prod", stg: "stag", stage: "stag" }, text) ?? text;
  const found = (how) => places.filter((place) => [place.value, place.dataset.name].some((name) => how(name.toLowerCase())));
  const same = found((name) => name === text);
  const near = same[0] || wish.length < 3 ? same : found((name) => name.startsWith(wish));
  return near[1] ? "" : near[0]?.value ?? "";
}

function taken({ id }) {
  const found = kept("taken");
  return found?.id === id && Array.isArray(found.links) ? found.links : [];
}

// A link counts once in an incident: what somebody has changed since outlives a reload.
function readLink() {
  const labels = new URLSearchParams(location.search);
  const values = {};
  for (const box of asks) {
    const { key, label, pattern } = box.dataset;
    const value = label && labels.get(label)?.trim();
    if (value && fits(value, pattern)) values[key] = value;
    else box.link = value;
  }
  const label = labels.get("env") ?? labels.get("environment") ?? "";
  const environment = environmentOf(label);
  if (label && !environment && places[0]) $(".nb-environments .nb-wrong").textContent = `The alert's link says ${quote(label)}, which is none of these`;
  const text = JSON.stringify([values, environment]);
  const one = current();
  if (text !== '[{},""]' && !(one && taken(one).includes(text))) linked = { values, environment, text, first: one };
  const again = /^(reload|back)/.test(performance.getEntriesByType("navigation")[0]?.type);
  if (again && incident() && !one) linked = null; // yesterday's tab does not fill in yesterday's values
}

function adopt({ values, environment, text, first }) {
  linked = null;
  change((one) => {
    one.values = first ? { ...one.values, ...values } : { ...values, ...one.values };
    one.environment = (first && environment) || one.environment || environment;
    keep("taken", { id: one.id, links: [...taken(one), text] });
  });
}

function forgetLink() {
  linked = null;
  for (const box of asks) box.link = "";
}

function fill() {
  if (current() && linked) adopt(linked);
  const one = current();
  if (had && !one) forgetLink();
  had = one;
  const id = one?.environment || linked?.environment;
  const chosen = places.find((place) => place.value === id) ?? (places[1] ? null : places[0]);
  for (const place of places) place.checked = place === chosen;
  filled = chosen ? JSON.parse(chosen.dataset.values) : {};
  for (const box of all(".nb-environments .nb-parameter")) $("dd", box).textContent = own(filled, box.dataset.name) ?? "choose an environment";
  for (const box of asks) ask(box, own(one?.values, box.dataset.key) ?? own(linked?.values, box.dataset.key));
  for (const spot of all(".nb-var")) {
    const { name, place } = spot.dataset;
    const text = own(filled, name) && put(filled[name], place);
    spot.textContent = text || `<${name}>`;
    spot.classList.toggle("nb-filled", !!text);
  }
  for (const word of all(".nb-in")) word.textContent = chosen?.dataset.name ?? "";
  document.documentElement.classList.toggle("nb-in-production", !!chosen?.dataset.production);
  all(".nb-copy").forEach(rest);
}

// One field: its value, what is wrong with it, and the versions that are offered, which expire while the page is open.
function ask(box, held) {
  const { name, pattern, wrong, start = "" } = box.dataset;
  const expired = {};
  for (const good of all(".nb-good", box)) {
    const { value, until } = good.dataset;
    const past = until < utc().slice(0, 10);
    $("button", good).hidden = past;
    $("b", good).hidden = !past;
    if (past) expired[value] = until;
  }
  const value = held ?? (own(expired, start) ? "" : start);
  const right = fits(value, pattern);
  if (right) filled[name] = value;
  const input = $("input", box);
  if (input.value.trim() !== value) input.value = value;
  input.ariaInvalid = !!value && !right;
  box.classList.toggle("nb-right", right);
  const until = own(expired, value);
  const says = value && !right ? wrong : until ? `${value} was known to be good until ${until} only` : "";
  $(".nb-wrong", box).textContent = box.link ? `The alert's link says ${quote(box.link)}, which does not fit. ${says || wrong}` : says;
}

function hold(box, value) {
  box.link = "";
  change((one) => { one.values[box.dataset.key] = value; });
}

function startParameters() {
  const block = $(".nb-fill");
  if (!block) return;
  block.addEventListener("input", ({ target }) => {
    const box = target.closest(".nb-ask");
    box ? hold(box, target.value.trim()) : change((one) => { one.environment = target.value; });
  });
  block.addEventListener("focusin", ({ target }) => target.closest(".nb-done")?.classList.remove("nb-done"));
  block.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !sender) return;
    event.preventDefault(); // it would press the button too
    sender.focus();
    sender.scrollIntoView({ block: "center" });
  });
  document.addEventListener("click", ({ target }) => {
    const spot = target.closest(".nb-var");
    const good = target.closest(".nb-use")?.parentElement;
    if (spot && getSelection().isCollapsed) goTo(spot.dataset.name);
    if (good) hold(good.closest(".nb-ask"), good.dataset.value);
  });
  readLink();
  onChange(fill);
  document.addEventListener("visibilitychange", fill);
  fill();
}
