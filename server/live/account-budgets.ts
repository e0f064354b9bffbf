import { performance } from "node:perf_hooks";
import type { RoomAccess } from "./room-access.ts";
import { ROOM_LIMITS } from "./room-limits.ts";

/** The time that an account has left: it refills, and may be overdrawn by what is handled already. */
export interface AccountBudget {
  /** @returns how long nothing of the account is to be read, ms; 0 while there is time left. */
  spend(ms: number): number;
  /** Does a piece of work at the account's expense, with so many milliseconds on top of it. @returns as `spend`. */
  charge(work: () => void, on: { readonly isLarge: boolean; readonly extraMs: number }): number;
}

/** Budgets by account; one that was used up does not come back by leaving and joining. */
export interface AccountBudgets {
  of(access: Pick<RoomAccess, "accountId">): AccountBudget;
  /** Forgets those that are full again. */
  tidy(): void;
}

interface Account {
  leftMs: number;
  /** When that was so, by the clock of what the thread can do. */
  at: number;
  /** Every frame is measured by the processor's clock. */
  isExact: boolean;
}

/** Clocks in milliseconds that never go back. */
export interface BudgetClocks {
  /** Time as it passes. */
  readonly now: () => number;
  /** Time that the processor gave this thread. */
  readonly cpuNow?: () => number;
  /** Time in which the thread had nothing to do. */
  readonly idleNow?: () => number;
}

/** Milliseconds of the processor that this thread has used. A look costs most of a microsecond. */
export function readCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

const readIdleMs = (): number => performance.eventLoopUtilization().idle;

/** What the thread can do is looked at so often. */
const CAPACITY_EVERY_MS = 20;

/** What the thread could have computed so far: what it did, and the time in which it had nothing to do. */
function createCapacityClock({ now, cpuNow = readCpuMs, idleNow = readIdleMs }: BudgetClocks): () => number {
  let lookedAt = -Infinity;
  let capacityMs = 0;
  return () => {
    const at = now();
    if (at - lookedAt < CAPACITY_EVERY_MS) return capacityMs;
    lookedAt = at;
    capacityMs = cpuNow() + idleNow();
    return capacityMs;
  };
}

/**
 * Work is charged in processor time, and budgets refill by what the thread can do: while the machine is busy with
 * something else, neither moves. Nobody runs out sooner there, and nobody gets more than their share of what is left.
 *
 * A look at the processor's clock costs ten times one at the wall's, and a tenth of a short frame. So small frames go
 * by the wall until the account is down to half of its burst, and no further; from there on each is measured, until it
 * is full again. That clock may move in steps of some milliseconds: for one frame it is luck, for many it is right.
 */
export function createAccountBudgets(clocks: BudgetClocks): AccountBudgets {
  const { now, cpuNow = readCpuMs } = clocks;
  const capacityNow = createCapacityClock(clocks);
  const { accountBurstMs, accountMsPerSecond } = ROOM_LIMITS;
  const exactFromMs = accountBurstMs / 2;
  const refillShare = accountMsPerSecond / 1_000;
  const accounts = new Map<string, Account>();
  const refill = (account: Account): number => {
    const at = capacityNow();
    account.leftMs = Math.min(accountBurstMs, account.leftMs + (at - account.at) * refillShare);
    account.at = at;
    if (account.leftMs >= accountBurstMs) account.isExact = false;
    return account.leftMs;
  };
  const find = (accountId: string): Account => {
    const account = accounts.get(accountId) ?? { leftMs: accountBurstMs, at: capacityNow(), isExact: false };
    accounts.set(accountId, account);
    return account;
  };
  const take = (account: Account, ms: number): number => {
    account.leftMs = refill(account) - ms;
    if (account.leftMs <= exactFromMs) account.isExact = true;
    return account.leftMs >= 0 ? 0 : -account.leftMs / refillShare;
  };
  return {
    of: ({ accountId }) => ({
      spend: (ms) => take(find(accountId), ms),
      charge: (work, { isLarge, extraMs }) => {
        const account = find(accountId);
        const isExact = isLarge || account.isExact;
        const clock = isExact ? cpuNow : now;
        const startedMs = clock();
        work();
        const tookMs = clock() - startedMs;
        return take(account, extraMs + (isExact ? tookMs : Math.min(tookMs, refill(account) - exactFromMs)));
      },
    }),
    tidy: () => {
      for (const [id, account] of accounts) if (refill(account) >= accountBurstMs) accounts.delete(id);
    },
  };
}
