import { LIVE_LIMITS } from "../domain/live/live-limits.ts";
import type { DocumentClient } from "../services/documents/document-store.ts";

/**
 * Whose each Yjs client id of a document is: an account's for ever once it has written, and while the room is in memory
 * once it has shown presence.
 */
export interface ClientOwners {
  /** Whether any of them is another account's. */
  isForeign(clients: readonly number[], accountId: string): boolean;
  /** Those of them that have not written before. */
  listNew(clients: readonly number[], accountId: string): DocumentClient[];
  /** Whether the account would have more than one may: ids are for ever, and each state vector names them all. */
  isTooMany(accountId: string, added: number): boolean;
  register(clients: readonly DocumentClient[]): void;
  /** True when the client id is this account's, or nobody's: then it is this account's while the room is in memory. */
  claim(clientId: number, accountId: string): boolean;
  /** Takes a claim back, unless the client id has written. */
  release(clientId: number): void;
}

export function createClientOwners(stored: readonly DocumentClient[]): ClientOwners {
  const owners = new Map<number, string>();
  const registered = new Set<number>();
  const counts = new Map<string, number>();
  const register = (clients: readonly DocumentClient[]): void => {
    for (const { clientId, accountId } of clients) {
      owners.set(clientId, accountId);
      registered.add(clientId);
      counts.set(accountId, (counts.get(accountId) ?? 0) + 1);
    }
  };
  register(stored);
  return {
    isForeign: (clients, accountId) => clients.some((client) => (owners.get(client) ?? accountId) !== accountId),
    listNew: (clients, accountId) =>
      clients.filter((clientId) => !registered.has(clientId)).map((clientId) => ({ clientId, accountId })),
    isTooMany: (accountId, added) =>
      added > 0 && (counts.get(accountId) ?? 0) + added > LIVE_LIMITS.clientsPerAccountMax,
    register,
    claim: (clientId, accountId) => {
      const owner = owners.get(clientId);
      if (owner === undefined) owners.set(clientId, accountId);
      return (owner ?? accountId) === accountId;
    },
    release: (clientId) => {
      if (!registered.has(clientId)) owners.delete(clientId);
    },
  };
}
