import { computeBackoffMs } from "./backoff.ts";

export interface FeedListener {
  readonly onOpen: () => void;
  /** One event: its data, and the cursor after it. */
  readonly onNotices: (data: string, cursor: string) => void;
  /** Too much was missed, or nobody knows what. */
  readonly onReload: () => void;
  readonly onError: () => void;
}

/**
 * An event source that outlasts a server that starts again.
 *
 * A browser comes back by itself when a connection breaks off, and tells the server where it was. An answer that is no
 * feed, as the 503 of a start, it takes for the end, and would never ask again. Then another one is opened.
 *
 * @param toUrl - asked each time that one is opened.
 * @param Source - outside the browser only.
 * @returns what ends it.
 */
export function openPatientFeed(toUrl: () => string, listener: FeedListener, Source = EventSource): () => void {
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let source = open(false);

  function open(isAnother: boolean): EventSource {
    const opened = new Source(toUrl());
    opened.onopen = () => {
      failures = 0;
      listener.onOpen();
      if (isAnother) listener.onReload();
      isAnother = false;
    };
    opened.onmessage = (event: MessageEvent<string>) => listener.onNotices(event.data, event.lastEventId);
    opened.onerror = () => {
      listener.onError();
      if (opened.readyState !== Source.CLOSED) return;
      clearTimeout(timer);
      timer = setTimeout(() => (source = open(true)), computeBackoffMs(failures, Math.random()));
      failures += 1;
    };
    opened.addEventListener("reload", listener.onReload);
    return opened;
  }

  return () => {
    clearTimeout(timer);
    source.close();
  };
}
