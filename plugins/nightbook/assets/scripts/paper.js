// The buttons that print, and the line at the top of each sheet.
function startPaper() {
  const page = document.documentElement;
  document.addEventListener("click", ({ target }) => {
    const what = target.closest?.("[data-print]")?.dataset.print;
    if (!what) return;
    page.classList.toggle("nb-everything", what === "everything");
    print();
  });
  addEventListener("afterprint", () => page.classList.remove("nb-everything"));
  addEventListener("beforeprint", () => {
    const book = thisRunbook();
    const line = book && `${book.title} · version ${book.version} · source ${book.source} · printed ${utc()}`;
    if (line) page.style.setProperty("--nb-running", JSON.stringify(line));
  });
}
