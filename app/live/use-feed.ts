import { useNavigation, useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import type { FeedNotice } from "../../server/services/feed/list-notices.ts";
import { openPatientFeed } from "./patient-feed.ts";
import { doubtSession } from "./session-watch.ts";
import { FEED_OPEN } from "./use-log-watch.ts";
import { takePresence } from "./use-present.ts";

/** How long a burst of notices is gathered before the page asks its loader once, ms. */
const GATHER_MS = 60;

/**
 * Keeps a page as its loader would make it now: a notice that concerns it loads its data anew, within a second.
 *
 * One feed per browser: the tab that holds the lock listens and tells the others, since a browser opens only six
 * connections to a host. The page is right without it.
 *
 * @param concerns - whether a notice touches what the page shows; may change with each rendering.
 */
export function useFeed(
  { accountId, roundId }: { accountId: string; roundId: string | null },
  concerns: (notice: FeedNotice) => boolean,
): void {
  const { revalidate, state } = useRevalidator();
  const isIdle = useNavigation().state === "idle" && state === "idle";
  const isDue = useRef(false);
  const latest = useRef({ concerns, revalidate, isIdle });
  latest.current = { concerns, revalidate, isIdle };
  // A load under way may have read what was before the notice: it ends first, then comes another.
  useEffect(() => {
    if (!isIdle || !isDue.current) return;
    isDue.current = false;
    revalidate();
  }, [isIdle, revalidate]);
  useEffect(() => {
    if (roundId === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hear = (notices: readonly FeedNotice[] | "reload"): void => {
      if (notices !== "reload" && !takePresence(notices).some((notice) => latest.current.concerns(notice))) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        if (latest.current.isIdle) latest.current.revalidate();
        else isDue.current = true;
      }, GATHER_MS);
    };
    const stop = followFeed({ accountId, roundId }, hear);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [accountId, roundId]);
}

function followFeed(
  { accountId, roundId }: { accountId: string; roundId: string },
  hear: (notices: readonly FeedNotice[] | "reload") => void,
): () => void {
  const name = `assay-feed/${accountId}/${roundId}`;
  const channel = new BroadcastChannel(name);
  channel.onmessage = (event: MessageEvent<readonly FeedNotice[] | "reload">) => hear(event.data);
  const aborted = new AbortController();
  let release = (): void => undefined;
  const own = (): Promise<void> => {
    const tell = (notices: readonly FeedNotice[] | "reload"): void => {
      hear(notices);
      channel.postMessage(notices);
    };
    const close = openPatientFeed(`/rounds/${encodeURIComponent(roundId)}/feed`, {
      // The server may be another one than before, with another log.
      onOpen: () => dispatchEvent(new Event(FEED_OPEN)),
      onNotices: (data) => tell(JSON.parse(data) as FeedNotice[]),
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
