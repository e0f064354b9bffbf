import { type Act, parseParts } from "../../server/domain/event/act.ts";
import { fromHex, toHex, utf8 } from "../../server/domain/ledger/bytes.ts";
import { computeCommitment, PART_NAMES } from "../../server/domain/ledger/commitment.ts";
import { parseEntry } from "../../server/domain/ledger/entry.ts";
import { type FoldedRow, type FoldedTable, ScoreFold, toRowKey } from "../../server/domain/scoring/fold-scores.ts";
import { canonicalJson } from "../../server/domain/ledger/canonical-json.ts";
import { listEntries, listHeads, listParts } from "../queries/ledger.ts";
import type { CheckContext, Problems } from "./check-context.ts";
import { PhaseRules } from "./phase-rules.ts";
import { VersionRules } from "./version-rules.ts";

const PAGE = 500;

/** What one walk over the decrypted log finds. */
export interface ActProblems {
  /** Parts that do not open, do not fit their commitments, or are no act. */
  readonly parts: Problems;
  /** Rows of the head index that do not say what the head says. */
  readonly heads: Problems;
  /** Scores, final scores and phases of batches that are not what the log makes of them. */
  readonly projection: Problems;
  /** Values that do not follow the one that stood. */
  readonly versions: Problems;
  /** Acts in a phase that does not have them. */
  readonly order: Problems;
}

/** Walks the log once: parts against commitments, heads against their index, projections against the fold, rules. */
export async function checkActs(context: CheckContext): Promise<ActProblems> {
  const { db } = context;
  const versions = new VersionRules();
  const phases = new PhaseRules(await mapBatches(context));
  const found: ActProblems = {
    parts: [],
    heads: [],
    projection: [],
    versions: versions.problems,
    order: phases.problems,
  };
  const fold = new ScoreFold();
  for (let from = 0; ; from += PAGE) {
    const entries = await listEntries(db, from, from + PAGE);
    if (entries.length === 0) break;
    const parts = new Map(
      (
        await listParts(
          db,
          entries.map((row) => row.seq),
        )
      ).map((row) => [row.seq, row]),
    );
    const heads = new Map((await listHeads(db, from, from + PAGE)).map((row) => [row.seq, row]));
    for (const { seq, at, entry } of entries) {
      const act = openAct(context, { seq, entry, row: parts.get(seq) }, found.parts);
      if (act === null) continue;
      if (!isHeadRow(heads.get(seq), act)) found.heads.push(`ledger_head of entry ${seq} is not what its head says`);
      fold.add(act, { seq, at });
      versions.add(act, seq);
      phases.add(act, seq);
    }
  }
  found.projection.push(...(await compareRows(context, fold)));
  return found;
}

async function mapBatches({ db }: CheckContext): Promise<Map<string, string>> {
  const items = await db.selectFrom("item").select(["id", "batch_id"]).execute();
  return new Map(items.map((item) => [item.id, item.batch_id]));
}

function openAct(
  context: CheckContext,
  { seq, entry, row }: { seq: number; entry: string; row: Parameters<CheckContext["openParts"]>[0] | undefined },
  problems: Problems,
): Act | null {
  if (row === undefined) {
    problems.push(`entry ${seq} has no parts`);
    return null;
  }
  try {
    const parts = context.openParts(row);
    const text = parts.text === "erased" ? null : parts.text.bytes;
    const parsed = parseParts({ head: parts.head.bytes, value: parts.value.bytes, text });
    if (!parsed.ok) throw new RangeError(`no act: ${parsed.issues[0]?.path} ${parsed.issues[0]?.message}`);
    const { actor, command } = parsed.act.head;
    const committed = parseEntry(utf8(entry));
    for (const part of PART_NAMES) {
      const opened = parts[part];
      if (opened === "erased") continue;
      const { salt, bytes } = opened;
      const input = { part, log: committed.log, command, actor, salt: fromHex(salt), bytes: utf8(bytes) };
      if (toHex(computeCommitment(context.sha256, input)) !== committed[part]) {
        problems.push(`${part} of entry ${seq} does not fit its commitment`);
      }
    }
    return parsed.act;
  } catch (error) {
    problems.push(`parts of entry ${seq}: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

function isHeadRow(row: Awaited<ReturnType<typeof listHeads>>[number] | undefined, { head }: Act): boolean {
  return (
    row?.type === head.type &&
    row.actor_id === head.actor &&
    row.command_id === head.command &&
    row.round_id === (head.round ?? null) &&
    row.entity_id === (head.entity ?? null) &&
    row.indicator === (head.indicator ?? null) &&
    row.item_id === (head.item ?? null) &&
    row.case_id === (head.case ?? null)
  );
}

async function compareRows({ db }: CheckContext, fold: ScoreFold): Promise<Problems> {
  const problems: Problems = [];
  const seen = new Set<string>();
  const compare = (table: FoldedTable, row: FoldedRow, expected: FoldedRow | undefined): void => {
    const key = toRowKey(table, row);
    seen.add(key);
    if (expected === undefined) problems.push(`${key} comes from no entry`);
    else if (canonicalJson(row) !== canonicalJson(expected)) problems.push(`${key} is not what the log makes of it`);
  };
  for (const row of await db.selectFrom("score").selectAll().execute()) {
    compare("score", { ...row }, fold.rows.get(toRowKey("score", { ...row })));
  }
  for (const row of await db.selectFrom("decision").selectAll().execute()) {
    compare("decision", { ...row }, fold.rows.get(toRowKey("decision", { ...row })));
  }
  for (const row of await db.selectFrom("batch").select(["id", "phase"]).execute()) {
    compare("batch", row, fold.rows.get(toRowKey("batch", row)));
  }
  for (const key of fold.rows.keys()) if (!seen.has(key)) problems.push(`${key} is in the log and not in the tables`);
  return problems;
}
