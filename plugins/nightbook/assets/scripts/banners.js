// Whether a review is overdue, by the reader's clock: it is due until the end of that day in UTC. Pages of our own plugin
// carry the same line beside the banner, so that nothing moves; this one serves every other builder.
function startBanners() {
  for (const banner of document.querySelectorAll("[data-nb-due]")) {
    banner.hidden = Date.now() < Date.parse(banner.dataset.nbDue) + 864e5;
  }
}
