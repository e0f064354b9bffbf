import { DataDirLocked, lockDataDir } from "../../db/dialects/lock-data-dir.ts";
import { InputError } from "./input-error.ts";

/** Takes a data folder for a command. @returns what gives it free. @throws InputError when somebody works in it. */
export function takeLock(dataDir: string): () => void {
  try {
    return lockDataDir(dataDir);
  } catch (error) {
    if (error instanceof DataDirLocked) throw new InputError([error.message]);
    throw error;
  }
}
