import { listLogRows } from "../../../db/queries/audit-log.ts";
import { listParts } from "../../../db/queries/ledger.ts";
import type { Act } from "../../domain/event/act.ts";
import { toHex } from "../../domain/ledger/bytes.ts";
import { PART_NAMES, type PartName } from "../../domain/ledger/commitment.ts";
import { canReadPart } from "../../domain/policy/can-read-part.ts";
import { toAct } from "../ledger/entry-facts.ts";
import { findParts, type OpenedParts } from "../ledger/parts-box.ts";
import type { LogRow } from "./log-view.ts";
import type { LogContext } from "./open-log-context.ts";
import { summariseAct } from "./summarise-act.ts";

/** An entry with what of it is disclosed to one person. */
export interface DisclosedRow {
  readonly row: LogRow;
  /** RFC 8785 text of the public entry. */
  readonly entry: string;
  readonly act: Act | null;
  readonly parts: Readonly<Record<PartName, OpenedParts[PartName] | null>>;
}

const NOTHING: DisclosedRow["parts"] = { head: null, value: null, text: null };

/** Entries by number, descending, with each part that the person may read; what they may not stays a commitment. */
export async function discloseEntries(context: LogContext, seqs: readonly number[]): Promise<DisclosedRow[]> {
  const { db, facts, actor, now } = context;
  const readable = seqs.filter((seq) => context.reading.canRead(seq));
  const boxes = new Map((await listParts(db, readable)).map((row) => [row.seq, row]));
  const disclosed: DisclosedRow[] = [];
  for (const row of await listLogRows(db, seqs)) {
    const { seq, at, entry } = row;
    const bare = { seq, at, leafHash: toHex(row.leaf_hash) };
    if (!context.reading.canRead(seq)) {
      disclosed.push({ row: { ...bare, act: null, isBroken: false }, entry, act: null, parts: NOTHING });
      continue;
    }
    // Null: the line says that it cannot be read.
    const opened = findParts(context.vault, boxes.get(seq));
    const act = opened === null ? null : toAct(opened);
    // What the entry itself says decides, not the index of heads that it was found by.
    const given = act === null ? null : await facts.read(seq, act);
    const mayRead = new Set(given === null ? [] : PART_NAMES.filter((part) => canReadPart(actor, part, given, now)));
    const show = <P extends PartName>(part: P): OpenedParts[P] | null =>
      opened !== null && mayRead.has(part) ? opened[part] : null;
    const said = act === null || !mayRead.has("head") ? null : summariseAct(context, { act, mayRead, entry });
    const line = { ...bare, act: said, isBroken: act === null };
    disclosed.push({ row: line, entry, act, parts: { head: show("head"), value: show("value"), text: show("text") } });
  }
  return disclosed;
}
