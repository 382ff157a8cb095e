// The panel "This incident": who responds, what happened, and the ways off the phone. All that it says stands in the page.

const log = $(".nb-log");
const inLog = (selector) => $(selector, log);
const make = (tag, textContent) => Object.assign(document.createElement(tag), { textContent });
let showOlder = false;

// {one, other}: the incident that the list shows, and the one that it could show as well.
function listed() {
  const now = current();
  const before = now ? incident("older") : incident();
  return now && !(showOlder && before) ? { one: now, other: before } : { one: before, other: now };
}

function showLog() {
  const { one, other } = listed();
  const notes = {
    nothing: !one, over: one && one.id !== current()?.id, broken: !one && kept("incident"), lost: held.incident, other,
  };
  for (const name in notes) inLog(`[data-if=${name}]`).hidden = !notes[name];
  if (other) inLog("[data-log=other]").textContent = `Show the incident of ${spoken(other.began)} UTC`;
  let day;
  inLog("ol").replaceChildren(...(one?.entries ?? []).toReversed().map((entry) => {
    const row = make("li", ` ${words(one, entry).join(" ").trim()}`);
    const [date, hour] = spoken(entry.at).split(" ");
    row.dataset.kind = entry.kind;
    row.prepend(make("time", `${date === day ? "" : date} ${hour} UTC`));
    day = date;
    return row;
  }));
  for (const button of log.querySelectorAll("[data-log^=out]")) button.disabled = !one;
  if (document.activeElement !== inLog("input")) showWho();
}

// The name is asked once; then it is text with a button beside it.
function showWho(change) {
  const input = inLog("input");
  input.value = kept("who") ?? "";
  input.readOnly = !change && input.value;
  inLog("button").textContent = input.readOnly ? "Change" : "Keep";
  if (change) input.focus();
}

const forms = {
  who() {
    const input = inLog("input");
    const who = input.value.trim();
    const before = current()?.who;
    if (input.readOnly) return showWho(true);
    keep("who", who);
    if (before !== undefined) change((one) => { one.who = who; });
    if (before && before !== who) record({ kind: "note", text: `Responder: ${who} (before: ${before})` });
    showWho();
  },
  note() {
    const field = inLog("textarea");
    const text = field.value.trim();
    field.value = "";
    showOlder = false;
    if (text) record({ kind: "note", text });
    else field.focus();
  },
};

function say(text) {
  inLog("[role=status]").textContent = text;
}

function download(name, text) {
  const href = URL.createObjectURL(new Blob([text]));
  Object.assign(document.createElement("a"), { href, download: name }).click();
  say(`Saved: ${name}`);
}

const ways = {
  // On plain http, or where the browser refuses: the text, selected, one long press away.
  "out-copy"(one) {
    const text = markdown(one);
    const byHand = () => {
      const field = inLog(".nb-log-text");
      field.hidden = false;
      field.value = text;
      field.select();
      say("Copy the text below.");
    };
    navigator.clipboard ? navigator.clipboard.writeText(text).then(() => say("Timeline copied."), byHand) : byHand();
  },
  "out-md": (one) => download(`incident-${one.id}.md`, markdown(one)),
  "out-json": (one) => download(`incident-${one.id}.json`, `${JSON.stringify(one, null, 2)}\n`),
  other() {
    showOlder = !showOlder;
    showLog();
  },
  wipe() {
    for (const field of log.querySelectorAll("input, textarea")) field.value = "";
    inLog(".nb-log-text").hidden = true;
    inLog("details").open = showOlder = false;
    goAfresh(clearIncident);
    say("Cleared.");
  },
  fresh() {
    goAfresh(closeIncident);
    say("The next answer begins a new incident. This one can be shown until then.");
  },
};

// The page as it was before the incident; popstate tells whoever follows the address.
function goAfresh(how) {
  forgetLink();
  history.replaceState(null, "", location.pathname);
  how();
  dispatchEvent(new PopStateEvent("popstate"));
  scrollTo(0, 0);
}

function startLog() {
  if (!log) return;
  log.addEventListener("click", ({ target }) => ways[target.dataset.log]?.(listed().one));
  log.addEventListener("submit", (event) => {
    event.preventDefault();
    forms[event.target.dataset.form]();
  });
  onChange(showLog);
  showLog();
}
