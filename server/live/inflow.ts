import type { WebSocket } from "ws";
import type { AccountBudget } from "./account-budgets.ts";
import { ROOM_LIMITS } from "./room-limits.ts";

/**
 * When a socket is read: not while too much of it waits for the disk, and not while its account has used up its time.
 *
 * What is not read waits in the sender's own buffers: nothing is lost, and nobody else waits.
 */
export interface Inflow {
  /** Something of it waits for the disk from now on. */
  take(bytes: number): void;
  /** That is on disk, or was given up. */
  release(bytes: number): void;
  /** Handles a message of so many bytes at the account's expense. */
  charge(bytes: number, handle: () => void): void;
  /** Something else for its account took so long. */
  spend(ms: number): void;
  stop(): void;
}

export interface CreateInflowOptions {
  readonly socket: Pick<WebSocket, "pause" | "resume">;
  readonly budget: AccountBudget;
  /** Its account has used up its time. */
  readonly onThrottled: () => void;
}

export function createInflow({ socket, budget, onThrottled }: CreateInflowOptions): Inflow {
  let steps = 0;
  let bytes = 0;
  let timer: NodeJS.Timeout | null = null;
  let isPaused = false;
  let isStopped = false;

  function steer(): void {
    const isFull = steps > ROOM_LIMITS.waitingStepsMax || bytes > ROOM_LIMITS.waitingBytesMax;
    const isDue = (isFull || timer !== null) && !isStopped;
    if (isDue === isPaused) return;
    isPaused = isDue;
    if (isDue) socket.pause();
    else socket.resume();
  }

  function wait(waitMs: number): void {
    if (waitMs === 0 || timer !== null || isStopped) return;
    onThrottled();
    timer = setTimeout(() => {
      timer = null;
      steer();
    }, waitMs);
    steer();
  }

  return {
    take: (added) => {
      steps += 1;
      bytes += added;
      steer();
    },
    release: (taken) => {
      steps -= 1;
      bytes -= taken;
      steer();
    },
    charge: (length, handle) => {
      const extraMs = ROOM_LIMITS.frameMs + (length / 1024 ** 2) * ROOM_LIMITS.megabyteMs;
      wait(budget.charge(handle, { isLarge: length > ROOM_LIMITS.frameBytesSmall, extraMs }));
    },
    spend: (ms) => wait(budget.spend(ms)),
    stop: () => {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      // A closing socket has to read the other end's good-bye.
      steer();
    },
  };
}
