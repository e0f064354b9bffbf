import { join } from "node:path";
import BetterSqlite from "better-sqlite3";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { CheckedLog } from "../../server/services/ledger/checked-log.ts";
import { openSignedRoots } from "../../server/services/ledger/signed-roots.ts";
import { openTestLedger, ORIGIN } from "../db/make-ledger.ts";
import { appendSeals } from "./append-seals.ts";
import { type BenchResult, measureRatio } from "./measure-ratio.ts";

const EVENTS = 20_000;

/** What each start does to the whole log, against reading its rows. */
export async function measureLedgerVerification(dir: string): Promise<BenchResult[]> {
  const path = join(dir, "assay.db");
  const database = await openDatabase(path);
  const ledger = await openTestLedger(database);
  await appendSeals(ledger, EVENTS);
  await ledger.close();
  const file = new BetterSqlite(path, { readonly: true });
  const scan = file.prepare("select seq, at, entry, leaf_hash from ledger_entry order by seq");
  const { reader } = database;
  const result = await measureRatio({
    name: "full verification of the ledger",
    ratio: "events/s ÷ rows/s of a plain scan",
    floor: 0.25,
    stretch: 0.5,
    isComputing: true,
    probe: () => {
      let rows = 0;
      for (const row of scan.iterate()) if (row !== null) rows += 1;
      return rows;
    },
    ours: async () => {
      const checked = new CheckedLog(ORIGIN);
      await checked.advance(reader, await openSignedRoots(reader, { size: EVENTS, lock: null }));
      return checked.size;
    },
  });
  file.close();
  await database.close();
  return [result];
}
