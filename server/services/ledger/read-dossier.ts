import { listEvidence } from "../../../db/queries/annotations.ts";
import { listDecisions } from "../../../db/queries/decisions.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { findBatch, type ItemRow } from "../../../db/queries/items.ts";
import { findTile, listParts } from "../../../db/queries/ledger.ts";
import { listPublishedCheckpoints } from "../../../db/queries/published-checkpoints.ts";
import { listEntriesAt } from "../../../db/queries/trace.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import type { Dossier, DossierEntry } from "../../domain/ledger/dossier.ts";
import type { EvidenceFile } from "../../domain/ledger/log-export.ts";
import { formatTlogProof } from "../../domain/ledger/tlog-proof.ts";
import { proveInclusion } from "../../domain/ledger/tree-tiles.ts";
import { can } from "../../domain/policy/can.ts";
import { Refusal } from "../../domain/refusal.ts";
import { sha256 } from "../hash.ts";
import { nameItem } from "../queue/name-item.ts";
import { discloseParts, type PartsReading } from "./disclose-parts.ts";
import { canReadDocument } from "../evidence/read-document.ts";
import { openEntryFacts } from "./entry-facts.ts";
import type { ExportLogOptions } from "./export-log.ts";
import { mayShowDecision, mayShowScore } from "./list-projections.ts";
import { type SignedState, withSignedSnapshot } from "./signed-snapshot.ts";

const CONTAINS = [
  "the final score of one item, and those before it",
  "entries of the item as the person who asked for it may read them, each with its proof",
  "standing scores that the person may see",
  "hashes of the evidence files that the person may see",
  "a signed checkpoint, and what leads to the key that signed it",
];

/** Public entries that say by which key and which witnesses the log is to be judged. */
const KEY_EVENTS = ["log.created", "log.key-rotated", "log.witness-policy-changed"];

/**
 * The dossier of an item's final score, as one person may read it.
 *
 * It ends in the newest published checkpoint with the cosignatures of witnesses that covers all of it; where none does,
 * in the newest signed one.
 *
 * @throws Refusal `thing.absent` when the item has no final score or the person may not know of it; `action.forbidden`
 * when they may know of it and not read the score.
 */
export async function readDossier(
  options: Omit<ExportLogOptions, "scope" | "onProgress">,
  itemId: string,
): Promise<Dossier> {
  return withSignedSnapshot(options, async (db, state) => {
    const { ledger, vault, actor, now, memory } = options;
    const known = { accountId: actor.accountId, size: state.size, ...(memory === undefined ? {} : { memory }) };
    const reading = { vault, actor, now, facts: await openEntryFacts(db, vault, known) };
    const item = demandFinal(reading, itemId);
    const keySeqs = await listSeqs(db, (heads) => heads.where("type", "in", KEY_EVENTS));
    const seqs = await listItemSeqs(db, item);
    const checkpoint = await chooseCheckpoint(db, { state, last: Math.max(...keySeqs, ...seqs) });
    const keys = await readEntries(db, { reading, seqs: keySeqs, checkpoint });
    const entries = await readEntries(db, { reading, seqs, checkpoint });
    const scores = await db.selectFrom("score").selectAll().where("item_id", "=", itemId).orderBy("seq").execute();
    const shown = await Promise.all(scores.map((row) => mayShowScore(reading, row)));
    const decisions = (await listDecisions(db, itemId)).filter((row) => mayShowDecision(reading, row));
    return {
      kind: "assay-dossier",
      v: 1,
      log: ledger.origin,
      key: ledger.verifierKey,
      checkpoint: checkpoint.note,
      contains: CONTAINS,
      item: await describeItem(db, item),
      keys,
      entries,
      scores: scores.filter((_, position) => shown[position]).map((row) => ({ ...row })),
      decisions: decisions.map((row) => ({ ...row })),
      evidence: await measureEvidence(db, { item, reading, content: options.content }),
    };
  });
}

