// Runs before the theme's script and changes two things about its search.
//
// 1. The search index is a large file, and most readers follow a link from an alert and never search. It is fetched
//    when the search field is first used, not with every page.
// 2. People paste what they see. Signs that the theme reads as operators (`:`, `-`, `~`, quotes) are taken out, words
//    that stand in every sentence too, and endings are cut, since the theme completes every word by itself.
(function () {
  "use strict";

  var COMMON = new Set(("a about after again all also an and any are as at be been before but by can cannot could did do " +
    "does doesn don for from get got had has have how i if in into is isn it its just like may me more my no not of off " +
    "on one only or other our out s so some such t than that the their them then there these they this to too up very " +
    "was we were what when where which while who why will with would you your").split(" "));

  function words(said) {
    var all = said
      .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
      .split(/[^\p{L}\p{N}]+/u)
      .filter(function (word) { return word.length > 1; });
    var telling = all.filter(function (word) { return !COMMON.has(word.toLowerCase()); });
    var names = said.split(/[^\p{L}\p{N}]+/u)
      .filter(function (word) { return /[a-z0-9][A-Z]|[A-Z]{2}[a-z]/.test(word); })
      .map(function (name) { return name.toLowerCase() + "^20"; }); // an alert's name as a whole says most
    return (telling.length ? telling : all)
      .map(function (word) { return word.length > 4 ? word.replace(/(ing|ed|es|s)$/i, "") : word; })
      .concat(names)
      .join(" ");
  }

  var post = Worker.prototype.postMessage;
  Worker.prototype.postMessage = function (message) {
    var isQuery = message && message.type === 2 && typeof message.data === "string";
    if (!isQuery) return post.apply(this, arguments);
    return post.call(this, { type: 2, data: words(message.data) });
  };

  var waiting = [];
  var wanted = /[?&]q=/.test(location.search);
  var open = XMLHttpRequest.prototype.open;
  var send = XMLHttpRequest.prototype.send;

  XMLHttpRequest.prototype.open = function (method, url) {
    this.isSearchIndex = /search\/search_index\.json$/.test(String(url));
    return open.apply(this, arguments);
  };
  XMLHttpRequest.prototype.send = function () {
    var request = this, body = arguments;
    if (!request.isSearchIndex || wanted) return send.apply(request, body);
    waiting.push(function () { send.apply(request, body); });
  };

  function fetchIndex() {
    wanted = true;
    waiting.splice(0).forEach(function (go) { go(); });
  }
  function isSearch(target) {
    return target.closest && target.closest("[data-md-component=search], [for=__search], #__search");
  }
  ["focusin", "pointerdown", "pointerover", "touchstart"].forEach(function (name) {
    document.addEventListener(name, function (event) { if (isSearch(event.target)) fetchIndex(); }, { passive: true });
  });
  // The theme listens to keys alone, and a finger that pastes presses none.
  document.addEventListener("input", function (event) {
    if (isSearch(event.target)) event.target.dispatchEvent(new Event("keyup"));
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" || event.key === "s" || event.key === "f") fetchIndex();
  });
})();
