import { useEffect, useState } from "react";
import type { FeedNotice } from "../../server/services/feed/list-notices.ts";

const PRESENT = "assay:present";

/** Hands on what the feed says of who is at work; no page is loaded anew for it. @returns what is left to hear. */
export function takePresence(notices: readonly FeedNotice[]): FeedNotice[] {
  const [presence, others] = [[] as FeedNotice[], [] as FeedNotice[]];
  for (const notice of notices) (notice.kind === "presence" ? presence : others).push(notice);
  for (const detail of presence) dispatchEvent(new CustomEvent<FeedNotice>(PRESENT, { detail }));
  return others;
}

/** @param present - as the page was loaded. @returns how many of a panel are at work now. */
export function usePresent(panelId: string, present: number): number {
  const [latest, setLatest] = useState(present);
  useEffect(() => setLatest(present), [panelId, present]);
  useEffect(() => {
    const hear = ({ detail }: CustomEvent<FeedNotice>): void => {
      if (detail.panel === panelId && detail.present !== undefined) setLatest(detail.present);
    };
    addEventListener(PRESENT, hear as EventListener);
    return () => removeEventListener(PRESENT, hear as EventListener);
  }, [panelId]);
  return latest;
}
