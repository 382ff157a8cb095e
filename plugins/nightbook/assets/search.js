// The search panel: fetched with its table when somebody opens it. Words are reckoned in search_index.py; here their
// weights are added. An alert's name in what was pasted comes before everything that words find.

const SHOWN = 10;
const FILES = 12; // of words, for one query: some 70 KB
const PASTE = 20000; // characters that are read of a paste
const WORDS = 60; // distinct words that are asked for
const HALF = 0.6; // what half a word counts
const TYPED = 4; // words at most of a query in which typing errors are forgiven: a paste has none
const TYPO = 0.5;
const OTHER_MODE = 0.2; // what a second failure mode adds
const ALIKE = 0.7; // what each further runbook of the same failure modes counts, so that three kinds of trouble show
const NOISE = 0.25; // of the best result; what counts less is left out

export function splitter(common) {
  const left = new Set(common.split(" "));
  return (text) => {
    const found = new Set();
    for (const name of text.match(/[\p{L}\p{N}]+/gu) || []) {
      const parts = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").replace(/([A-Z])([A-Z][a-z])/g, "$1 $2").split(" ");
      if (parts.length > 1) found.add(name.toLowerCase());
      for (const part of parts) {
        const word = part.toLowerCase();
        if (word.length > 1 && !left.has(word)) found.add(word.length > 4 ? word.replace(/(ing|ed|es|s)$/, "") : word);
      }
    }
    return [...found];
  };
}

