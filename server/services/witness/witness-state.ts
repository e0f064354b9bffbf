// What a witness must never forget. The file is written aside, synced and renamed, and the folder is synced: after a
// crash at any point it holds the state before or after, whole.
import { readFileSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { fromBase64 } from "../../domain/ledger/bytes.ts";
import { HASH_BYTES } from "../../domain/ledger/merkle-tree.ts";
import { isKeyName } from "../../domain/ledger/signed-note.ts";
import { syncFolder } from "../sync-folder.ts";

/** The newest checkpoint of a log that was cosigned. */
export interface CosignedState {
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** As the log had signed it. */
  readonly note: string;
}

export interface WitnessState {
  /** Key name of the witness. */
  readonly name: string;
  /** True while nothing was ever cosigned. */
  isEmpty(): boolean;
  /** Null when no checkpoint of that log was ever cosigned. */
  find(origin: string): CosignedState | null;
  /** On return the new state is on disk. Calls must not overlap. */
  save(origin: string, state: CosignedState): Promise<void>;
}

const fileSchema = z.strictObject({
  v: z.literal(1),
  name: z.string().refine(isKeyName),
  logs: z.record(
    z.string(),
    z.strictObject({ size: z.int().min(1), root: z.string().refine(isRoot), note: z.string() }),
  ),
});

type StateFile = z.infer<typeof fileSchema>;

/** Makes the state of a witness that begins. @throws RangeError when the name may not name a key. */
export async function createWitnessState(path: string, name: string): Promise<void> {
  if (!isKeyName(name)) throw new RangeError(`${JSON.stringify(name)} cannot name a witness: no spaces, no plus`);
  await writeState(path, { v: 1, name, logs: {} });
}

/** @throws Error when the file is missing or damaged: a witness that forgot would let a log go back. */
export function openWitnessState(path: string): WitnessState {
  let file = readState(path);
  return {
    name: file.name,
    isEmpty: () => Object.keys(file.logs).length === 0,
    find: (origin) => (Object.hasOwn(file.logs, origin) ? file.logs[origin]! : null),
    save: async (origin, state) => {
      const next = { ...file, logs: { ...file.logs, [origin]: state } };
      await writeState(path, next);
      file = next;
    },
  };
}

function readState(path: string): StateFile {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch (cause) {
    throw new Error(
      `the state of the witness cannot be read from ${path}; bring the file back as it was last: without it the ` +
        "witness would not notice a log that goes back",
      { cause },
    );
  }
}

async function writeState(path: string, state: StateFile): Promise<void> {
  const temporary = `${path}.new`;
  const file = await open(temporary, "w", 0o600);
  try {
    await file.writeFile(`${JSON.stringify(state)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
  await syncFolder(dirname(path));
}

function isRoot(root: string): boolean {
  try {
    return fromBase64(root).length === HASH_BYTES;
  } catch {
    return false;
  }
}
