import { fromBase64, fromUtf8, toBase64, utf8 } from "../../domain/ledger/bytes.ts";
import type { Services } from "../services.ts";

/** Who follows, and the first entry that they were not told of. */
interface Place {
  readonly accountId: string;
  readonly from: number;
}

const toContext = (accountId: string): string => `feed/${accountId}`;

/** Where a feed goes on, for one account. It tells nobody how long the log is. */
export function makeFeedCursor({ vault }: Pick<Services, "vault">, { accountId, from }: Place): string {
  return toBase64(vault.seal(utf8(String(from)), toContext(accountId)));
}

/** @returns the first entry that was not told; null for no cursor, a forged one, or somebody else's. */
export function readFeedCursor(
  { vault }: Pick<Services, "vault">,
  { accountId, cursor }: { readonly accountId: string; readonly cursor: string | null },
): number | null {
  if (cursor === null || cursor === "") return null;
  try {
    return Number(fromUtf8(vault.open(fromBase64(cursor), toContext(accountId))));
  } catch {
    return null;
  }
}
