import { findActor } from "../../../db/queries/actors.ts";
import { listHeads } from "../../../db/queries/ledger.ts";
import { fromUtf8, utf8, fromBase64, toBase64 } from "../../domain/ledger/bytes.ts";
import { parseParts } from "../../domain/event/act.ts";
import { makePartsReader, type Recorded } from "../commands/execute-command.ts";
import { toReadable } from "../ledger/parts-box.ts";
import type { WitnessedStep } from "../cosigning/witnesses.ts";
import type { Services } from "../services.ts";
import { type FeedNotice, listNotices, listWitnessedNotices } from "./list-notices.ts";

/** A notice with the cursor that a later connection goes on from. It tells nobody how long the log is. */
export interface FeedEvent {
  readonly cursor: string;
  readonly notices: readonly FeedNotice[];
}

/** Entries that a returning page is told one by one; after more it reloads. */
const CATCH_UP_MAX = 500;

/**
 * Follows a round for one person. Events come in the order of the log, filtered at the source.
 *
 * @param options.cursor - of the last event that was received, or null for "from now on".
 * @param options.send - must not throw; `null` tells the page to reload, since too much was missed.
 * @returns what ends the following.
 */
export function openFeed(
  services: Services,
  options: { accountId: string; roundId: string; cursor: string | null; send: (event: FeedEvent | null) => void },
): () => void {
  const { accountId, roundId, send } = options;
  const context = `feed/${accountId}`;
  let isOpen = true;
  let from = readCursor(services, context, options.cursor) ?? services.ledger.size();
  // One after another, so that events keep the order of the log.
  let work: Promise<void> = Promise.resolve();

  async function tell(recorded: Pick<Recorded, "seq" | "act">): Promise<void> {
    if (!isOpen || recorded.seq < from || recorded.act.head.round !== roundId) return;
    from = recorded.seq + 1;
    const db = services.database.reader;
    const actor = await findActor(db, accountId);
    if (actor === null) return;
    const notices = await listNotices({ db, actor, now: services.now().toISOString() }, recorded.act);
    if (notices.length === 0 || !isOpen) return;
    send({ cursor: makeCursor(), notices });
  }

  /** Nothing was recorded, and yet what pages show has changed: a score is no longer provisional. */
  async function tellWitnessed(step: WitnessedStep): Promise<void> {
    const db = services.database.reader;
    const actor = isOpen ? await findActor(db, accountId) : null;
    if (actor === null) return;
    const notices = await listWitnessedNotices({ db, actor, now: services.now().toISOString() }, { roundId, step });
    if (notices.length > 0 && isOpen) send({ cursor: makeCursor(), notices });
  }

  function makeCursor(): string {
    return toBase64(services.vault.seal(utf8(String(from)), context));
  }

  async function catchUp(): Promise<void> {
    const to = services.ledger.size();
    if (to - from > CATCH_UP_MAX) {
      from = to;
      return send(null);
    }
    const heads = await listHeads(services.database.reader, from, to);
    const parts = await makePartsReader(services.database.reader, services.vault)(heads.map((head) => head.seq));
    for (const [seq, row] of parts) {
      const parsed = parseParts(toReadable(row));
      if (parsed.ok) await tell({ seq, act: parsed.act });
    }
  }

  const enqueue = (task: () => Promise<void>): void => {
    // A failed look-up loses a hint, not data: the page is told to reload.
    work = work.then(task).catch(() => send(null));
  };
  const stop = services.onRecorded((recorded) => enqueue(() => tell(recorded)));
  const stopWitnessed = services.witnesses.onWitnessed((step) => enqueue(() => tellWitnessed(step)));
  enqueue(catchUp);
  return () => {
    isOpen = false;
    stop();
    stopWitnessed();
  };
}

function readCursor(services: Services, context: string, cursor: string | null): number | null {
  if (cursor === null || cursor === "") return null;
  try {
    return Number(fromUtf8(services.vault.open(fromBase64(cursor), context)));
  } catch {
    return null; // Somebody else's or a forged cursor: begin now.
  }
}
