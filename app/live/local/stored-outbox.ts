import type { OutboxEntry, OutboxStore, PlacedEntry } from "../outbox/outbox-entry.ts";
import type { LocalDatabase } from "./local-database.ts";
import type { LocalVault } from "./local-vault.ts";

const STRICT = { durability: "strict" } as const;
const PLACE = "outbox";

/** Unsettled commands in the browser's storage, sealed. A box that does not open is left where it is. */
export function createStoredOutbox(database: LocalDatabase, vault: LocalVault): OutboxStore {
  const read = async (): Promise<PlacedEntry[]> => {
    const rows = await database.getAll("outbox");
    const opened = await Promise.all(
      rows.map(async ({ place = 0, box }) => {
        const entry = (await vault.open(box, PLACE).catch(() => null)) as OutboxEntry | null;
        return entry === null ? [] : [{ ...entry, place }];
      }),
    );
    return opened.flat();
  };
  return {
    isDurable: true,
    list: read,
    add: async (entry) => {
      const box = await vault.seal(entry, PLACE);
      const transaction = database.transaction("outbox", "readwrite", STRICT);
      const [place] = await Promise.all([transaction.store.add({ box }), transaction.done]);
      return { ...entry, place };
    },
    update: async ({ place, ...entry }) => {
      const box = await vault.seal(entry, PLACE);
      const transaction = database.transaction("outbox", "readwrite", STRICT);
      const isThere = (await transaction.store.getKey(place)) !== undefined;
      await Promise.all([isThere ? transaction.store.put({ place, box }) : null, transaction.done]);
    },
    remove: async (place) => {
      const transaction = database.transaction("outbox", "readwrite", STRICT);
      await Promise.all([transaction.store.delete(place), transaction.done]);
    },
  };
}
