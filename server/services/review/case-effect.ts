import { type CaseRow, findCaseIndexSeq } from "../../../db/queries/cases.ts";
import type { ItemRow } from "../../../db/queries/items.ts";
import type { ValuePart } from "../../domain/event/catalogue.ts";
import type { EntityIndex } from "../../domain/index-calculator/compute-index.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import { makePartsReader } from "../commands/execute-command.ts";
import { computeRoundIndex } from "../index/recompute-index.ts";
import type { PageServices } from "../page-services.ts";

/** Values × 10 000; null is unknown, never 0. */
export interface Movement {
  readonly valueBefore: number | null;
  readonly valueAfter: number | null;
  readonly rankBefore: number | null;
  readonly rankAfter: number | null;
}

/** What a decision did to the index, as the log has it. */
export interface RecordedEffect extends Movement {
  /** Entry of the recomputed index. */
  readonly seq: number;
}

/** What accepting a value would do. Computed for this page, written nowhere. */
export interface DryRun {
  readonly value: ScoreValue;
  readonly mainIndex: {
    readonly code: string;
    readonly valueBefore: number | null;
    readonly valueAfter: number | null;
  };
  readonly entity: Movement;
  /** Everybody else whose rank would move, by the rank before. */
  readonly others: readonly (Movement & { readonly name: LocalText })[];
}

/** Null when the decision changed no input of the index, or is not made yet. */
export async function readRecordedEffect(services: PageServices, caseId: string): Promise<RecordedEffect | null> {
  const db = services.database.reader;
  const seq = await findCaseIndexSeq(db, caseId);
  if (seq === null) return null;
  const parts = (await makePartsReader(db, services.vault)([seq])).get(seq);
  if (parts === undefined) throw new RangeError(`read recorded effect: entry ${seq} has no parts`);
  const { effect } = JSON.parse(parts.value.bytes) as ValuePart<"index.computed">;
  return effect === null ? null : { ...effect, seq };
}

/** The index of the round with the value taken as the item's final score, beside the index as it stands. */
export async function runDry(
  services: PageServices,
  given: { row: CaseRow; item: ItemRow; value: ScoreValue; names: ReadonlyMap<string, LocalText> },
): Promise<DryRun> {
  const { item, value, names } = given;
  const db = services.database.reader;
  const before = await computeRoundIndex(db, item.roundId);
  const instead = { entity: item.entityId, code: item.indicator, value };
  const after = await computeRoundIndex(db, item.roundId, instead);
  const then = new Map(after.entities.map((one) => [one.entity, one]));
  const own = before.entities.find((one) => one.entity === item.entityId);
  const others = before.entities.flatMap((old) => {
    const moved = toMovement(old, then.get(old.entity));
    if (old.entity === item.entityId || moved.rankBefore === moved.rankAfter) return [];
    return [{ ...moved, name: names.get(old.entity) ?? { vi: old.entity, en: old.entity } }];
  });
  const now = then.get(item.entityId);
  return {
    value,
    mainIndex: {
      code: item.mainIndex,
      valueBefore: findMainIndex(own, item.mainIndex),
      valueAfter: findMainIndex(now, item.mainIndex),
    },
    entity: toMovement(own, now),
    others,
  };
}

function toMovement(old: EntityIndex | undefined, now: EntityIndex | undefined): Movement {
  return {
    valueBefore: old?.value ?? null,
    valueAfter: now?.value ?? null,
    rankBefore: old?.rank ?? null,
    rankAfter: now?.rank ?? null,
  };
}

function findMainIndex(entity: EntityIndex | undefined, code: string): number | null {
  return entity?.mainIndices.find((one) => one.code === code)?.value ?? null;
}
