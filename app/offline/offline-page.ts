// The script of the page that stands in for one that could not be fetched. It goes on to that one by itself.
import { hasWorkOfOthers } from "../live/local/local-database.ts";
import { pauseForNetwork } from "../live/pause-for-network.ts";

/** A small file is there whenever the server is, also when it takes no writes; a proxy in front has no such one. */
async function isServerThere(): Promise<boolean> {
  try {
    return (await fetch("/favicon.svg", { method: "HEAD", cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

async function goOn(): Promise<void> {
  for (let failures = 0; ; failures += 1) {
    await pauseForNetwork(failures);
    if (await isServerThere()) return location.reload();
  }
}

async function tellOfWork(): Promise<void> {
  // Nobody is known here, so it is said of everybody's: that there is some, and nothing of whose or how much.
  if (!(await hasWorkOfOthers(null))) return;
  for (const line of document.querySelectorAll<HTMLElement>("[data-work]")) line.hidden = false;
}

void tellOfWork();
void goOn();
