import { useCallback, useEffect, useState } from "react";
import { raiseLogAlarm } from "#app/live/log-alarm.ts";
import { type ArchivedReceipt, listArchivedReceipts, removeArchivedReceipts } from "#app/live/receipt-archive.ts";
import { whenLocalStores } from "#app/live/local/local-stores.ts";
import { useShell } from "#app/live/use-commands.ts";
import type { MyEntriesView } from "../../../server/services/my-entries/my-entries-view.ts";
import { compareReceipts, type Comparison } from "./compare-receipts.ts";

export interface MyReceipts {
  /** Null until this browser has been asked. */
  readonly receipts: readonly ArchivedReceipt[] | null;
  readonly comparison: Comparison | null;
  /** Takes them all out of this browser. */
  readonly remove: () => Promise<void>;
}

/** Receipts of the signed-in account, compared with what the page shows; a contradiction raises the alarm. */
export function useReceipts(view: MyEntriesView): MyReceipts {
  const { accountId: account, log } = useShell();
  const { origin, verifierKey } = log;
  const [receipts, setReceipts] = useState<readonly ArchivedReceipt[] | null>(null);
  const load = useCallback(
    async () => setReceipts(await listArchivedReceipts({ account, log: origin })),
    [account, origin],
  );
  useEffect(() => {
    // A browser without storage gives an empty list; there is nothing else to fail.
    void load();
    return whenLocalStores(account, () => void load());
  }, [load, view, account]);
  const comparison = receipts === null ? null : compareReceipts(view, receipts);
  useEffect(() => {
    const found = receipts === null ? null : findContradiction(view, receipts);
    if (found !== null) raiseLogAlarm(account, { fault: "record", log: { origin, verifierKey }, evidence: found });
  }, [view, receipts, account, origin, verifierKey]);
  const remove = async (): Promise<void> => {
    await removeArchivedReceipts({ account, log: origin });
    await load();
  };
  return { receipts, comparison, remove };
}

/** The first receipt that the log contradicts, with what the log says in its place. */
function findContradiction(view: MyEntriesView, receipts: readonly ArchivedReceipt[]) {
  const { states, missing } = compareReceipts(view, receipts);
  const receipt = receipts.find(({ seq }) => states.get(seq) === "differs") ?? missing[0];
  if (receipt === undefined) return null;
  return { receipt, served: view.entries.find(({ seq }) => seq === receipt.seq)?.entry ?? null };
}
