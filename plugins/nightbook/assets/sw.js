// The worker that keeps the runbooks for the time without network. It stands at the root of one published version and
// sees nothing else. The network comes first, for three seconds; then the copy, with a banner that says so.
//
// A copy is a Response with headers of ours: x-nb-saved, when it came; x-nb-print, the fingerprint of its bytes, by which
// a damaged copy is known; x-nb-for, the fingerprint that the list had then, by which a new build is known.
"use strict";

const SCOPE = new URL("./", self.location).href;
const NAME = `nightbook-offline:${new URL(SCOPE).pathname}`; // of the cache: one for each published version
const LIST = "offline.json";
const LIMIT = 3000; // ms that the network has where there is a copy
const PATIENCE = 10000; // where there is none
const PAUSE = 30000; // after a failure nobody waits for so long; meanwhile the network is tried unseen
const AT_ONCE = 4; // files fetched at a time
const LONGEST = 60000; // ms for one of them
const EMPTY = { name: "", files: {}, first: 0, runbooks: [], redirects: {}, call: null };
const PRINTED = /^(?:assets|search)\/.*\.(?=\d*[a-f])[0-9a-f]{8,}\.(?:min\.)?\w+$/; // never changes: its name says what is in it
const PLACE = '<div class="nb-offline" hidden></div>';

let known; // the list, as it was last kept
let down = 0; // until then the network counts as gone
let tried = 0; // when it was last looked for meanwhile
const late = new Set(); // requests that nobody waits for any more; the next one breaks them off, so that none is in its way
let syncing;
let gone = false; // once true, nothing is kept any more

class Failure extends Error {
  constructor(said, response) {
    super(said);
    this.response = response;
  }
}

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("message", (event) => {
  if (event.data === "leave") event.waitUntil(leave());
  if (event.data === "keep") event.waitUntil(keep(event.source));
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const path = pathOf(request.url);
  if (request.method !== "GET" || path === null || path === LIST || path === "sw.js" || gone) return;
  if (request.cache === "only-if-cached" || request.headers.has("range")) return;
  event.respondWith(answer(event, path));
});

// Addresses.

// The path below the scope, as the list has it: `serving/x/`; null for what is none of ours.
function pathOf(href) {
  const url = new URL(href);
  url.search = url.hash = "";
  if (!url.href.startsWith(SCOPE)) return null;
  try {
    return decodeURIComponent(url.href.slice(SCOPE.length)).replace(/(^|\/)index\.html$/, "$1");
  } catch {
    return null;
  }
}

const addressOf = (path) => SCOPE + path.split("/").map(encodeURIComponent).join("/");

// Copies.

// Opening a cache makes it: nothing may do so once everything was taken away, however late it comes.
function shelf() {
  return gone ? Promise.reject(new Failure("Nothing is kept any more.")) : caches.open(NAME);
}

