// Changes the key at rest in small batches, in a process that may be killed. A line is written after each batch.
import { join } from "node:path";
import { openDatabase } from "../../db/dialects/open-database.ts";
import { openLogKey, openVault } from "../../server/services/ledger/keys.ts";
import { rotatePartsKey } from "../../server/services/ledger/rotate-parts-key.ts";
import { openLedger } from "../../server/services/ledger/ledger.ts";

const [dataDir = "", location = "", origin = ""] = process.argv.slice(2);
const keysDir = join(dataDir, "keys");
const database = await openDatabase(location);
const vault = openVault(keysDir);
const now = (): Date => new Date();
const key = openLogKey(origin, new Uint8Array(32).fill(7));
const ledger = await openLedger({ database, vault, key, origin, now });
await rotatePartsKey({
  database,
  ledger,
  vault,
  keysDir,
  now,
  subject: "a_0000000000000001",
  reason: "The key is changed while the power fails.",
  batchRows: 5,
  onProgress: (table, rows) => {
    process.stdout.write(`${table} ${rows}\n`);
  },
});
await ledger.close();
await database.close();
