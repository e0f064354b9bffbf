import { join } from "node:path";
import { toScoreValue } from "../../../db/queries/scores.ts";
import { PANELS } from "../../../db/seeds/round/panels.ts";
import type { Stage } from "../../../db/seeds/round/schedule.ts";
import type { ReportedKind } from "../../domain/event/process-events.ts";
import { listImports, readValues, type ValueTable } from "../import-rows.ts";
import { runStage, type SeedContext } from "./seed-context.ts";
import { DATA } from "./seed-setup.ts";

const PROVIDERS: Readonly<Record<ReportedKind, string>> = {
  "self-score": "Báo cáo của đơn vị (số liệu mẫu)",
  completeness: "Tổ giúp việc (số liệu mẫu)",
  appraised: "Tổ giúp việc (số liệu mẫu)",
  survey: "Đơn vị khảo sát (số liệu mẫu)",
  measured: "Hệ thống đo lường (số liệu mẫu)",
};

/** Imports shipped tables by the same reader and commands as `assay import-values`. */
export async function seedValues(context: SeedContext, stage: Stage, kinds: readonly ReportedKind[]): Promise<void> {
  const { people, roundId, clock } = context;
  const tasks = kinds.flatMap((kind) => {
    const imported = { roundId, provider: PROVIDERS[kind], now: clock.peek() };
    return listImports(people.support, readShipped(context, kind), imported);
  });
  await runStage(context, { stage, name: kinds.join(", ") }, tasks);
}

/** A test's round may have fewer entities than the tables. */
function readShipped({ framework, panels }: SeedContext, kind: ReportedKind): ValueTable {
  const path = join(DATA, "round", `${kind}.csv`);
  const wanted = new Set(panels.flatMap((panel) => panel.entities));
  const entities = new Set(PANELS.flatMap((panel) => panel.entities));
  const table = readValues(path, { kind, framework, entities });
  return { ...table, byEntity: new Map([...table.byEntity].filter(([entity]) => wanted.has(entity))) };
}

/** The agencies' own scores in milli-points, by item id; null where none was given. */
export async function listSelfScores({ services, roundId }: SeedContext): Promise<Map<string, number | null>> {
  const rows = await services.database.reader
    .selectFrom("reported_value")
    .selectAll()
    .where("round_id", "=", roundId)
    .where("kind", "=", "self-score")
    .execute();
  return new Map(
    rows.map((row) => {
      const value = toScoreValue(row.value_state, row.milli_points);
      return [`${roundId}.${row.entity_id}.${row.indicator}`, value?.state === "number" ? value.milliPoints : null];
    }),
  );
}
