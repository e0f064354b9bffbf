// Key files: 32 bytes, mode 0400, in a folder of mode 0700. A file is whole under its name or not there at all.
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { syncFolderNow } from "../sync-folder.ts";

const KEY_BYTES = 32;
/** Read, write and execute for group and others. */
const FOREIGN_MODE = 0o077;

/** A key file cannot be used; the message says how to mend it. */
export class KeyFileError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "KeyFileError";
  }
}

/**
 * Reads a key file, or makes it when it is missing.
 *
 * @throws KeyFileError as `readKeyFile`.
 */
export function loadOrCreateKey(directory: string, name: string): Uint8Array {
  const path = join(directory, name);
  if (!existsSync(path)) writeKeyFile(path, randomBytes(KEY_BYTES));
  return readKeyFile(path);
}

/** The key of a file, or null when there is none. @throws KeyFileError as `readKeyFile`. */
export function findKeyFile(directory: string, name: string): Uint8Array | null {
  const path = join(directory, name);
  return existsSync(path) ? readKeyFile(path) : null;
}

/**
 * @throws KeyFileError when group or others may use the file, or it is not 32 bytes: it is not repaired, since what it
 *   sealed would be lost.
 */
export function readKeyFile(path: string): Uint8Array {
  // Windows has no such modes: there the folder's own rights decide.
  if (process.platform !== "win32" && (statSync(path).mode & FOREIGN_MODE) !== 0) {
    throw new KeyFileError(`others than its owner may read the key file ${path}; run: chmod 0400 '${path}'`);
  }
  const key = readFileSync(path);
  if (key.length !== KEY_BYTES) throw new KeyFileError(`key file ${path} has ${key.length} bytes, not ${KEY_BYTES}`);
  return key;
}

/** Writes a key file durably. @throws Error when it exists. */
export function writeKeyFile(path: string, key: Uint8Array): void {
  const folder = dirname(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (existsSync(path)) throw new Error(`key file ${path} exists`);
  const temporary = `${path}.new`;
  rmSync(temporary, { force: true });
  writeDurably(temporary, key, "wx");
  chmodSync(temporary, 0o400);
  renameSync(temporary, path);
  syncFolderNow(folder);
}

/** Puts one key file in the place of another, whose key is then gone. */
export function replaceKeyFile(path: string, next: string): void {
  overwrite(path);
  renameSync(next, path);
  syncFolderNow(dirname(path));
}

/** Destroys a key as far as a file can be; does nothing when it is gone. */
export function destroyKeyFile(path: string): void {
  if (!existsSync(path)) return;
  overwrite(path);
  rmSync(path);
  syncFolderNow(dirname(path));
}

/** The disk may keep the old bytes elsewhere; the file no longer shows them. */
function overwrite(path: string): void {
  chmodSync(path, 0o600);
  writeDurably(path, randomBytes(KEY_BYTES), "r+");
  chmodSync(path, 0o400);
}

function writeDurably(path: string, bytes: Uint8Array, flag: "wx" | "r+"): void {
  const file = openSync(path, flag, 0o600);
  try {
    writeSync(file, bytes);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
