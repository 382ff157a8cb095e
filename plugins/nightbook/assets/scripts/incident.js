// First of the files, which share one scope. The incident on this phone: one for the whole site, kept in localStorage
// so that it survives a reload and an empty battery; where storage is off, it lasts as long as the page.
//
// {schema: "incident/v1", id, began, who, environment, values: {name: value}, runbooks: {id: {title, version, severity,
//  source}}, entries: [{at, kind, runbook, …}]}; times are ISO 8601 in UTC, to the second.
//
// Kinds of entry, and what each adds:
//   opened {step}            the runbook was begun, at this step
//   answer {step, title, answer, to, to_title, to_phase, to_kind}   a way was taken
//   back {step, to}          a way was taken back
//   copied {step, text}      a command, as it was copied (step is "" outside the steps)
//   called {step, whom, how} a telephone number, pager or chat was opened
//   time-up {step, title}    a time box ran out
//   note {text}              what somebody wrote
// A new field or kind belongs in schema/incident.schema.json and model/incident.py too: the command reads every record.

const script = document.currentScript;
const root = script?.src ? new URL("../../", script.src) : null; // null in a page that carries its scripts itself
const KEY = `nightbook:${new URL(".", root ?? location).pathname}`; // one for all files of a folder, too
const OLD = 12 * 3600e3; // an incident without an entry for so long is over: its values are not filled in again

const $ = (selector, within = document) => within.querySelector(selector);
const held = {};
const listeners = [];

function keep(name, value) {
  try {
    localStorage.setItem(`${KEY}#${name}`, JSON.stringify(value));
    delete held[name];
  } catch { held[name] = value; } // off or full: the page still holds it
}

function kept(name) {
  if (name in held) return held[name];
  try {
    const text = localStorage.getItem(`${KEY}#${name}`);
    if (text !== null) return JSON.parse(text);
  } catch { /* off or broken */ }
  return null;
}

function forget(name) {
  delete held[name];
  try {
    localStorage.removeItem(`${KEY}#${name}`);
  } catch { /* off */ }
}

const isText = (value) => typeof value === "string";
const isThing = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const utc = (time = Date.now()) => new Date(time).toISOString().replace(/\.\d+Z$/, "Z");

const isTime = (value) => /^\d{4}(-\d\d){2}T\d\d(:\d\d){2}Z$/.test(value) && Date.parse(value) > 0;

// The incident, or null. What another version or another program left there is no incident. The one before it, which
// somebody may want in the morning, is kept under "older".
function incident(name = "incident") {
  const found = kept(name);
  const good = isThing(found) && found.schema === "incident/v1" && isTime(found.began) &&
    [found.id, found.who, found.environment].every(isText) && isThing(found.values) &&
    isThing(found.runbooks) && Array.isArray(found.entries) &&
    found.entries.every((entry) => isThing(entry) && isText(entry.kind) && isTime(entry.at)) &&
    Object.values(found.values).every(isText);
  return good ? found : null;
}

function lastTime(one) {
  return Date.parse(one.entries.at(-1)?.at ?? one.began);
}

// The incident that is going on: the one kept, unless nobody has touched it for half a day.
function current() {
  const found = incident();
  return found && Math.abs(Date.now() - lastTime(found)) < OLD ? found : null;
}

function begun() {
  const began = utc();
  const who = kept("who");
  return {
    schema: "incident/v1", id: began.replace(/[:-]/g, ""), began, who: isText(who) ? who : "", environment: "",
    values: {}, runbooks: {}, entries: [],
  };
}

// Changes the incident, beginning one if none is going on, and tells everybody who listens.
function change(how) {
  const before = incident();
  const one = current() ?? begun();
  if (before && before.id !== one.id) keep("older", before);
  how(one);
  keep("incident", one);
  changed();
}

// Adds to the log. `what` is an entry without time and runbook.
function record(what) {
  const book = thisRunbook();
  change((one) => {
    if (book) one.runbooks[book.id] = { title: book.title, version: book.version, severity: book.severity, source: book.source };
    one.entries.push({ at: utc(), runbook: book?.id ?? "", ...what });
  });
}

// The incident going on becomes the one before: the next entry begins another.
function closeIncident() {
  keep("older", incident());
  forget("incident");
  changed();
}

// Nothing of ours stays on this phone: neither names nor values, nor the place in a runbook.
function clearIncident() {
  for (const name in held) forget(name);
  try {
    for (const name of Object.keys(localStorage))
      if (name.startsWith(`${KEY}#`) || name.startsWith(KEY.replace(":", "@"))) localStorage.removeItem(name);
  } catch { /* off */ }
  changed();
}

function onChange(listener) {
  listeners.push(listener);
}

function changed() {
  for (const listener of listeners) listener();
}

// {id, title, version, severity, source} of the runbook on this page, or null.
function thisRunbook() {
  const facts = document.querySelector("[data-runbook]")?.dataset;
  return facts ? { id: facts.runbook, title: facts.title, version: facts.version, severity: facts.severity, source: facts.source } : null;
}

function startIncident() {
  addEventListener("storage", (event) => { if (!event.key || event.key.startsWith(KEY)) changed(); }); // another tab
}
