import { useNavigation, useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { FeedNotice } from "../../server/services/feed/list-notices.ts";
import { openPatientFeed } from "./patient-feed.ts";
import { doubtSession } from "./session-watch.ts";
import { FEED_OPEN } from "./use-log-watch.ts";
import { takePresence } from "./use-present.ts";

/** How long a burst of notices is gathered before the page asks its loader once, ms. */
const GATHER_MS = 60;

/** How long what was told is kept for a tab that was being loaded meanwhile, ms. */
const KEPT_MS = 60_000;

/** What a feed tells: notices, or that too much was missed to be told. */
type Told = readonly FeedNotice[] | "reload";

/** What tabs of one browser say to each other; times are of the clock that they share, ms. */
type TabMessage =
  | { readonly kind: "told"; readonly told: Told; readonly cursor: string }
  | { readonly kind: "came"; readonly startedMs: number };

export interface FeedOptions {
  readonly accountId: string;
  readonly roundId: string | null;
  /** From where the feed has to tell what the data of the page do not know yet. */
  readonly feedCursor: string;
}

/**
 * Keeps a page as its loader would make it now: a notice loads its data anew, within a second.
 *
 * One feed per browser: the tab that holds the lock listens and tells the others, since a browser opens only six
 * connections to a host.
 */
export function useFeed({ accountId, roundId, feedCursor }: FeedOptions): void {
  const { revalidate, state } = useRevalidator();
  const isIdle = useNavigation().state === "idle" && state === "idle";
  const isDue = useRef(false);
  const latest = useRef({ revalidate, isIdle, feedCursor });
  // After each drawing that has come to the page: one that is given up on the way, since the load has ended meanwhile,
  // must not leave a notice waiting for an end that nobody sees any more.
  useEffect(() => {
    latest.current = { revalidate, isIdle, feedCursor };
    // A load under way may have read what was before the notice: it ends first, then comes another.
    if (!isIdle || !isDue.current) return;
    isDue.current = false;
    revalidate();
  });
  useEffect(() => {
    if (roundId === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hear = (told: Told): void => {
      if (told !== "reload" && takePresence(told).length === 0) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        if (latest.current.isIdle) latest.current.revalidate();
        else isDue.current = true;
      }, GATHER_MS);
    };
    const stop = followFeed({ accountId, roundId, feedCursor: latest.current.feedCursor }, hear);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [accountId, roundId]);
}

function followFeed(
  { accountId, roundId, feedCursor }: FeedOptions & { roundId: string },
  hear: (told: Told) => void,
): () => void {
  const name = `assay-feed/${accountId}/${roundId}`;
  const channel = new BroadcastChannel(name);
  const say = (message: TabMessage): void => channel.postMessage(message);
  let cursor = feedCursor;
  // Only the tab that listens has any.
  let kept: { readonly atMs: number; readonly told: Told }[] = [];
  channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
    if (data.kind === "told") {
      cursor = data.cursor;
      hear(data.told);
      return;
    }
    // What was told while that tab was loaded, it may not know.
    for (const { atMs, told } of kept) if (atMs >= data.startedMs) say({ kind: "told", told, cursor });
  };
  say({ kind: "came", startedMs: performance.timeOrigin });
  const aborted = new AbortController();
  let release = (): void => undefined;
  const own = (): Promise<void> => {
    const tell = (told: Told): void => {
      const atMs = performance.timeOrigin + performance.now();
      kept = [...kept.filter((one) => one.atMs > atMs - KEPT_MS), { atMs, told }];
      hear(told);
      say({ kind: "told", told, cursor });
    };
    const path = `/rounds/${encodeURIComponent(roundId)}/feed`;
    const close = openPatientFeed(() => `${path}?${new URLSearchParams({ from: cursor }).toString()}`, {
      // The server may be another one than before, with another log.
      onOpen: () => dispatchEvent(new Event(FEED_OPEN)),
      onNotices: (data, at) => {
        cursor = at;
        tell(JSON.parse(data) as FeedNotice[]);
      },
      onReload: () => tell("reload"),
      // The server ends it with the session, before the browser asks again.
      onError: doubtSession,
    });
    return new Promise((resolve) => {
      release = () => {
        close();
        resolve();
      };
    });
  };
  // Rejects when the page goes before its turn comes; then there is nothing to release.
  navigator.locks.request(name, { signal: aborted.signal }, own).catch(() => undefined);
  return () => {
    aborted.abort();
    release();
    channel.close();
  };
}
