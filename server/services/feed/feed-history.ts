import { listHeads } from "../../../db/queries/ledger.ts";
import { type Act, parseParts } from "../../domain/event/act.ts";
import { makePartsReader } from "../commands/execute-command.ts";
import { toReadable } from "../ledger/parts-box.ts";
import type { Services } from "../services.ts";
import { type FeedFacts, loadFacts } from "./load-facts.ts";
import { createPacer } from "./pacer.ts";

/** Entries that a returning page is told of; after more it reloads. */
const CATCH_UP_MAX = 500;

/** An entry of the log, and what decides who hears of it, as it is now. */
export interface PastEvent {
  readonly seq: number;
  readonly act: Act;
  readonly facts: FeedFacts | null;
}

/** The newest entries, kept for those who come back: after a break of the network that is everybody at once. */
export interface FeedHistory {
  /** In the order of the log. */
  add(event: { readonly seq: number; readonly act: Act }): void;
  /** Entries from `seq` on, ascending; null when they are too many. */
  list(seq: number): Promise<readonly PastEvent[] | null>;
}

/** Whatever moves an item between phases, or who may see it. */
const CHANGES_FACTS = /^(batch|item|round|case|interest|conflict|assignment|panel|evidence|evidence-set|supplement)\./;

export function createFeedHistory(services: Services): FeedHistory {
  /** Ascending, without a gap but for what was recorded before this began to listen. */
  let events: { seq: number; act: Act }[] = [];
  /** The first entry that is in `events` for sure. */
  let since = services.ledger.size();
  const facts = new Map<number, FeedFacts | null>();

  async function loadEarlier(from: number): Promise<void> {
    const db = services.database.reader;
    const to = since;
    const pace = createPacer();
    const heads = await listHeads(db, from, to);
    const loaded: { seq: number; act: Act }[] = [];
    const readParts = makePartsReader(db, services.vault);
    for (const [seq, row] of await readParts(heads.map((head) => head.seq))) {
      const parsed = parseParts(toReadable(row));
      if (parsed.ok) loaded.push({ seq, act: parsed.act });
      await pace();
    }
    loaded.sort((a, b) => a.seq - b.seq);
    events = [...loaded, ...events];
    since = from;
  }

  return {
    add: (event) => {
      if (CHANGES_FACTS.test(event.act.head.type)) facts.clear();
      if (event.seq >= since) events.push({ seq: event.seq, act: event.act });
      if (events.length <= 2 * CATCH_UP_MAX) return;
      for (const { seq } of events.splice(0, events.length - CATCH_UP_MAX)) facts.delete(seq);
      since = events[0]?.seq ?? since;
    },
    list: async (seq) => {
      const size = services.ledger.size();
      if (size - seq > CATCH_UP_MAX) return null;
      // Once for all: whoever comes next has missed much the same.
      if (seq < since) await loadEarlier(Math.max(0, size - CATCH_UP_MAX));
      const pace = createPacer();
      const missed: PastEvent[] = [];
      for (const event of events.filter((one) => one.seq >= seq)) {
        const known = facts.get(event.seq);
        const found = known === undefined ? await loadFacts(services.database.reader, event) : known;
        facts.set(event.seq, found);
        missed.push({ ...event, facts: found });
        await pace();
      }
      return missed;
    },
  };
}
