// Whether the browser still has the session that a page was loaded in. Somebody may have signed out, or signed in, in
// another tab: what a page shows is then of somebody who is gone.
import { isSessionCurrent, type PageSession } from "./local/local-stores.ts";

/** Dispatched on the window by whoever has reason to doubt the session. */
const DOUBT = "assay-session-doubt";
/** Carries nothing but that somebody came or left. */
const CHANNEL = "assay-session";

/** Has the page of this window look whether its session is still there. */
export function doubtSession(): void {
  dispatchEvent(new Event(DOUBT));
}

/** Tells the other windows of this browser that somebody signed in or out. */
export function announceSessionChange(): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage("changed");
  channel.close();
}

/**
 * Calls once when the session is no longer the browser's. A network that fails says nothing.
 *
 * @returns what ends the watch.
 */
export function watchSession(session: PageSession, onLost: () => void): () => void {
  let isOver = false;
  const look = async (): Promise<void> => {
    const isCurrent = await isSessionCurrent(session).catch(() => true);
    if (isOver || isCurrent) return;
    isOver = true;
    onLost();
  };
  const onDoubt = (): void => void look();
  // A page that comes back as it was left, from the browser's memory.
  const onShow = (event: PageTransitionEvent): void => void (event.persisted && look());
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = onDoubt;
  addEventListener(DOUBT, onDoubt);
  addEventListener("pageshow", onShow);
  return () => {
    isOver = true;
    channel.close();
    removeEventListener(DOUBT, onDoubt);
    removeEventListener("pageshow", onShow);
  };
}
