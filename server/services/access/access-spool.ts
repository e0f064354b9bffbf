import { appendFileSync, existsSync, readFileSync, renameSync, unlinkSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ACCESS_KINDS } from "../../domain/ledger/access-record.ts";
import type { AccessEvent } from "./access-buffer.ts";

const FILE = "access-notes.ndjson";

const lineSchema = z.strictObject({
  at: z.iso.datetime({ precision: 3 }),
  kind: z.enum(ACCESS_KINDS),
  accountId: z.string().nullable(),
  door: z.string(),
  thing: z.string().nullable(),
  outcome: z.string(),
});

/** An event with its own time: it is taken into the log later than it happened. */
export type SpooledEvent = AccessEvent & { readonly at: string };

/**
 * Leaves an event for the server: commands that only read, while a server may be running, have no database to write to.
 *
 * @throws Error when the folder cannot be written.
 */
export function leaveNote(dataDir: string, event: SpooledEvent): void {
  appendFileSync(join(dataDir, FILE), `${JSON.stringify(event)}\n`, { mode: 0o600 });
}

/** What commands left since the last look. */
export interface AccessSpool {
  /** Empty when there is nothing; a line that is no event is passed over. */
  take(): SpooledEvent[];
  /** What was taken is written: after a crash before this it is taken once more. */
  forget(): void;
}

export function openSpool(dataDir: string): AccessSpool {
  const path = join(dataDir, FILE);
  const taken = `${path}.taken`;
  return {
    take: () => {
      if (!existsSync(taken)) {
        if (!existsSync(path)) return [];
        // From here on commands write to a file of their own.
        renameSync(path, taken);
      }
      return readFileSync(taken, "utf8").split("\n").flatMap(parseLine);
    },
    forget: () => {
      if (existsSync(taken)) unlinkSync(taken);
    },
  };
}

function parseLine(line: string): SpooledEvent[] {
  try {
    const parsed = lineSchema.safeParse(JSON.parse(line));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
}
