// The copy buttons. Without scripts they stay hidden, and the command can be selected by hand.

const commandOf = (button) => button.closest(".nb-command");

function select(code) {
  const range = document.createRange();
  range.selectNodeContents(code);
  const selection = getSelection();
  selection.removeAllRanges();
  selection.addRange(range);
}

function label(button, word) {
  const whole = button.dataset.label ??= button.ariaLabel;
  button.textContent = word;
  button.ariaLabel = word === "Copy" ? whole : `${word}: ${whole}`;
}

// What a button says while nothing has just been copied: Copy, or what is still to be filled in.
function rest(button) {
  clearTimeout(button.timer);
  const lock = locked(commandOf(button));
  label(button, lock ? lock.word : "Copy");
  $(".nb-locked", commandOf(button))?.remove();
  if (!lock) button.tried = false;
  else if (lock.byHand || button.tried) {
    button.parentElement.insertAdjacentHTML("afterend", '<p class="nb-locked" role="status"><a href="#parameters"></a></p>');
    const link = $(".nb-locked a", commandOf(button));
    link.textContent = lock.says;
    link.onclick = (event) => {
      event.preventDefault(); // the address is that of the step
      lead(button, lock.name);
    };
  }
}

function lead(button, name) {
  sender = button;
  goTo(name);
}

// On plain http there is no clipboard: the text is selected, and one long press away.
function copy(button) {
  if ($(".nb-fill")) fill(); // an incident may be over since
  const lock = locked(commandOf(button));
  if (lock) {
    button.tried = true;
    rest(button);
    return lock.byHand || lead(button, lock.name);
  }
  const code = $("code", commandOf(button));
  const text = code.textContent;
  const done = (word) => {
    if (!button.closest(".nb-text")) record({ kind: "copied", step: button.closest(".nb-step")?.dataset.step ?? "", text });
    rest(button);
    label(button, word);
    button.timer = setTimeout(rest, 2000, button);
  };
  const selected = () => { select(code); done("Selected"); };
  if (!navigator.clipboard) return selected();
  navigator.clipboard.writeText(text).then(() => done("Copied"), selected);
}

function startCopying() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".nb-copy");
    if (button) copy(button);
  });
}

// An alert's labels travel on when two runbooks claim it and a page asks which.
function passLabelsOn() {
  for (const link of document.querySelectorAll("a.nb-choice-link")) link.search = location.search;
}