function demandFinal({ facts, actor, now }: PartsReading, itemId: string): ItemRow {
  const item = facts.items.get(itemId);
  if (item === undefined || item.decisionVersion === 0) throw new Refusal("thing.absent");
  const verdict = can(actor, "decision.read", { kind: "item", item }, now);
  if (verdict === "absent") throw new Refusal("thing.absent");
  if (verdict === "explain") throw new Refusal("action.forbidden", { action: "decision.read" });
  return item;
}

/** The item's own entries, the opening of its batch, and confirmed erasures: few, and one may name an entry of it. */
async function listItemSeqs(db: Transaction, item: ItemRow): Promise<number[]> {
  const openedSeq = (await findBatch(db, item.batchId))?.opened_seq ?? -1;
  return listSeqs(db, (heads) =>
    heads.where((where) =>
      where.or([
        where("item_id", "=", item.itemId),
        where("seq", "=", openedSeq),
        where("type", "=", "erasure.confirmed"),
      ]),
    ),
  );
}

async function listSeqs(
  db: Transaction,
  narrow: (heads: ReturnType<typeof selectHeads>) => ReturnType<typeof selectHeads>,
): Promise<number[]> {
  return (await narrow(selectHeads(db)).orderBy("seq").execute()).map(({ seq }) => seq);
}

function selectHeads(db: Transaction) {
  return db.selectFrom("ledger_head").select("seq");
}

async function chooseCheckpoint(
  db: Transaction,
  { state, last }: { state: SignedState; last: number },
): Promise<SignedState> {
  const newest = await db
    .selectFrom("checkpoint")
    .select("size")
    .where("size", ">", last)
    .where("size", "<=", state.size)
    .orderBy("size", "desc")
    .executeTakeFirst();
  if (newest === undefined) return state;
  return (await listPublishedCheckpoints(db, newest.size - 1, newest.size))[0] ?? state;
}

async function readEntries(
  db: Transaction,
  { reading, seqs, checkpoint }: { reading: PartsReading; seqs: readonly number[]; checkpoint: SignedState },
): Promise<DossierEntry[]> {
  const boxes = new Map((await listParts(db, seqs)).map((row) => [row.seq, row]));
  const entries: DossierEntry[] = [];
  for (const { seq, entry } of await listEntriesAt(db, seqs)) {
    const { parts } = await discloseParts(reading, seq, boxes.get(seq));
    if (parts === null) continue;
    const place = { leafIndex: seq, treeSize: checkpoint.size };
    const readTile = (level: number, index: number) => findTile(db, level, index);
    const hashes = await proveInclusion(sha256, { ...place, readTile });
    const proof = formatTlogProof({ leafIndex: seq, hashes, checkpoint: checkpoint.note, extra: null });
    entries.push({ entry, parts, proof });
  }
  return entries;
}

async function describeItem(db: Transaction, item: ItemRow): Promise<Dossier["item"]> {
  const { framework } = await getRoundFramework(db, item.roundId);
  const { name, maxMilliPoints } = nameItem(framework, item.indicator);
  const entity = (await listEntityNames(db)).get(item.entityId) ?? { vi: item.entityId, en: item.entityId };
  return {
    id: item.itemId,
    round: item.roundId,
    entity: { id: item.entityId, vi: entity.vi, en: entity.en },
    indicator: { code: item.indicator, vi: name.vi, en: name.en },
    maxMilliPoints,
  };
}

async function measureEvidence(
  db: Transaction,
  { item, reading, content }: { item: ItemRow; reading: PartsReading; content: ExportLogOptions["content"] },
): Promise<EvidenceFile[]> {
  const files: EvidenceFile[] = [];
  for (const row of await listEvidence(db, item.itemId)) {
    if (canReadDocument(reading, item, row) !== "yes") continue;
    const { sha256: hash } = row;
    const file = (await content?.measure(hash)) ?? null;
    if (file !== null) files.push(file);
  }
  return files;
}
