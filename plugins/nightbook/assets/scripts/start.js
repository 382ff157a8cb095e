// Last of the files, which share one scope: starts what the page has. What fails takes nothing else with it.
for (const start of [
  startIncident,
  startParameters,
  startCopying,
  startLog,
  passLabelsOn,
  startBanners,
  startGuide,
  startOnCall,
  startTheme,
  startPaper,
  startOffline,
  startSearch,
]) {
  try {
    start();
  } catch (error) {
    console.error(error);
  }
}
