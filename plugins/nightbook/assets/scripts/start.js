// Last of the files, which share one scope: starts what the page has.
startIncident();
startParameters();
startCopying();
startLog();
passLabelsOn();
startBanners();
startGuide();
startOnCall();
startTheme();
startPaper();
startOffline();
startSearch();
