// The worker that keeps the runbooks for the time without network. It stands at the root of one published version and
// sees nothing else. The network comes first, for three seconds; then the copy, with a banner that says so.
//
// A copy is a Response with headers of ours: x-nb-saved, when it came; x-nb-print, the fingerprint of its bytes, by which
// a damaged copy is known; x-nb-for, the fingerprint that the list had then, by which a new build is known, with a "?" where
// the bytes were others. The list has x-nb-list, its own fingerprint; x-nb-since, when it came first; x-nb-whole, once all
// that it names is here.
"use strict";

const SCOPE = new URL("./", self.location).href;
const NAME = `nightbook-offline:${new URL(SCOPE).pathname}`; // of the cache: one for each published version
const LIST = "offline.json";
const LIMIT = 3000; // ms that the network has where there is a copy
const PATIENCE = 10000; // where there is none
const PAUSE = 30000; // after a failure nobody waits for so long; meanwhile the network is tried unseen
const AT_ONCE = 4; // files fetched at a time
const LONGEST = 60000; // ms for one of them
const LATE = 3600000; // ms after which no cache on the way still has the build before
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
  await lookAgain(cache);
  return null;
}

// Something is no longer what the list says: the next visit goes through it all.
async function lookAgain(cache) {
  const found = await cache.match(SCOPE + LIST);
  if (!found) return;
  const headers = new Headers(found.headers);
  headers.delete("x-nb-whole");
  await cache.put(SCOPE + LIST, new Response(await found.text(), { headers }));
}

async function list() {
  if (known) return known;
  const response = await caches.match(SCOPE + LIST, { cacheName: NAME }).catch(() => null);
  const found = await response?.json().catch(() => null);
  if (found) known = found;
  return found ?? EMPTY;
}

const has = Object.hasOwn; // `in` would also find "constructor"

// Answers.

async function answer(event, path) {
  const { request } = event;
  const isPage = request.mode === "navigate";
  const found = await list();
  const isKept = has(found.files, path);
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
  const { status } = response;
  if (status >= 500 || status === 429) throw new Failure(`The server answered with error ${status}.`, response);
  const isWhole = isKept && isGood(response);
  const body = isWhole ? await response.arrayBuffer() : null;
  down = 0;
  if (!isWhole) return response;
  event.waitUntil(renew(path, body, response.headers).catch(() => null));
  return new Response(body, { headers: plain(response.headers) });
}

async function renew(path, body, headers) {
  const before = await caches.match(addressOf(path), { cacheName: NAME });
  const was = before && marks(before.headers);
  const found = await print(body);
  const listed = (await list()).files[path];
  const meant = was?.print === found ? was.meant : isAnew(was, found, listed) ? listed : undefined;
  const isSaved = await save(path, body, headers, meant);
  if (isSaved && !meant && found !== listed) await lookAgain(await shelf()); // a newer build, or a late cache's
}

// The server writes this page anew each time: two answers to one list differ, and neither is what the list says.
const isAnew = (was, found, listed) => (
  !!was && [listed, `${listed}?`].includes(was.meant) && was.print !== listed && was.print !== found
);

// The redirect of an alert or an old id, of an address without its last slash; else null.
function leadOf(path, href, { files, redirects }) {
  const old = [path, `${path}/`].find((one) => has(redirects, one));
  if (old === undefined && !has(files, `${path}/`)) return null;
  const to = old === undefined ? `${path}/` : redirects[old];
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
  return new Response(page.replace(PLACE, () => banner), { headers: plain(headers) });
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
  const isHere = ([url]) => has(found.files, url);
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
  syncing ??= sync(page && pathOf(page.url)).catch((error) => error.name === "QuotaExceededError")
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

const marks = (headers) => ({ print: headers.get("x-nb-print"), meant: headers.get("x-nb-for") });

// [{path, print, meant}] of every copy.
async function held() {
  if (!(await caches.has(NAME))) return [];
  const all = await (await shelf()).matchAll();
  return all.filter((copy) => copy.headers.has("x-nb-path")).map(({ headers }) => (
    { path: decodeURIComponent(headers.get("x-nb-path")), ...marks(headers) }
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
  const sum = await print(body);
  const whole = `${sum}${saving ? " saving" : ""}`;
  const before = await cache.match(SCOPE + LIST);
  if (before?.headers.get("x-nb-whole") === whole) return;
  const since = before?.headers.get("x-nb-list") === sum ? before.headers.get("x-nb-since") : now();
  const isLate = Date.now() - Date.parse(since) > LATE;
  const keepList = (headers) => (
    cache.put(SCOPE + LIST, new Response(body, { headers: { "x-nb-list": sum, "x-nb-since": since, ...headers } }))
  );
  await keepList({});
  known = next;
  const have = new Map((await held()).map((copy) => [copy.path, copy]));
  const wanted = Object.keys(next.files).slice(0, saving ? next.first : undefined);
  const work = wanted.filter((path) => have.get(path)?.meant !== next.files[path]);
  if (work.includes(first)) work.unshift(first);
  const todo = [...new Set(work)];
  let isWhole = true;
  const bring = (path) => fetchOne(path, next.files[path], have.get(path), isLate);
  const fetchSome = async () => {
    while (todo.length && !gone) isWhole = (await bring(todo.shift())) && isWhole;
  };
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, fetchSome));
  const broken = results.find((result) => result.status === "rejected");
  if (broken) throw broken.reason;
  if (gone) return;
  if (!isWhole) return;
  for (const path of have.keys()) if (!has(next.files, path)) await cache.delete(addressOf(path));
  await keepList({ "x-nb-whole": whole });
}

// Fetches a file; returns whether it is right. One that is not what the list says is asked for again at each visit: a cache
// on the way may still have the build before. It is right all the same where the server writes it anew each time, and once
// no cache can be so late. The bytes that are here already are left as they are, with the time at which they came.
async function fetchOne(path, meant, was, isLate) {
  const response = await get(path);
  if (response.status >= 500 || response.status === 429) throw new Failure("The server is busy.");
  if (!isGood(response)) return false;
  const body = await response.arrayBuffer();
  const found = await print(body);
  const isRight = found === meant || isLate || isAnew(was, found, meant);
  if (!isRight && was?.print === found) return false;
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
