import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openPatientFeed } from "../../../app/live/patient-feed.ts";

/** The browser's event source, as far as a page sees it; the test is the server. */
class Source extends EventTarget {
  static readonly CLOSED = 2;
  static opened: Source[] = [];
  readyState = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: (() => void) | null = null;

  constructor(_url: string) {
    super();
    Source.opened.push(this);
  }

  close(): void {
    this.readyState = Source.CLOSED;
  }

  /** The connection broke off: the browser comes back by itself. */
  breakOff(): void {
    this.readyState = 0;
    this.onerror?.();
  }

  /** The answer was no feed: the browser gives up. */
  refuse(): void {
    this.close();
    this.onerror?.();
  }
}

beforeEach(() => {
  vi.useFakeTimers();
  Source.opened = [];
});
afterEach(() => void vi.useRealTimers());

function openFeed() {
  const heard: string[] = [];
  const listener = {
    onOpen: () => heard.push("open"),
    onNotices: (data: string) => heard.push(data),
    onReload: () => heard.push("reload"),
    onError: () => heard.push("error"),
  };
  const close = openPatientFeed(() => "/rounds/r/feed", listener, Source as unknown as typeof EventSource);
  return { heard, close };
}

test("a connection that breaks off is the browser's to mend", () => {
  const { heard } = openFeed();
  const [source] = Source.opened as [Source];
  source.onopen?.();
  source.onmessage?.({ data: "one" });
  source.breakOff();
  vi.advanceTimersByTime(600_000);
  source.onopen?.();
  expect(heard).toEqual(["open", "one", "error", "open"]);
  expect(Source.opened).toHaveLength(1);
});

test("after an answer that is no feed it asks again, ever more slowly, and has the page load what it missed", () => {
  const { heard } = openFeed();
  Source.opened[0]!.refuse();
  expect(Source.opened).toHaveLength(1);
  for (let tries = 2; tries <= 6; tries += 1) {
    vi.advanceTimersByTime(1_000 * 2 ** (tries - 2));
    expect(Source.opened).toHaveLength(tries);
    if (tries < 6) Source.opened.at(-1)!.refuse();
  }
  Source.opened.at(-1)!.onopen?.();
  Source.opened.at(-1)!.onmessage?.({ data: "two" });
  Source.opened.at(-1)!.onopen?.();
  expect(heard.filter((one) => one !== "error")).toEqual(["open", "reload", "two", "open"]);
});

test("what is closed asks no more, also while it waits", () => {
  const { close } = openFeed();
  Source.opened[0]!.refuse();
  close();
  vi.advanceTimersByTime(600_000);
  expect(Source.opened).toHaveLength(1);
});
