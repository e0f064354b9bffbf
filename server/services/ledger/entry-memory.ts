import { setImmediate } from "node:timers/promises";
import type { HeadRow } from "../../../db/queries/audit-log.ts";
import { listHeads, listParts } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { Head } from "../../domain/event/head.ts";
import type { ReportedKind } from "../../domain/event/process-events.ts";
import { BlindLeftovers } from "../../domain/ledger/blind-leftovers.ts";
import type { Vault } from "../vault.ts";
import { openPart } from "./parts-box.ts";

/** What the rules ask of some heads and the index of heads does not have. */
export interface HeadDetails {
  readonly subjectId: string | null;
  readonly batchId: string | null;
  readonly panelId: string | null;
  readonly reportedKind: ReportedKind | null;
}

/** Events of which the index of heads has everything that their rules ask. */
const PLAIN_TYPES: ReadonlySet<string> = new Set([
  "account.created",
  "evidence.added",
  "evidence.explained",
  "evidence-set.frozen",
  "supplement.requested",
  "supplement.closed",
  "completeness.marked",
  "index.computed",
  "interest.declared",
  "item.finalised",
  "opinion.recorded",
  "choice.recorded",
  "score.sealed",
  "score.withdrawn",
  "score.reaffirmed",
  "score.changed",
  "score.kept",
  "annotation.created",
  "annotation.revised",
  "annotation.removed",
  "annotation.resolved",
  "annotation.hidden",
  "annotation.left-on-earlier",
  "message.posted",
  "message.revised",
]);

/** Events whose value says which annotation they are of. */
const ANNOTATION_TYPES: ReadonlySet<string> = new Set([
  "annotation.created",
  "annotation.revised",
  "annotation.removed",
  "message.posted",
  "message.revised",
]);

const PAGE = 500;

/**
 * What the facts of entries are made of beside the index of heads, read once and from then on only what is new.
 *
 * Entries never change, so this never goes out of date: a later reading only adds to it. It holds something of seals,
 * annotations and acts of process only, and is shared by everybody who reads one database. Who reads an older state of
 * the database finds no more in it than was there then: what later became a leftover was blind at that time.
 */
export class EntryMemory {
  readonly #batchOfItem = new Map<string, string>();
  readonly #leftovers = new BlindLeftovers((itemId) => this.#batchOfItem.get(itemId));
  readonly #details = new Map<number, HeadDetails>();
  #size = 0;
  #advancing: Promise<void> = Promise.resolve();

  /**
   * Takes in the entries below `size` that it does not know yet.
   *
   * @param options.items - of every round, with the batch that each is opened with.
   */
  async advance(
    db: Transaction,
    vault: Vault,
    options: { items: Iterable<{ itemId: string; batchId: string }>; size: number },
  ): Promise<void> {
    const before = this.#advancing;
    const run = before.catch(() => undefined).then(() => this.#takeIn(db, vault, options));
    this.#advancing = run;
    await run;
  }

  async #takeIn(db: Transaction, vault: Vault, options: Parameters<EntryMemory["advance"]>[2]): Promise<void> {
    if (this.#size >= options.size) return;
    for (const { itemId, batchId } of options.items) this.#batchOfItem.set(itemId, batchId);
    while (this.#size < options.size) {
      const to = Math.min(this.#size + PAGE, options.size);
      const heads = await listHeads(db, this.#size, to);
      const opened = heads.filter(({ type }) => !PLAIN_TYPES.has(type) || ANNOTATION_TYPES.has(type));
      const seqs = opened.map((head) => head.seq);
      const parts = new Map((await listParts(db, seqs)).map((row) => [row.seq, row]));
      for (const head of heads) this.#add(head, (part) => readPart(vault, parts.get(head.seq), part));
      this.#size = to;
      // Others are served between two pages.
      await setImmediate();
    }
  }

  #add({ seq, type, ...row }: HeadRow, read: (part: "head" | "value") => unknown): void {
    const details = PLAIN_TYPES.has(type) ? null : toDetails(type, read);
    if (details !== null) this.#details.set(seq, details);
    const value = ANNOTATION_TYPES.has(type) ? read("value") : {};
    if (value === null) return;
    const { actor_id: actor, item_id: item, case_id: caseId } = row;
    const batch = details?.batchId ?? undefined;
    this.#leftovers.add(seq, {
      head: { type, actor, item: item ?? undefined, case: caseId ?? undefined, batch },
      value,
    });
  }

  /** Whether its author replaced, withdrew or removed it before the opening. */
  isLeftover(seq: number): boolean {
    return this.#leftovers.has(seq);
  }

  /** Null for events of which the index of heads says it all. */
  findDetails(seq: number): HeadDetails | null {
    return this.#details.get(seq) ?? null;
  }
}

function toDetails(type: string, read: (part: "head" | "value") => unknown): HeadDetails {
  const head = (read("head") ?? {}) as Partial<Head>;
  const value = (type === "values.imported" ? read("value") : null) as { kind: ReportedKind } | null;
  return {
    subjectId: head.subject ?? null,
    batchId: head.batch ?? null,
    panelId: head.panel ?? null,
    reportedKind: value?.kind ?? null,
  };
}

/** A part that is gone or does not open says nothing here; the export shows it as what it is. */
function readPart(
  vault: Vault,
  row: { seq: number; head: Uint8Array; value: Uint8Array } | undefined,
  part: "head" | "value",
): unknown {
  if (row === undefined) return null;
  try {
    return JSON.parse(openPart(vault, { seq: row.seq, part }, row[part]).bytes) as unknown;
  } catch {
    return null;
  }
}
