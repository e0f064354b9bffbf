import type { Selectable } from "kysely";
import type { CaseRow } from "../../../db/queries/cases.ts";
import type { RoundTable } from "../../../db/schema/round-table.ts";
import type { ValuePart } from "../../domain/event/catalogue.ts";
import type { Framework } from "../../domain/framework/framework.ts";
import type { CaseState } from "../../domain/policy/thing.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";

export type CaseGround = ValuePart<"case.opened">["ground"];

/** A component indicator as pages name it. */
export interface IndicatorFace {
  readonly code: string;
  readonly name: LocalText;
  readonly maxMilliPoints: number;
  /** Of our own making, not from the official annex: said wherever the name shows. */
  readonly isSample: boolean;
}

/** What everybody who may know of a case sees of it in a list. */
export interface CaseLine {
  readonly id: string;
  /** `KN-2025-014`. */
  readonly number: string;
  readonly state: CaseState;
  readonly ground: CaseGround;
  readonly entityName: LocalText;
  readonly indicator: IndicatorFace;
  /** UTC instants. */
  readonly openedAt: string;
  readonly dueAt: string;
  readonly closedAt: string | null;
}

export function toIndicatorFace(framework: Framework, code: string): IndicatorFace {
  const component = framework.components.find((one) => one.code === code);
  if (component === undefined) throw new RangeError(`to indicator face: ${framework.id} has no ${code}`);
  const { name, maxMilliPoints, sample } = component;
  return { code, name, maxMilliPoints, isSample: sample };
}

export function toCaseLine(
  row: CaseRow,
  of: {
    round: Selectable<RoundTable>;
    framework: Framework;
    indicator: string;
    names: ReadonlyMap<string, LocalText>;
  },
): CaseLine {
  return {
    id: row.id,
    number: `KN-${of.round.year}-${String(row.number).padStart(3, "0")}`,
    state: row.state as CaseState,
    ground: row.ground as CaseGround,
    entityName: of.names.get(row.entity_id) ?? { vi: row.entity_id, en: row.entity_id },
    indicator: toIndicatorFace(of.framework, of.indicator),
    openedAt: row.opened_at,
    dueAt: row.due_at,
    closedAt: row.closed_at,
  };
}
