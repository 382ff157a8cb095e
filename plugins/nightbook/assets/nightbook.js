// Brings the copy buttons to life. Without JavaScript they stay hidden and the command can be selected by hand.
(function () {
  "use strict";

  function select(code) {
    var range = document.createRange();
    range.selectNodeContents(code);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function say(button, word) {
    var label = button.getAttribute("aria-label");
    button.textContent = word;
    button.setAttribute("aria-label", word);
    setTimeout(function () {
      button.textContent = "Copy";
      button.setAttribute("aria-label", label);
    }, 2000);
  }

  function copy(button) {
    var code = button.closest(".nb-command").querySelector("code");
    // On plain http there is no clipboard: the command is selected, and one long press away.
    if (!navigator.clipboard) {
      select(code);
      say(button, "Selected");
      return;
    }
    navigator.clipboard.writeText(code.textContent).then(
      function () { say(button, "Copied"); },
      function () { select(code); say(button, "Selected"); }
    );
  }

  // An alert's labels travel on when two runbooks claim it and a page asks which.
  document.querySelectorAll("a.nb-choice-link").forEach(function (link) { link.search = location.search; });

  document.querySelectorAll(".nb-copy").forEach(function (button) { button.hidden = false; });
  document.addEventListener("click", function (event) {
    var button = event.target.closest && event.target.closest(".nb-copy");
    if (button) copy(button);
  });
})();
