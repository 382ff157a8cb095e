// Search: the button in the header, or `/`. Nothing of it is fetched before somebody opens it. The field stands at
// once, since a phone brings its keyboard up only for a field that a finger asked for; what finds comes after it.

const SEARCH_PANEL = `
<form class="nb-search-head" role="search">
<label class="nb-search-label" for="nb-search-field">Paste the alert or the error, or say what you see</label>
<button type="button" class="nb-search-close">Close</button>
<textarea class="nb-search-field" id="nb-search-field" rows="1" enterkeyhint="go" autocapitalize="off"
 autocomplete="off" autocorrect="off" spellcheck="false" aria-describedby="nb-search-said"></textarea>
</form>
<p class="nb-search-said" id="nb-search-said" role="status"></p>
<div class="nb-search-body"></div>`;

function startSearch() {
  const button = document.querySelector("[data-nb-search]");
  if (!button) return;
  const home = button.href;
  let panel;

  function build() {
    panel = document.createElement("dialog");
    panel.className = "nb-search md-typeset";
    panel.setAttribute("aria-label", "Search");
    panel.innerHTML = SEARCH_PANEL;
    panel.querySelector(".nb-search-close").addEventListener("click", () => panel.close());
    panel.addEventListener("keydown", (event) => event.stopPropagation()); // the theme turns pages on n and p
    document.body.append(panel);
  }

  // A failed attempt is forgotten, so that the next opening tries again.
  function load() {
    const said = panel.querySelector(".nb-search-said");
    said.textContent = "Loading…";
    panel.dataset.state = "loading";
    const table = fetch(new URL("table.json", home)).then((answer) => (answer.ok ? answer.json() : Promise.reject()));
    const code = import(new URL(button.dataset.nbSearch, document.baseURI));
    Promise.all([code, table]).then(
      ([{ startPanel }, found]) => {
        panel.dataset.state = "ready";
        startPanel(panel, found, home);
      },
      () => {
        panel.dataset.state = "";
        said.innerHTML = "Search did not load. <a>Find the runbook in a list</a>";
        said.lastChild.href = home;
      }
    );
  }

  function open(query) {
    if (!panel) build();
    const field = panel.querySelector("textarea");
    if (query) field.value = query;
    if (!panel.open) panel.showModal();
    field.focus();
    field.select();
    if (!panel.dataset.state) load();
  }

  document.addEventListener("click", (event) => {
    const asked = event.target.closest && event.target.closest("[data-nb-search]");
    if (!asked || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest && event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    open();
  });
  const query = new URLSearchParams(location.search).get("q");
  if (query !== null) open(query);
}
