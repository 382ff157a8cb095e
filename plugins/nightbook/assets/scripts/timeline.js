// An incident as Markdown: the first half of its postmortem. incidents/timeline.py writes the same bytes, and a test
// compares the two: what is changed here is changed there. The form to fill in comes with the page.

// One line, without what commands a terminal or turns text around.
const flat = (text) => `${text ?? ""}`.replace(/[\0- \x7f-\xa0\u2028-\u202e\u2066-\u2069]+/g, " ").replace(/^ | $/g, "");

// Text that Markdown shows as it was typed, in a table too, and that is never HTML.
const safe = (text) => `${text ?? ""}`.split(/[\r\n]+/).map(flat).filter(Boolean).join("\n")
  .replace(/&(?=[#\w]+;)/g, "&amp;").replace(/</g, "&lt;").replace(/[\\`*[|]/g, "\\$&").replace(/\n/g, "<br>");

const spoken = (at = "") => at.replace("T", " ").slice(0, 19);

// What was seen, and what was decided.
function words({ runbooks, entries }, one) {
  switch (one.kind) {
    case "opened": return [`Opened ${runbooks[one.runbook]?.title || one.runbook}`, ""];
    case "answer": return [`${one.title} ${one.answer}`, `→ ${one.to_title}`];
    case "back": return ["", `Back to ${entries.find(({ step, title }) => step === one.to && title)?.title ?? one.to}`];
    case "called": return ["", `Escalated: ${one.whom} (${one.how})`];
    case "time-up": return [`Time is up: ${one.title}`, ""];
    case "copied": return ["", `Copied: ${flat(one.text).replace(/^(.{60}).+/u, "$1 …")}`];
    default: return [one.text, ""];
  }
}

// The answers that led to where the responder is, without those that were taken back.
function pathOf(entries) {
  const path = [];
  for (const one of entries) {
    if (one.kind === "answer") path.push(one);
    if (one.kind !== "back") continue;
    const taken = path.findLastIndex(({ step, runbook }) => step === one.to && runbook === one.runbook);
    if (taken >= 0) path.length = taken;
  }
  return path;
}

// A command in a fence that is longer than any in it; what a terminal would obey shows as U+FFFD.
function fenced({ at, step, text }) {
  const fence = "`".repeat(Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const shown = text.replace(/\n$/, "").replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
  return `${[spoken(at), safe(step)].filter(Boolean).join(", ")}:\n\n${fence}\n${shown}\n${fence}`;
}

function markdown(one) {
  const { entries, runbooks, values, began } = one;
  const path = pathOf(entries);
  const end = path.find((way) => way.to_kind === "end");
  const known = path.find((way) => way.to_phase !== "triage" && !/^(es|h)/.test(way.to_kind));
  const books = [...new Set(entries.map((entry) => entry.runbook))].filter((id) => runbooks[id]?.version);
  const said = (name) => [...new Set(books.map((id) => safe(runbooks[id][name])))];
  const lines = (list, line) => list.map(line).join("\n");
  const took = (way) => {
    const s = (Date.parse(way?.at) - Date.parse(began)) / 1000;
    const parts = [[s / 3600 | 0, "h"], [s / 60 % 60 | 0, "min"], [s % 60, "s"]];
    return s >= 0 ? parts.filter(([n]) => n).map((part) => part.join(" ")).join(" ") || "0 s" : "";
  };
  const facts = {
    title: said("title")[0] || safe(one.id), id: safe(one.id), severity: said("severity").join(", "),
    runbooks: lines(books, (id) => `- Runbook: ${id} v${safe(runbooks[id].version)} (source ${safe(runbooks[id].source)})`),
    environment: safe(one.environment), who: safe(one.who), began: spoken(began), restored: spoken(end?.at),
    last: spoken(entries.at(-1)?.at), diagnose: took(known), restore: took(end),
    path: lines(path, (way, i) => `${i + 1}. **${safe(way.title)}** ${safe(way.answer)} → ${safe(way.to_title)}`),
    values: lines(Object.keys(values).sort(), (name) => `- ${name}: ${safe(values[name])}`),
    timeline: lines(entries, (entry) => `| ${[spoken(entry.at), ...words(one, entry).map(safe)].join(" | ")} |`),
    commands: entries.filter(({ kind }) => kind === "copied").map(fenced).join("\n\n"),
  };
  return log.dataset.form.replace(/( ?){(\w+)}/g, (_, gap, name) => facts[name] && gap + facts[name]).replace(/\p{Cs}/gu, "\ufffd");
}
