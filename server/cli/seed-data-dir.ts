import { randomInt } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { findLedgerState } from "../../db/queries/ledger.ts";
import { createServices } from "../services/services.ts";
import { InputError } from "./input-error.ts";
import type { Progress } from "./seed/seed-context.ts";
import { createRoundClock, seedRound } from "./seed/seed-round.ts";
import { takeLock } from "./take-lock.ts";

export const ACCOUNTS_FILE = "demo-accounts.json";
const DATABASE_FILE = "assay.db";
const CHECKPOINTS_FILE = "checkpoints.db";
const LOCK_FILE = "lock";

export interface SeedPlace {
  /** Absolute; must be missing or empty. */
  readonly dataDir: string;
  /** `postgres://…` or a SQLite file, in `dataDir` or elsewhere; must be missing or empty. */
  readonly databaseLocation: string;
  readonly logOrigin: string;
  /** Where the checkpoint lock is; in `dataDir` when left out. */
  readonly lockLocation?: string;
}

export interface SeedRun {
  readonly now: Date;
  readonly progress: Progress;
  /** Entities that take part; null for all. */
  readonly entities: readonly string[] | null;
}

/**
 * Builds the demo in a folder beside the data folder and puts it in its place once it is whole: an interrupted seed
 * leaves no data folder, and the next one begins anew.
 *
 * @throws InputError when there is something in the place already, or another process works in it.
 */
export async function seedDataDir(place: SeedPlace, run: SeedRun): Promise<void> {
  const { dataDir } = place;
  await refuseUsed(dataDir);
  const building = `${dataDir}.seeding`;
  const unlock = takeLock(building);
  try {
    await empty(building);
    const toBuilding = (location: string, file: string): string =>
      location === join(dataDir, file) ? join(building, file) : location;
    const databaseLocation = toBuilding(place.databaseLocation, DATABASE_FILE);
    const lockLocation = toBuilding(place.lockLocation ?? join(dataDir, CHECKPOINTS_FILE), CHECKPOINTS_FILE);
    await build({ ...place, dataDir: building, databaseLocation, lockLocation }, run);
  } finally {
    unlock();
  }
  await rm(dataDir, { recursive: true, force: true });
  await mkdir(dirname(dataDir), { recursive: true });
  await rename(building, dataDir);
}

/** A lock alone is what a start without data leaves. */
async function refuseUsed(dataDir: string): Promise<void> {
  const names = existsSync(dataDir) ? await readdir(dataDir) : [];
  const [used] = names.filter((name) => name !== LOCK_FILE);
  if (used === undefined) return;
  throw new InputError([`${dataDir} is in use (it has ${used}); name another folder, or move this one away`]);
}

/** What an interrupted seed has left goes; the lock is ours. */
async function empty(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name !== LOCK_FILE) await rm(join(directory, name), { recursive: true, force: true });
  }
}

async function build(place: Required<SeedPlace>, { now, progress, entities }: SeedRun): Promise<void> {
  const clock = createRoundClock(now);
  const database = await openDatabase(place.databaseLocation);
  try {
    if ((await findLedgerState(database.reader)) !== null) {
      throw new InputError(["the database has a log already; the seed needs an empty one"]);
    }
    const { dataDir } = place;
    const services = await createServices({ ...place, database, now: clock.now, isSimulated: true });
    const { accounts } = await seedRound({ services, clock, now, progress, entities, makePassword });
    await services.ledger.close();
    const text = `${JSON.stringify(Object.fromEntries(accounts), null, 2)}\n`;
    await writeFile(join(dataDir, ACCOUNTS_FILE), text, { mode: 0o600 });
  } finally {
    await database.close();
  }
}

/** No character that reads or types like another one. */
const PASSWORD_CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/** Three groups of four characters, 59 bits of chance: short enough to be typed. */
function makePassword(): string {
  const makeGroup = (): string =>
    Array.from({ length: 4 }, () => PASSWORD_CHARACTERS[randomInt(PASSWORD_CHARACTERS.length)]).join("");
  return [makeGroup(), makeGroup(), makeGroup()].join("-");
}
