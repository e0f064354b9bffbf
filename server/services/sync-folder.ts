import { closeSync, fsyncSync, openSync } from "node:fs";
import { open } from "node:fs/promises";

// Windows cannot open a folder; its file system keeps names in a journal.
const hasFolderSync = process.platform !== "win32";

/** On return the names in a folder are on disk, as new and renamed files need. */
export async function syncFolder(path: string): Promise<void> {
  if (!hasFolderSync) return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** The same for code that has to be done before anything else happens. */
export function syncFolderNow(path: string): void {
  if (!hasFolderSync) return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