async function print(body) {
  const sum = new Uint8Array(await crypto.subtle.digest("SHA-256", body));
  return [...sum.slice(0, 8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const isHtml = (headers) => /text\/html/.test(headers.get("content-type"));
const isGood = (response) => response.status === 200 && response.type === "basic" && !response.redirected;
const now = () => new Date().toISOString().replace(/\.\d+Z$/, "Z");

function plain(headers) {
  const kept = new Headers(headers);
  for (const name of ["content-encoding", "content-length", "transfer-encoding"]) kept.delete(name);
  return kept;
}

// Writes a copy, unless it cannot be what the address stands for: a sign-in page in its place has no place for the banner.
async function save(path, body, headers, meant) {
  const found = await print(body);
  if (PRINTED.test(path) && meant !== found) return false;
  if (isHtml(headers) && !new TextDecoder().decode(body).includes(PLACE)) return false;
  const kept = plain(headers);
  for (const [name, value] of [["saved", now()], ["print", found], ["for", meant ?? found]]) kept.set(`x-nb-${name}`, value);
  kept.set("x-nb-path", encodeURIComponent(path));
  await (await shelf()).put(addressOf(path), new Response(body, { headers: kept }));
  return true;
}

// {body, headers} of a copy, or null. A damaged one goes, and is fetched again at the next visit.
async function copyOf(path) {
  const response = await caches.match(addressOf(path), { cacheName: NAME }).catch(() => null);
  if (!response) return null;
  const body = await response.arrayBuffer().catch(() => null);
  if (body && (await print(body)) === response.headers.get("x-nb-print")) return { body, headers: response.headers };
  const cache = await shelf().catch(() => null);
  if (!cache) return null;
  await cache.delete(addressOf(path));
  const list = await cache.match(SCOPE + LIST);
  if (list) await cache.put(SCOPE + LIST, new Response(await list.text())); // no longer whole
  return null;
}

async function list() {
  if (known) return known;
  const response = await caches.match(SCOPE + LIST, { cacheName: NAME }).catch(() => null);
  const found = await response?.json().catch(() => null);
  if (found) known = found;
  return found ?? EMPTY;
}

// Answers.

async function answer(event, path) {
  const { request } = event;
  const isPage = request.mode === "navigate";
  const found = await list();
  const isKept = path in found.files;
  const copy = isKept ? await copyOf(path) : null;
  if (copy && PRINTED.test(path)) return new Response(copy.body, { headers: plain(copy.headers) });
  const isAway = Date.now() < down && !["no-cache", "reload"].includes(request.cache); // who reloads wants to know
  const lead = isPage && !copy ? leadOf(path, request.url, found) : null;
  if ((copy || lead) && isAway) {
    if (Date.now() > tried + LIMIT) {
      tried = Date.now();
      late.add(ask(event, path, isKept).stop);
    }
    return lead ?? shown(copy, "The server did not answer a moment ago.");
  }
  const { asked, stop } = ask(event, path, isKept);
  if (!copy && !isPage) return asked.catch((failure) => failure.response ?? Response.error());
  try {
    return await Promise.race([asked, tooLate(copy || lead || isAway ? LIMIT : PATIENCE)]);
  } catch (failure) {
    late.add(stop);
    down = Date.now() + PAUSE;
    const said = failure instanceof Failure ? failure.message : "There is no network, or the server is gone.";
    return copy ? shown(copy, said) : lead ?? missing(request, path, found, said);
  }
}

const wait = (time) => new Promise((done) => setTimeout(done, time));
const tooLate = (time) => wait(time).then(() => { throw new Failure(`The server did not answer within ${time / 1000} seconds.`); });

// Begins to ask the network. What comes after the time is out still makes a newer copy.
function ask(event, path, isKept) {
  for (const before of late) before.abort();
  late.clear();
  const stop = new AbortController();
  const asked = load(event, path, isKept, stop.signal);
  const isOver = Promise.race([asked.then(() => false, () => false), wait(PAUSE).then(() => true)]);
  event.waitUntil(isOver.then((hangs) => { if (hangs) stop.abort(); }));
  return { asked, stop };
}

// What the network says; a page that is kept comes whole or not at all, since half a runbook looks like a whole one.
async function load(event, path, isKept, signal) {
  const isOurs = isKept || event.request.mode === "navigate";
  // The browser's own cache would give what it holds to be fresh, and not say so.
  const response = await fetch(event.request, isOurs ? { signal, cache: "no-cache" } : undefined);
  if (response.status >= 500) throw new Failure(`The server answered with error ${response.status}.`, response);
  const isWhole = isKept && isGood(response);
  const body = isWhole ? await response.arrayBuffer() : null;
  down = 0;
  if (!isWhole) return response;
  event.waitUntil(renew(path, body, response.headers).catch(() => null));
  return new Response(body, { headers: plain(response.headers) });
}

async function renew(path, body, headers) {
  const before = await caches.match(addressOf(path), { cacheName: NAME });
  const isSame = before && before.headers.get("x-nb-print") === (await print(body));
  await save(path, body, headers, isSame ? before.headers.get("x-nb-for") : undefined);
}

// The redirect of an alert or an old id, of an address without its last slash; else null.
function leadOf(path, href, found) {
  const to = found.redirects[path] ?? found.redirects[`${path}/`] ?? (`${path}/` in found.files ? `${path}/` : null);
  if (to === null) return null;
  const from = new URL(href);
  const url = new URL(to, SCOPE);
  url.search = from.search;
  url.hash = from.hash || url.hash;
  return Response.redirect(url, 302);
}

// A copy as it is shown: a page says that it is one.
function shown({ body, headers }, why) {
  if (!isHtml(headers)) return new Response(body, { headers: plain(headers) });
  const page = new TextDecoder().decode(body);
  const banner = bannerOf(headers.get("x-nb-saved"), why);
  const marked = page.includes(PLACE) ? page.replace(PLACE, () => banner) : page.replace(/<body[^>]*>|^/i, (tag) => tag + banner);
  return new Response(marked, { headers: plain(headers) });
}

const spoken = (time) => time.replace("T", " ").replace(/:\d\dZ$/, " UTC"); // 2026-11-20 03:12 UTC

function bannerOf(saved, why) {
  return '<div class="nb-offline nb-banner nb-offline-copy" role="note">' +
    `<b>OFFLINE COPY</b> saved ${spoken(saved)}</div>` +
    '<div class="nb-offline nb-banner nb-offline-more" role="note">' +
    `${ageOf(saved)} old when opened: numbers, names and steps may have changed since. ${why}</div>`;
}

function ageOf(saved) {
  const minutes = Math.max(0, Math.floor((Date.now() - Date.parse(saved)) / 60000));
  if (minutes < 1) return "Less than a minute";
  const [count, unit] = minutes < 60 ? [minutes, "minute"] : minutes < 2880 ? [Math.floor(minutes / 60), "hour"]
    : [Math.floor(minutes / 1440), "day"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

// The page in place of one that is not kept: complete by itself.
function missing(request, path, found, said) {
  const isHere = ([url]) => url in found.files;
  const line = ([url, title, severity]) => `<li><a href="${text(addressOf(url))}">${text(title)}</a> ${text(severity)}</li>`;
  const part = (title, items) => (items.length ? `<h2>${title}</h2><ul>${items.join("")}</ul>` : "");
  const doors = [["by/alert/", "Which alert?", ""], ["by/symptom/", "What do you see?", ""], ["contacts/", "Everyone", ""], ["", "Home", ""]];
  const left = found.runbooks.filter((book) => !isHere(book));
  const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Not on this device</title><style>:root{color-scheme:light dark}body{font:18px/1.45 system-ui,sans-serif;margin:16px auto;
padding:0 16px;max-width:720px;overflow-wrap:anywhere}h1{font-size:26px}h2{font-size:22px}a{display:inline-block;padding:9px 0;
min-height:26px}ul{padding-left:20px}.box{border:2px solid;border-left-width:10px;padding:10px 12px;
color:light-dark(#b00020,#ff8a93)}</style></head><body><main>
<h1>This page is not on this device</h1>
<p class="box"><b>OFFLINE.</b> ${text(said)} No copy of <b>${text(path || "the home page")}</b> is kept here.</p>
<p><a href="${text(request.url)}">Try again</a></p>${callOf(found)}
${part("What is here", doors.filter(isHere).map(line))}
${part("Runbooks that are here, the most severe first", found.runbooks.filter(isHere).map(line))}
${part("Runbooks that are not kept", left.map(([, title, severity]) => `<li>${text(title)} ${text(severity)}</li>`))}
</main></body></html>`;
  return new Response(page, { status: 503, headers: {
    "content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
  } });
}

function callOf({ call }) {
  const way = ([kind, said, href]) => (href ? `${text(kind)}: <a href="${text(href)}">${text(said)}</a>` : `${text(kind)}: ${text(said)}`);
  return call ? `<h2>Call someone now</h2><p>${text(call.name)}<br>${call.channels.map(way).join("<br>")}</p>` : "";
}

const text = (said) => said.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

// Keeping.

// Brings the copies up to the list of the newest build, a few at a time; what is broken off goes on at the next visit.
// The page that asks is told {kept, of, full}: how many runbooks are here, of how many, whether the device is full.
async function keep(page) {
  const tell = (state) => page?.postMessage(state);
  syncing ??= sync(page && pathOf(page.url), tell).catch((error) => error.name === "QuotaExceededError")
    .finally(() => { syncing = null; });
  const full = (await syncing) === true;
  const said = await state(full).catch(() => null);
  if (said && !gone) tell(said);
}

async function state(full) {
  const { runbooks } = await list();
  const here = new Set((await held()).map((copy) => copy.path));
  return { kept: runbooks.filter(([url]) => here.has(url)).length, of: runbooks.length, full };
}

// [{path, meant}] of every copy.
async function held() {
  if (!(await caches.has(NAME))) return [];
  const all = await (await shelf()).matchAll();
  return all.filter((copy) => copy.headers.has("x-nb-path")).map(({ headers }) => (
    { path: decodeURIComponent(headers.get("x-nb-path")), meant: headers.get("x-nb-for") }
  ));
}

async function sync(first) {
  const response = await get(LIST);
  if (!isGood(response)) return;
  const body = await response.arrayBuffer();
  const next = JSON.parse(new TextDecoder().decode(body));
  if (next.schema !== "offline/v1" || gone) return;
  const cache = await shelf();
  const saving = navigator.connection?.saveData === true;
  const whole = `${await print(body)}${saving ? " saving" : ""}`;
  const before = await cache.match(SCOPE + LIST);
  if (before?.headers.get("x-nb-whole") === whole) return;
  const keepList = (headers) => cache.put(SCOPE + LIST, new Response(body, { headers }));
  await keepList({});
  known = next;
  const have = new Map((await held()).map((copy) => [copy.path, copy.meant]));
  const wanted = Object.keys(next.files).slice(0, saving ? next.first : undefined);
  const work = wanted.filter((path) => have.get(path) !== next.files[path]);
  if (work.includes(first)) work.unshift(first);
  const todo = [...new Set(work)];
  let isWhole = true;
  const fetchSome = async () => {
    while (todo.length && !gone) isWhole = (await fetchOne(todo.shift(), next.files, have)) && isWhole;
  };
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, fetchSome));
  const broken = results.find((result) => result.status === "rejected");
  if (broken) throw broken.reason;
  if (gone) return;
  for (const path of have.keys()) if (!(path in next.files)) await cache.delete(addressOf(path));
  if (isWhole) await keepList({ "x-nb-whole": whole });
}

// Fetches a file; returns whether it was what the list says. One that is not, though a server may write every page anew
// as it sends it, is fetched once more at the next visit, and then taken as it is.
async function fetchOne(path, files, have) {
  const response = await get(path);
  if (response.status >= 500 || response.status === 429) throw new Failure("The server is busy.");
  if (!isGood(response)) return false;
  const body = await response.arrayBuffer();
  const meant = files[path];
  const isRight = (await print(body)) === meant || have.get(path) === `${meant}?`;
  return (await save(path, body, response.headers, isRight ? meant : `${meant}?`)) && isRight;
}

function get(path) {
  const cache = PRINTED.test(path) ? "default" : "no-cache";
  return fetch(addressOf(path), { cache, redirect: "manual", signal: AbortSignal.timeout(LONGEST) });
}

async function leave() {
  gone = true;
  known = undefined;
  await caches.delete(NAME);
  await registration.unregister();
}
