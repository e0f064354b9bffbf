import { createMemoryOutbox, type OutboxEntry, type OutboxStore } from "#app/live/outbox/outbox-entry.ts";
import { Outbox } from "#app/live/outbox/outbox.ts";
import type { OutboxEvent } from "#app/live/outbox/outbox-rows.ts";
import type { CommandAnswer, PreparedCommand } from "#app/live/send-command.ts";

export const ACCOUNT = "account-1";
export const LOG = "log.example/log";

export const makeEntry = (command: string, over: Partial<OutboxEntry> = {}): OutboxEntry => ({
  command,
  type: "message.posted",
  accountId: ACCOUNT,
  actorId: "a_0000000000000001",
  log: LOG,
  envelope: {
    parts: { head: "{}", value: "{}", text: JSON.stringify({ body: `lời ${command}` }) },
    salts: { head: "", value: "", text: "" },
  },
  subject: null,
  at: "2026-05-04T08:00:00.000Z",
  attempts: 0,
  refusal: null,
  ...over,
});

/** Storage that outlives the pages of a test. */
export const makeDurable = (): OutboxStore => ({ ...createMemoryOutbox(), isDurable: true });

/** A browser of one account: pages in it share storage, one turn and a channel. */
export interface TestBrowser {
  readonly store: OutboxStore;
  /** Commands as the server heard them, in order. */
  readonly sent: string[];
  isOnline: boolean;
  /** What the server says next; recorded when it has nothing to say. */
  answer: (prepared: PreparedCommand) => CommandAnswer | Promise<CommandAnswer>;
  lostSessions: number;
  openPage(): Promise<Outbox>;
}

export function makeBrowser(store = makeDurable()): TestBrowser {
  const pages = new Set<Outbox>();
  let turn: Promise<void> = Promise.resolve();
  let seq = 0;
  const browser: TestBrowser = {
    store,
    sent: [],
    isOnline: true,
    answer: () => ({ state: "recorded", seq: (seq += 1) }),
    lostSessions: 0,
    openPage: async () => {
      const page: Outbox = new Outbox({
        accountId: ACCOUNT,
        log: LOG,
        send: async (prepared) => {
          browser.sent.push(prepared.command);
          return browser.answer(prepared);
        },
        inTurn: (work) => {
          const mine = turn.then(work);
          turn = mine.catch(() => undefined);
          return mine;
        },
        tell: (event: OutboxEvent) => {
          for (const other of pages) if (other !== page) other.hear(structuredClone(event));
        },
        isOnline: () => browser.isOnline,
        random: () => 1,
        onSessionLost: () => {
          browser.lostSessions += 1;
        },
      });
      await page.adopt(store);
      pages.add(page);
      return page;
    },
  };
  return browser;
}

export const statesOf = (page: Outbox): Record<string, string> =>
  Object.fromEntries([...page.get()].map(([command, { status }]) => [command, status.state]));
