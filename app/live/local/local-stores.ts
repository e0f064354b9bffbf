// What the browser keeps of the signed-in account, for as long as its key is in the memory of this page.
import { fromBase64 } from "#domain/ledger/bytes.ts";
import { type LocalDatabase, openLocalDatabase } from "./local-database.ts";
import { type LocalVault, openLocalVault } from "./local-vault.ts";
import { forgetStranded } from "./stranded-memory.ts";

export interface LocalStores {
  readonly vault: LocalVault;
  readonly database: LocalDatabase;
}

/** The session that a page was loaded in. */
export interface PageSession {
  readonly accountId: string;
  readonly csrfToken: string;
}

/** Why nothing can be kept: `session`: it is no longer the browser's; `storage`: the browser has none, or refuses. */
export type NoStores = "session" | "storage";

let opened: { readonly accountId: string; readonly stores: LocalStores } | null = null;
const waiting = new Set<(stores: LocalStores) => void>();

/**
 * Asks for the account's key and opens its database.
 *
 * @throws TypeError when the network fails, Error when the server has no answer: asking again is right.
 */
export async function openLocalStores({ accountId, csrfToken }: PageSession): Promise<LocalStores | NoStores> {
  if (opened?.accountId === accountId) return opened.stores;
  const response = await askForKey(csrfToken, "GET");
  if (isSessionLost(response)) return "session";
  if (!response.ok) throw new Error(`open local stores: status ${response.status}`);
  const { key } = (await response.json()) as { key: string };
  try {
    const vault = await openLocalVault(accountId, new Uint8Array(fromBase64(key)));
    const stores = { vault, database: await openLocalDatabase(accountId) };
    opened = { accountId, stores };
    for (const tell of waiting) tell(stores);
    waiting.clear();
    return stores;
  } catch {
    return "storage"; // Private windows and full disks: the pages work without.
  }
}

/** Null until the key is here, and where nothing can be kept. */
export function findLocalStores(accountId: string): LocalStores | null {
  return opened?.accountId === accountId ? opened.stores : null;
}

/** Calls once with the stores, now or when they are opened. @returns what ends the waiting. */
export function whenLocalStores(accountId: string, take: (stores: LocalStores) => void): () => void {
  const tell = (stores: LocalStores): void => {
    if (stores.vault.accountId === accountId) take(stores);
  };
  const stores = findLocalStores(accountId);
  if (stores !== null) tell(stores);
  else waiting.add(tell);
  return () => waiting.delete(tell);
}

/** Drops the key: from here on this page cannot read what is stored. */
export function closeLocalStores(): void {
  opened?.stores.database.close();
  opened = null;
  waiting.clear();
  forgetStranded();
}

/** Whether the page's session is still the browser's. @throws TypeError when the network fails. */
export async function isSessionCurrent({ csrfToken }: PageSession): Promise<boolean> {
  return !isSessionLost(await askForKey(csrfToken, "HEAD"));
}

const askForKey = (csrfToken: string, method: "GET" | "HEAD"): Promise<Response> =>
  fetch("/local-key", { method, cache: "no-store", headers: { "x-csrf-token": csrfToken } });

const isSessionLost = ({ status }: Response): boolean => status === 401 || status === 403;
