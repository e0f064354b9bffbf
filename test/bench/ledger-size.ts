import { join } from "node:path";
import { sql } from "kysely";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { openTestLedger, vault } from "../db/make-ledger.ts";
import { openParts } from "../../server/services/ledger/parts-box.ts";
import { appendSeals } from "./append-seals.ts";
import type { BenchResult } from "./measure-ratio.ts";

const EVENTS = 20_000;
const SALT_BYTES = 32;

/** What the tables of the ledger take, against what has to be in them. */
export async function measureLedgerSize(dir: string): Promise<BenchResult[]> {
  const database = await openDatabase(join(dir, "assay.db"));
  const ledger = await openTestLedger(database);
  await appendSeals(ledger, EVENTS);
  const { rows } = await sql<{ bytes: number }>`select sum(pgsize) as bytes from dbstat where name in
    (select name from sqlite_schema where tbl_name like 'ledger%')`.execute(database.reader);
  const tableBytes = rows[0]!.bytes;
  const [entry] = await ledger.readEntries(EVENTS - 1, EVENTS);
  const row = await database.reader
    .selectFrom("ledger_part")
    .selectAll()
    .where("seq", "=", EVENTS - 1)
    .execute();
  const opened = Object.values(openParts(vault, row[0]!));
  const partBytes = opened.reduce((sum, part) => sum + (part === "erased" ? 0 : Buffer.byteLength(part.bytes)), 0);
  // All are alike but for the digits of their numbers.
  const neededBytes = EVENTS * (Buffer.byteLength(entry!) + partBytes + opened.length * SALT_BYTES);
  await ledger.close();
  await database.close();
  return [
    {
      name: "bytes per event",
      ratio: "ledger tables ÷ (canonical bytes, parts and salts)",
      median: tableBytes / neededBytes,
      floor: 1.6,
      stretch: 1.25,
      isAtMost: true,
      facts: { tableBytesPerEvent: tableBytes / EVENTS, neededBytesPerEvent: neededBytes / EVENTS },
    },
  ];
}
