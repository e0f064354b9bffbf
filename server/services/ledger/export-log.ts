import { findLedgerState, listEntries, listParts } from "../../../db/queries/ledger.ts";
import type { Database } from "../../../db/dialects/database.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { PART_NAMES, type PartName } from "../../domain/ledger/commitment.ts";
import { type ExportedParts, type ExportHeader, formatExportLine } from "../../domain/ledger/log-export.ts";
import type { Actor } from "../../domain/policy/actor.ts";
import { canReadPart, type EntryFacts } from "../../domain/policy/can-read-part.ts";
import { type ProjectionLine, SHOWN_SCORE_STATES } from "../../domain/scoring/check-projection.ts";
import type { Vault } from "../vault.ts";
import { BARE_FACTS, type EntryFactsReader, openEntryFacts, toAct } from "./entry-facts.ts";
import type { Ledger } from "./ledger.ts";
import { type OpenedPart, openPart, type PartBoxes } from "./parts-box.ts";

export interface ExportLogOptions {
  readonly database: Pick<Database, "reader">;
  readonly ledger: Pick<Ledger, "origin" | "verifierKey" | "signedCheckpoint">;
  readonly vault: Vault;
  /** `public`: what anybody may have; `round`: what this actor may. */
  readonly scope: "public" | "round";
  readonly actor: Actor;
  /** UTC instant, ISO 8601. */
  readonly now: string;
}

/** Takes one line, without its newline. */
export type WriteLine = (line: string) => void | Promise<void>;

const PAGE = 500;

const CONTAINS: Readonly<Record<ExportLogOptions["scope"], readonly string[]>> = {
  public: ["every entry of the log", "what the public may read of them", "a signed checkpoint"],
  round: [
    "every entry of the log",
    "what the person who asked for it may read of them, part by part",
    "a signed checkpoint",
    "scores, final scores and phases of batches that the person may see",
  ],
};

/**
 * Writes the log as NDJSON: header, all entries with what the actor may read, checkpoint, projection rows.
 *
 * Reads one state of the database from beginning to end; on SQLite the reader is taken for as long.
 *
 * @throws Error when another process wrote to the log since the ledger was opened.
 */
export async function exportLog(options: ExportLogOptions, write: WriteLine): Promise<void> {
  const { database, ledger, scope } = options;
  await database.reader
    .transaction()
    .setIsolationLevel("repeatable read")
    .execute(async (db) => {
      const { size, note } = ledger.signedCheckpoint();
      const state = await findLedgerState(db);
      if ((state?.size ?? 0) !== size)
        throw new Error("the log grew when the export began; stop the server, or try again");
      const header: ExportHeader = {
        kind: "assay-export",
        v: 1,
        log: ledger.origin,
        key: ledger.verifierKey,
        scope,
        contains: [...CONTAINS[scope]],
      };
      await write(formatExportLine(header));
      const facts = await openEntryFacts(db, options.vault, { accountId: options.actor.accountId, size });
      await writeEntries(db, { ...options, facts, size }, write);
      await write(formatExportLine({ checkpoint: note }));
      for (const projection of await listProjections(db, { ...options, facts })) {
        await write(formatExportLine({ projection: { table: projection.table, row: projection.row } }));
      }
    });
}

type Reading = ExportLogOptions & { readonly facts: EntryFactsReader };

async function writeEntries(db: Transaction, reading: Reading & { size: number }, write: WriteLine): Promise<void> {
  for (let from = 0; from < reading.size; from += PAGE) {
    const rows = await listEntries(db, from, Math.min(from + PAGE, reading.size));
    const boxes = new Map(
      (
        await listParts(
          db,
          rows.map((row) => row.seq),
        )
      ).map((row) => [row.seq, row]),
    );
    for (const { seq, entry } of rows) {
      const parts = await discloseParts(reading, seq, boxes.get(seq));
      await write(formatExportLine(parts === null ? { entry } : { entry, parts }));
    }
  }
}

/**
 * In the place of a part that is gone or does not open. It fits no commitment: the verifier then names the entry, where
 * leaving it out would look like a part that is withheld.
 */
const UNREADABLE: OpenedPart = { salt: "", bytes: "" };

async function discloseParts(
  { vault, facts, actor, now }: Reading,
  seq: number,
  boxes: PartBoxes | undefined,
): Promise<ExportedParts | null> {
  const open = (part: PartName): OpenedPart => openOrUnreadable(vault, { seq, part }, boxes?.[part]);
  const text = boxes?.text === null ? "erased" : open("text");
  const opened = { head: open("head"), value: open("value"), text } as const;
  const broken = PART_NAMES.filter((part) => opened[part] === UNREADABLE);
  const act = broken.length > 0 ? null : toAct(opened);
  const entry = act === null ? null : await facts.read(seq, act);
  const mayRead = (part: PartName): boolean => entry !== null && canReadPart(actor, part, entry, now);
  const disclosed = PART_NAMES.filter((part) => mayRead(part) || opened[part] === UNREADABLE);
  if (disclosed.length === 0) return null;
  // The others are bound to the actor and command of the head: a broken one needs it to be told from a withheld one.
  const shown = <P extends PartName>(part: P) => (disclosed.includes(part) ? opened[part] : null);
  const head = broken.length > 0 ? UNREADABLE : shown("head");
  return { head, value: shown("value"), text: shown("text") };
}

function openOrUnreadable(
  vault: Vault,
  place: { seq: number; part: PartName },
  box: Uint8Array | null | undefined,
): OpenedPart {
  if (box === undefined || box === null) return UNREADABLE;
  try {
    return openPart(vault, place, box);
  } catch {
    return UNREADABLE;
  }
}

/** Projection rows whose acts the actor may read. */
async function listProjections(db: Transaction, reading: Reading): Promise<ProjectionLine[]> {
  const { facts, actor, now } = reading;
  const mayRead = (type: string, about: Partial<EntryFacts>): boolean =>
    canReadPart(actor, "value", { ...BARE_FACTS, ...about, type }, now);
  const lines: ProjectionLine[] = [];
  for (const row of await db.selectFrom("score").selectAll().orderBy("seq").execute()) {
    const item = facts.items.get(row.item_id) ?? null;
    const about = { actorId: row.actor_id, item, case: await facts.findCase(row.case_id === "" ? null : row.case_id) };
    const isShown = row.case_id !== "" || SHOWN_SCORE_STATES.has(row.state);
    if (isShown && mayRead("score.sealed", about)) lines.push({ table: "score", row: { ...row } });
  }
  for (const row of await db.selectFrom("decision").selectAll().orderBy("seq").execute()) {
    const item = facts.items.get(row.item_id) ?? null;
    if (mayRead("item.finalised", { actorId: row.actor_id, item })) lines.push({ table: "decision", row: { ...row } });
  }
  for (const [id, { roundId, phase }] of facts.batches) {
    const round = facts.findRound(roundId);
    if (mayRead("batch.phase-moved", { round })) lines.push({ table: "batch", row: { id, phase } });
  }
  return lines;
}
