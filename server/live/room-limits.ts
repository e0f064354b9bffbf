import type { RoomAccess } from "./room-access.ts";

/**
 * Bounds on what one signed-in person can make the rooms hold or compute, whatever they send.
 *
 * What a frame itself may be is in `LIVE_LIMITS`. Over a bound, a socket either is not read for a while, which costs
 * its sender only, or closes with the code that stands here; `RoomHubStats` counts both.
 */
export const ROOM_LIMITS = {
  /** Sockets of one account, in all rooms: twenty pages with three rooms each. One more: 1013. */
  socketsPerAccountMax: 64,
  /** Sockets in one room. One more: 1013. */
  socketsPerRoomMax: 256,
  /** Handshakes whose right is being asked about. One more is refused with 503. */
  handshakesMax: 256,
  /** A message and its envelope; the largest is a sync-step-2. A larger one: 4400. */
  frameBytesMax: 2 * 1024 * 1024 + 1_024,
  /** Pieces of one message; browsers send pieces of 64 kB and more. One more: 4400. */
  fragmentsMax: 256,
  /** What of one socket waits for the disk. From there on it is not read until that is done. */
  waitingStepsMax: 256,
  waitingBytesMax: 1024 * 1024,
  /** Questions of one socket that wait for its sync-step-2; a page asks two or three. One more: 4400. */
  heldAnswersMax: 16,
  /** Milliseconds of this process that an account's frames may use in a second; then none of it is read for a while. */
  accountMsPerSecond: 250,
  /** How much of it an account that was quiet may use at once. */
  accountBurstMs: 1_000,
  /** What a message costs beyond the time that it is handled in: reading it, and writing it down. */
  frameMs: 0.005,
  megabyteMs: 20,
} as const;

/** What of the open rooms is counted. */
type OpenRooms = ReadonlyMap<string, { readonly connections: ReadonlySet<{ readonly access: RoomAccess }> }>;

/** @returns why there is no place for one more socket, as the close reason; null when there is. */
export function findOverfull(
  rooms: OpenRooms,
  { name, accountId }: { name: string; accountId: string },
): "sockets.too-many-of-account" | "sockets.too-many-in-room" | null {
  const all = [...rooms.values()].flatMap(({ connections }) => [...connections]);
  const own = all.filter(({ access }) => access.accountId === accountId).length;
  if (own >= ROOM_LIMITS.socketsPerAccountMax) return "sockets.too-many-of-account";
  const inRoom = rooms.get(name)?.connections.size ?? 0;
  return inRoom >= ROOM_LIMITS.socketsPerRoomMax ? "sockets.too-many-in-room" : null;
}

/** The time that an account has left: it refills, and may be overdrawn by what is handled already. */
export interface AccountBudget {
  /** @returns how long nothing of the account is to be read, ms; 0 while there is time left. */
  spend(ms: number): number;
}

/** Budgets by account; one that was used up does not come back by leaving and joining. */
export interface AccountBudgets {
  of(access: Pick<RoomAccess, "accountId">): AccountBudget;
  /** Forgets those that are full again. */
  tidy(): void;
}

/** @param now - milliseconds, never going back. */
export function createAccountBudgets(now: () => number): AccountBudgets {
  const { accountBurstMs, accountMsPerSecond } = ROOM_LIMITS;
  const refillShare = accountMsPerSecond / 1_000;
  const accounts = new Map<string, { leftMs: number; at: number }>();
  const refill = (account: { leftMs: number; at: number }): number => {
    const at = now();
    account.leftMs = Math.min(accountBurstMs, account.leftMs + (at - account.at) * refillShare);
    account.at = at;
    return account.leftMs;
  };
  return {
    of: ({ accountId }) => ({
      spend: (ms) => {
        const account = accounts.get(accountId) ?? { leftMs: accountBurstMs, at: now() };
        accounts.set(accountId, account);
        account.leftMs = refill(account) - ms;
        return account.leftMs >= 0 ? 0 : -account.leftMs / refillShare;
      },
    }),
    tidy: () => {
      for (const [id, account] of accounts) if (refill(account) >= accountBurstMs) accounts.delete(id);
    },
  };
}
