import { spawn } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, test } from "vitest";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { listEntries } from "../../db/queries/ledger.ts";
import { openLedger } from "../../server/services/ledger/ledger.ts";
import { checkParts, openParts } from "../../server/services/ledger/parts-box.ts";
import { openVault } from "../../server/services/ledger/keys.ts";
import { createDocumentStore } from "../../server/services/documents/document-store.ts";
import { createVault } from "../../server/services/vault.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { makeRandom } from "../helpers/random.ts";
import { makeTestDir } from "../helpers/run-dir.ts";
import { scaled } from "../scale.ts";
import { type Installation, makeInstallation, openStored } from "./make-installation.ts";
import { appendMany, KEY, makeClock, ORIGIN } from "./make-ledger.ts";

const KILLS = scaled({ small: 4, full: 100 });
const SEED = 20_260_122;
const WORKER = join(import.meta.dirname, "rotation-worker.ts");
const ENTRIES = 60;
const DRAFTS = Array.from({ length: 12 }, (_, i) => `draft/item-${i}/a_0000000000000001`);

async function makeFilled(dialect: (typeof DIALECTS)[number]): Promise<Installation> {
  const at = await makeInstallation(dialect);
  const database = await openStored(at);
  const vault = openVault(at.keysDir);
  const ledger = await openLedger({ database, vault, key: KEY, origin: ORIGIN, now: makeClock() });
  await appendMany(ledger, 0, ENTRIES);
  await ledger.close();
  const documents = createDocumentStore(database, vault);
  for (const name of DRAFTS) {
    await documents.load(name);
    await documents.append(name, [Uint8Array.of(0, 0)], []);
  }
  await database.close();
  return at;
}

/** Runs the worker, and kills it a few turns of the loop after so many lines. @returns whether it came to its end. */
async function runWorker({ dataDir, location }: Installation, kill: { afterLines: number; turns: number }) {
  const child = spawn(process.execPath, [WORKER, dataDir, location, ORIGIN], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once("exit", (code, signal) => resolve(code ?? signal));
  });
  let lines = 0;
  for await (const _line of createInterface({ input: child.stdout })) {
    lines += 1;
    if (lines !== kill.afterLines) continue;
    for (let turns = kill.turns; turns > 0; turns -= 1) await new Promise(setImmediate);
    child.kill("SIGKILL");
  }
  const end = await ended;
  expect([0, "SIGKILL"]).toContain(end);
  return { isDone: end === 0 };
}

/** Everything opens with the keys that are on disk. */
async function readEverything(at: Installation): Promise<number> {
  const database = await openStored(at);
  try {
    const vault = openVault(at.keysDir);
    const documents = createDocumentStore(database, vault);
    for (const name of DRAFTS) expect((await documents.load(name)).updates, name).toHaveLength(1);
    const rows = await database.reader.selectFrom("ledger_part").selectAll().orderBy("seq").execute();
    for (const { seq, entry } of await listEntries(database.reader, 0, rows.length)) {
      checkParts(entry, openParts(vault, rows[seq]!), seq);
    }
    return rows.length;
  } finally {
    await database.close();
  }
}

test.each(DIALECTS)(
  `killed ${KILLS} times while the key at rest is changed on %s, everything still opens`,
  async (dialect) => {
    const at = await makeFilled(dialect);
    const random = makeRandom(SEED);
    let rows = await readEverything(at);
    for (let kills = 0; kills < KILLS;) {
      const { isDone } = await runWorker(at, { afterLines: random.between(1, 22), turns: random.between(0, 40) });
      if (!isDone) kills += 1;
      // One entry at most: a run that was killed after it leaves only the old file to end.
      const before = rows;
      rows = await readEverything(at);
      expect([before, before + 1]).toContain(rows);
    }
    const last = await runWorker(at, { afterLines: Infinity, turns: 0 });
    expect(last.isDone).toBe(true);
    expect(readdirSync(at.keysDir).sort()).toEqual(["parts.key"]);
  },
  60_000 + KILLS * 10_000,
);

test("a copy of the database from before a change opens with the old key only", async () => {
  const at = await makeFilled("sqlite");
  const copy = { ...at, location: join(makeTestDir(), "copy.db") };
  const old = createVault(readFileSync(join(at.keysDir, "parts.key")));
  copyFileSync(at.location, copy.location);
  expect((await runWorker(at, { afterLines: Infinity, turns: 0 })).isDone).toBe(true);
  const fresh = openVault(at.keysDir);
  const database = await openDatabase(copy.location);
  const rows = await database.reader.selectFrom("ledger_part").selectAll().execute();
  await database.close();
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    openParts(old, row);
    for (const part of ["head", "value", "text"] as const) {
      expect(() => fresh.open(row[part]!, `part/${row.seq}/${part}`)).toThrow();
    }
  }
});
