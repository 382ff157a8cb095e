// The theme's own script is a third of a page's weight, and nobody needs it to read a runbook on a phone: it is fetched
// when somebody first touches the page. On a wide screen its side bars need it at once.
function startTheme() {
  const address = script?.dataset.theme;
  if (!address || $(".nb-sheet")) return; // the handbook has thousands of places, and the theme would follow each
  const signs = ["pointerdown", "touchstart", "keydown", "wheel"];
  const load = () => {
    for (const sign of signs) removeEventListener(sign, load, true);
    const theme = document.createElement("script");
    theme.src = address;
    theme.onload = () => document.dispatchEvent(new Event("DOMContentLoaded")); // what it waits for has long been
    document.body.append(theme);
  };
  if (matchMedia("(min-width: 60em)").matches) return load();
  for (const sign of signs) addEventListener(sign, load, { capture: true, passive: true });
}