const IN_NAME = /[\p{L}\p{N}_]/u;
const NAMED = /(?:alertname["'\\\s:=*`]*|\[(?:FIRING|RESOLVED)[^\]]*\]\s*)$/i;

// Alerts of the table that stand in a text, in its order. A name that is one plain word, such as `Down`, counts only
// alone or where the text says that it is an alert.
export function alertsIn(text, alerts) {
  const lower = text.toLowerCase();
  const found = [];
  for (const alert of alerts) {
    const name = alert[0].toLowerCase();
    const plain = /^\p{Lu}?\p{Ll}+$/u.test(alert[0]);
    for (let at = lower.indexOf(name); at >= 0; at = lower.indexOf(name, at + 1)) {
      const inside = IN_NAME.test(lower[at - 1] || "") || IN_NAME.test(lower[at + name.length] || "");
      if (inside || (plain && lower.trim() !== name && !NAMED.test(text.slice(Math.max(0, at - 60), at)))) continue;
      found.push([at, alert]);
      break;
    }
  }
  return found.sort((a, b) => a[0] - b[0]).map(([, alert]) => alert);
}

// The name that a message gives its alert, whether any runbook answers it or not.
export function namedAlert(text) {
  const found = /alertname["'\\\s:=*`]+([\w.-]+)|\[(?:FIRING|RESOLVED)[^\]]*\]\s*([\w.-]{4,})/i.exec(text);
  return found ? found[1] || found[2] : "";
}

// Labels of an alert as Prometheus, JSON and lists write them; each is taken once.
export function labelsIn(text, labels) {
  const found = new URLSearchParams();
  for (const label of labels) {
    const name = label.replace(/[^\w]/g, "\\$&");
    const value = "([^\\s\"'`,;(){}\\[\\]*\\\\]+)";
    const written = new RegExp(
      `(?:^|[^\\w.-])${name}\\s*=~?\\s*["'\`\\\\]*${value}` + // service="x", service = x
        `|["']${name}\\\\?["']\\s*:\\s*\\\\?["']${value}` + // "service": "x", also inside a string
        `|^[\\s*•>-]*${name}[*_]*:[*_]*[ \\t]+["'\`]?${value}["'\`]?\\s*$`, // service: x, alone on its line
      "im"
    ).exec(text);
    if (written) found.set(label, written[1] || written[2] || written[3]);
  }
  return found;
}

// One letter too many, missing, wrong, or two that changed places.
function isTypo(word, other) {
  let from = 0;
  let here = word.length;
  let there = other.length;
  while (from < here && word[from] === other[from]) from++;
  while (here > from && there > from && word[here - 1] === other[there - 1]) here--, there--;
  if (here - from < 2 && there - from < 2) return true;
  return here - from === 2 && there - from === 2 && word[from] === other[from + 1] && word[from + 1] === other[from];
}

// The words of a file that a word stands for, each with what it counts.
function meant(word, file, typed) {
  const found = Object.hasOwn(file.words, word) ? [[word, 1]] : [];
  if (word.length > 3 || (word.length === 3 && !found.length)) {
    let low = 0;
    for (let high = file.sorted.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (file.sorted[middle] <= word) low = middle + 1;
      else high = middle;
    }
    for (; low < file.sorted.length && file.sorted[low].startsWith(word); low++) found.push([file.sorted[low], HALF]);
  }
  if (found.length || !typed || word.length < 5 || /\d/.test(word)) return found;
  return file.sorted.filter((other) => Math.abs(other.length - word.length) < 2 && isTypo(word, other))
    .map((other) => [other, TYPO]);
}

// table, get(name) -> promise of a file of the search: said words -> [[page's number, score]], the best first.
export function ranker(table, get) {
  const files = new Map();

  function fileOf(word) {
    let number = 0;
    while (number + 1 < table.from.length && table.from[number + 1] <= word) number++;
    return number;
  }

  function read(number) {
    if (!files.has(number)) {
      const part = table.words[number];
      const whole = typeof part === "string" ? get(part) : Promise.resolve(part);
      const file = whole.then((words) => ({ words, sorted: Object.keys(words).sort() }));
      file.catch(() => files.delete(number));
      files.set(number, file);
    }
    return files.get(number);
  }

  // Of a long paste the longest words are asked for: they tell most.
  function chosen(said) {
    const places = new Map();
    for (const word of [...said].sort((a, b) => b.length - a.length).slice(0, WORDS)) {
      const number = fileOf(word);
      if (places.has(number) || places.size < FILES) places.set(number, [...(places.get(number) || []), word]);
    }
    return [...places];
  }

  return async (said) => {
    const modes = table.modes.length;
    const score = new Float64Array(modes + table.pages.length);
    for (const [number, asked] of chosen(said)) read(number); // all at once
    for (const [number, asked] of chosen(said)) {
      const file = await read(number);
      for (const word of asked) {
        const best = new Map();
        for (const [known, counts] of meant(word, file, said.length <= TYPED)) {
          let place = 0;
          for (const packed of file.words[known]) {
            place += Math.floor(packed / 36);
            best.set(place, Math.max(best.get(place) || 0, (packed % 36) * counts));
          }
        }
        for (const [place, weight] of best) score[place] += weight;
      }
    }
    const found = [];
    table.pages.forEach((page, number) => {
      const byMode = page[3].map((mode) => score[mode]).sort((a, b) => b - a);
      const sum = byMode.reduce((all, one, i) => all + (i ? OTHER_MODE : 1) * one, score[modes + number]);
      if (sum > 0) found.push([number, sum]);
    });
    const order = (a, b) => b[1] - a[1] || a[0] - b[0];
    const seen = new Map();
    for (const one of found.sort(order)) {
      const kind = table.pages[one[0]][3].join();
      if (kind) one[1] *= ALIKE ** (seen.get(kind) || 0);
      seen.set(kind, (seen.get(kind) || 0) + 1);
    }
    found.sort(order);
    return found.filter(([, sum]) => sum >= NOISE * found[0][1]);
  };
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
}

// How old a review is, today: the table has the last day on which it holds.
function age(due, soon) {
  if (!due) return ["", ""];
  const days = Math.floor((Date.now() - Date.parse(due)) / 86400000);
  if (days > 0) return [`Review overdue since ${due}`, "overdue"];
  return [days >= -soon ? `Review due ${due}` : `Reviewed, holds until ${due}`, days >= -soon ? "soon" : ""];
}

export function startPanel(panel, table, home) {
  const root = new URL("../", home);
  const field = panel.querySelector("textarea");
  const status = panel.querySelector(".nb-search-said");
  const service = element("select", "nb-search-service", new Option("All services", ""));
  service.id = "nb-search-service";
  table.services.forEach((name, number) => {
    if (table.pages.some((page) => page[4].includes(number))) service.append(new Option(name, number));
  });
  const label = element("label", "nb-search-filter", "Service ");
  label.htmlFor = service.id;
  const list = element("ol", "nb-search-found");
  const body = panel.querySelector(".nb-search-body");
  const ways = element("p", "nb-search-ways", "Or look in a list: ");
  for (const way of ["alert", "symptom", "service", "severity"]) {
    const link = element("a", "", `by ${way}`);
    link.href = new URL(`by/${way}/`, root);
    ways.append(link, " ");
  }
  body.replaceChildren(...(service.length > 2 ? [element("p", "nb-search-filters", label, service)] : []), list, ways);

  const answers = new Map();
  function get(name) {
    if (!answers.has(name)) {
      const answer = fetch(new URL(name, home)).then((got) => (got.ok ? got.json() : Promise.reject(got)));
      answer.catch(() => answers.delete(name));
      answers.set(name, answer);
    }
    return answers.get(name);
  }
  const split = splitter(table.common);
  const rank = ranker(table, get);
  let turn = 0;

  function row(number, labels, alert) {
    const [url, title, severity, modes, , due, state] = table.pages[number];
    const there = new URL(alert && alert[1].length > 1 ? alert[2] : url, root);
    there.search = labels;
    if (alert && alert[1].length === 1) there.hash = alert[2];
    const link = element("a", "nb-search-link");
    link.href = there;
    if (alert) link.append(element("span", "nb-search-alert", element("b", "", "Alert"), ` ${alert[0]} `));
    link.append(element("span", "nb-search-title", alert && alert[1].length > 1 ? "Which one?" : title));
    const facts = element("p", "nb-search-facts");
    if (severity >= 0) {
      const badge = element("span", "nb-severity", table.severities[severity]);
      badge.dataset.rank = severity;
      facts.append(badge);
    }
    if (state) facts.append(element("span", "nb-box", state));
    const [fresh, kind] = age(due, table.soon);
    const mode = modes.slice(0, 2).map((one) => table.modes[one]).join(", ");
    if (mode) facts.append(element("span", "nb-search-mode", mode));
    if (fresh) {
      const said = element("span", "nb-search-age", fresh);
      said.dataset.age = kind;
      facts.append(said);
    }
    const item = element("li", "nb-search-row", link, facts);
    if (!alert) item.append(element("p", "nb-search-why"));
    item.page = number;
    return item;
  }

  // The line of a page that says most of what was asked: why it was found.
  async function tellWhy(item, said, mine) {
    const lines = (await get(table.lines[Math.floor(item.page / table.each)]))[item.page % table.each];
    let best = 0;
    let why = "";
    for (const line of lines) {
      const has = split(line);
      const fit = said.filter((word) => has.some((other) => other === word || (word.length > 3 && other.startsWith(word))));
      const worth = fit.length - has.length / 100;
      if (fit.length && worth > best) [best, why] = [worth, line];
    }
    if (mine === turn && why) item.querySelector(".nb-search-why").textContent = `Says: ${why}`;
  }

  const fits = (number) => !service.value || table.pages[number][4].includes(Number(service.value));
  const counted = (many, what) => `${many} ${what}${many === 1 ? "" : "s"}`;

  // Whether what stands there now is the answer: no newer question has begun.
  async function show() {
    const mine = ++turn;
    const text = field.value.slice(0, PASTE).trim();
    const labels = labelsIn(text, table.labels).toString();
    const alerts = alertsIn(text, table.alerts).map((alert) => [alert[0], alert[1].filter(fits), alert[2], alert[1].length]);
    const first = alerts.filter((alert) => alert[1].length).map(([name, pages, leadsTo, all]) => {
      const one = pages.length === 1;
      return row(pages[0], labels, [name, pages, one && all > 1 ? "" : leadsTo]);
    });
    ways.hidden = !!text;
    if (first.length) tell(first, text, first.length, 0);
    let found = [];
    try {
      if (text) found = await rank(split(text));
      else if (service.value) found = table.pages.map((page, number) => [number, 0]);
    } catch {
      if (mine !== turn) return false;
      if (!first.length) list.replaceChildren(); // the results of another question
      ways.hidden = false;
      status.textContent = first.length ? "Only alerts can be searched now: the rest did not load." : "Search did not load.";
      return true;
    }
    if (mine !== turn) return false;
    const answered = new Set(alerts.flatMap((alert) => (alert[1].length === 1 ? alert[1] : [])));
    const rest = found.map(([number]) => number).filter((number) => fits(number) && !answered.has(number));
    const rows = rest.slice(0, SHOWN).map((number) => row(number, labels));
    tell([...first, ...rows], text, first.length, rest.length);
    if (text) rows.slice(0, 5).forEach((item) => tellWhy(item, split(text), mine).catch(() => {}));
    return true;
  }

  function tell(rows, text, alerts, others) {
    list.replaceChildren(...rows);
    const unknown = namedAlert(text);
    const isKnown = !unknown || table.alerts.some(([name]) => name.toLowerCase() === unknown.toLowerCase());
    const where = service.value ? ` for ${service.selectedOptions[0].text}` : "";
    if (!text && !service.value) status.textContent = "";
    else if (!rows.length) status.textContent = `Nothing found${where}. Try other words, or look in a list.`;
    else if (alerts) status.textContent = `${counted(alerts, "alert")}${where} and ${counted(others, "other page")}. Enter opens the alert.`;
    else if (!isKnown) status.textContent = `No runbook answers ${unknown}${where}. These come nearest:`;
    else status.textContent = `${counted(others, "page")}${where}, the best first. Enter opens the first.`;
    if (!rows.length) ways.hidden = false;
  }

  // A paste shows its first lines.
  function grow(pasted) {
    field.rows = Math.min(3, field.value.split("\n").length);
    if (pasted) requestAnimationFrame(() => (field.scrollTop = 0));
  }

  let waiting;
  field.addEventListener("input", (event) => {
    const typed = event.inputType === "insertText";
    clearTimeout(waiting);
    grow(!typed);
    waiting = setTimeout(show, typed ? 120 : 0);
  });
  service.addEventListener("change", show);

  const links = () => [...list.querySelectorAll(".nb-search-link")];
  panel.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  panel.addEventListener("keydown", async (event) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (event.key === "Enter" && !event.shiftKey && event.target === field && !event.isComposing) {
      event.preventDefault();
      clearTimeout(waiting);
      if (await show()) links()[0]?.click();
    } else if (event.target !== service && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      if (at < 0 && event.key === "ArrowUp") return;
      event.preventDefault();
      if (next < 0) field.focus();
      else if (all[next]) all[next].focus();
    }
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && link.pathname === location.pathname) panel.close();
  });
  grow(true);
  status.textContent = "";
  show();
}
