import type { Identity } from "../services/identity/identity.ts";
import type { LiveLog } from "./room-access.ts";

/** One look-up for all sessions that have something open. */
const LOOK_EVERY_MS = 500;

export interface SessionWatchOptions {
  readonly identity: Identity;
  readonly now: () => Date;
  readonly log: LiveLog;
  /** Sessions with something open. */
  readonly listOpen: () => ReadonlySet<string>;
  /** Closes what a session has open. Called at once at a sign-out here, within half a second for every other end. */
  readonly onEnded: (sessionIdHash: string) => void;
}

/**
 * Tells when sessions end, whatever ends them: a sign-out, their age, or a row that is gone since another process or an
 * administrator took it away.
 *
 * @returns what ends the watching.
 */
export function watchSessions({ identity, now, log, listOpen, onEnded }: SessionWatchOptions): () => void {
  let isLooking = false;

  async function look(): Promise<void> {
    const open = listOpen();
    if (isLooking || open.size === 0) return;
    isLooking = true;
    try {
      const live = await identity.listLive([...open], now());
      for (const one of open) if (!live.has(one)) onEnded(one);
    } catch (error) {
      // The next look is a second away; rights are asked about by themselves, and close what cannot be told.
      log.error({ error }, "sessions could not be looked up");
    } finally {
      isLooking = false;
    }
  }

  const stopListening = identity.onSignedOut(onEnded);
  const timer = setInterval(() => void look(), LOOK_EVERY_MS); // Never rejects.
  timer.unref();
  return () => {
    clearInterval(timer);
    stopListening();
  };
}
