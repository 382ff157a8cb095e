// Stands in the head of a redirect, before its meta refresh, so that query and fragment travel along:
// alerts/ModelLatencyHigh/?service=scorer leads to the runbook with ?service=scorer.
(function () {
  "use strict";
  var target = new URL(document.querySelector("link[rel=canonical]").href);
  if (location.protocol === "file:" && target.pathname.slice(-1) === "/") target.pathname += "index.html";
  target.search = location.search;
  target.hash = location.hash || target.hash;
  location.replace(target.href);
})();
