// Who is on call now. The first half is model/oncall.py again, on the plan that the page carries: times are
// milliseconds since 1970, days count from 1970-01-01, minutes from midnight, weekdays from Monday, 0. Of whoever is
// on call, null means nobody, and undefined that the plan does not say.

const clocks = {};

// How far the clocks of a zone are ahead of UTC. They change at whole quarters of an hour; each clock keeps what it said.
function ahead(zone, at) {
  const clock = clocks[zone] ??= new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
  at = Math.floor(at / 9e5) * 9e5;
  return clock[at] ??= -Date.parse(`1970-01-01T00:00${clock.format(at).split("GMT")[1] || "Z"}`);
}

// A minute of a day, on the clocks of a zone. One that they skip counts from before the change; of two it is the first.
function instant(day, minute, zone) {
  const local = day * 864e5 + minute * 6e4;
  const after = ahead(zone, local + 864e5), late = local - after, early = local - ahead(zone, local - 864e5);
  return ahead(zone, Math.min(early, late)) === after ? late : early;
}

// What turns mean around a moment, as stints [from, to, who]. `who` is meant where they do not say.
function stintsOf({ members, zone, first, minute, days, end, hours, weekdays }, at, who) {
  const over = end ? instant(end, 0, zone) : Infinity;
  if (at >= over) return [];
  const begins = (number) => instant(first + number * days, minute, zone);
  const today = Math.floor((at + ahead(zone, at)) / 864e5);
  let number = Math.floor((today - first) / days);
  while (at < begins(number)) number--;
  while (at >= begins(number + 1)) number++;
  if (number < 0) return [[begins(0), over]];
  const stints = [[over, over], [begins(number), begins(number + 1), who ??= null]];
  for (const day of [today - 1, today, today + 1])
    stints.push([...hours.map((hour) => instant(day, hour, zone)), weekdays.includes((day + 3) % 7) ? members[number % members.length] : who]);
  return stints;
}

// Who, and the next moment at which that may change.
function piece(plan, at) {
  const edges = [];
  let who;
  const ask = (stints) => {
    for (const [from, to, name] of stints) {
      edges.push(from, to);
      if (from <= at && at < to) who = name;
    }
  };
  for (const turns of plan.turns) ask(stintsOf(turns, at, who));
  ask(plan.stints);
  return [who, Math.min(...edges.filter((edge) => edge > at))];
}

function onCall(plan, at) {
  let [who, until] = piece(plan, at);
  for (let i = 0; i < 100 && until < Infinity; i++) {
    const [then, later] = piece(plan, until);
    if (then !== who) return { who, until, then };
    until = later;
  }
  return { who, until: Infinity };
}

// What the page says of it. Times are the reader's.

function inWords(wait) {
  const minutes = Math.ceil(wait / 6e4);
  const [size, unit] = minutes < 120 ? [1, "minute"] : minutes < 2880 ? [60, "hour"] : [1440, "day"];
  return new Intl.RelativeTimeFormat("en").format(Math.round(minutes / size), unit);
}

function tellNow(data) {
  for (const box of document.querySelectorAll(".nb-now")) {
    let plan = {};
    try {
      plan = onCall(data.rotations[box.dataset.rotation], Date.now());
    } catch { /* a time zone that this browser does not know */ }
    const { who, until, then } = plan;
    const [line, called] = box.querySelectorAll("[data-room] > span");
    const link = $("a", box);
    const [name = "nobody", phone = ""] = data.people[who] ?? [];
    line.textContent = who === undefined ? "Not known: call or page the rotation." : `Now: ${name}`;
    if (who !== undefined && until < Infinity) {
      const clock = new Date(until).toLocaleString("en-GB", { weekday: "short", day: "numeric", month: "short", hour: "numeric", minute: "numeric", timeZoneName: "short" });
      line.append(`, until ${clock} (${inWords(until - Date.now())}), then ${data.people[then]?.[0] ?? "nobody planned"}`);
    }
    if (!link) continue;
    link.dataset.whom = name;
    called.textContent = `${name} ${phone}`;
    phone ? link.href = `tel:${phone.replaceAll(" ", "")}` : link.removeAttribute("href"); // a style sheet hides it then
  }
}

// The ladder counts from the first answer that was given in this runbook.
function climb() {
  const first = current()?.entries.find((entry) => entry.kind === "answer" && entry.runbook === thisRunbook()?.id);
  let next;
  for (const rung of document.querySelectorAll("[data-after]")) {
    const left = Date.parse(first?.at) + rung.dataset.after * 1e3 - Date.now();
    if (left > 0) next ??= rung;
    rung.classList.toggle("nb-due", left <= 0);
    rung.classList.toggle("nb-next", next === rung);
    const wait = first && inWords(left);
    $(".nb-when-due", rung).textContent =
      left <= 0 ? `Call now: due ${wait}` : next === rung ? `Next: ${wait}` : wait ?? "counts from your first answer";
  }
}

function startOnCall() {
  const data = JSON.parse($("#nb-rotations")?.dataset.plans ?? "0");
  const tell = () => {
    climb();
    tellNow(data);
  };
  tell();
  setInterval(tell, 2e4);
  document.addEventListener("visibilitychange", tell);
  onChange(climb);
  document.addEventListener("click", ({ target }) => {
    const link = target.closest("a.nb-channel");
    const whom = link?.closest("[data-whom]")?.dataset.whom;
    if (whom && (thisRunbook() || current()))
      record({ kind: "called", step: link.closest(".nb-step")?.dataset.step ?? "", whom, how: link.firstChild.textContent.toLowerCase() });
  });
}
