// Runs before the theme: the search index is a large file, and most readers follow a link from an alert and never
// search. It is fetched when the search field is first used, not with every page.
(function () {
  "use strict";
  var waiting = [];
  var wanted = /[?&]q=/.test(location.search);
  var open = XMLHttpRequest.prototype.open;
  var send = XMLHttpRequest.prototype.send;

  XMLHttpRequest.prototype.open = function (method, url) {
    this.nightbookIndex = /search\/search_index\.json$/.test(String(url));
    return open.apply(this, arguments);
  };
  XMLHttpRequest.prototype.send = function () {
    var request = this, body = arguments;
    if (!request.nightbookIndex || wanted) return send.apply(request, body);
    waiting.push(function () { send.apply(request, body); });
  };

  function want() {
    wanted = true;
    waiting.splice(0).forEach(function (go) { go(); });
  }
  function isSearch(target) {
    return target && target.closest && target.closest("[data-md-component=search], [for=__search], #__search");
  }
  ["focusin", "pointerdown", "pointerover", "touchstart"].forEach(function (name) {
    document.addEventListener(name, function (event) { if (isSearch(event.target)) want(); }, { passive: true });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key === "/" || event.key === "s" || event.key === "f") want();
  });
})();
