import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { toValueColumns } from "../../../db/queries/scores.ts";
import type { ReportedKind } from "../../domain/event/process-events.ts";
import { computeFrameworkHash } from "../../domain/framework/framework-hash.ts";
import { parseFramework } from "../../domain/framework/parse-framework.ts";
import { hasRole } from "../../domain/policy/actor.ts";
import { checkImportedValue } from "../../domain/process/imported-value.ts";
import { Refusal } from "../../domain/refusal.ts";
import { defineHandler, demand, demandField } from "../commands/handler.ts";
import { sha256 } from "../hash.ts";

const MANAGED = { kind: "round", roundId: "", phase: "setup" } as const;

/** A framework, whole and checked, by id and version; imported once. */
export const importFramework = defineHandler({
  type: "framework.imported",
  decide: async (context, act) => {
    demand(context, "round.manage", MANAGED);
    const parsed = parseFramework(JSON.parse(act.value.document));
    if (!parsed.ok) throw new Refusal("framework.invalid", { problems: parsed.problems.map((one) => ({ ...one })) });
    const { id: framework, version } = parsed.framework;
    const known = await context.trx
      .selectFrom("framework")
      .select("hash")
      .where("id", "=", framework)
      .where("version", "=", version)
      .executeTakeFirst();
    if (known !== undefined) throw new Refusal("framework.exists", { framework, version });
    const hash = computeFrameworkHash(sha256, parsed.framework);
    return { facts: {}, value: { framework, version, hash, document: act.value.document } };
  },
  project: async ({ trx, seq }, act) => {
    const { framework, version, hash, document } = act.value;
    await trx.insertInto("framework").values({ id: framework, version, hash, document, seq }).execute();
  },
});

/** Entities with their validity dates, and which were merged into which. */
export const importEntities = defineHandler({
  type: "entities.imported",
  decide: (context) => {
    demand(context, "round.manage", MANAGED);
    return Promise.resolve({ facts: {} });
  },
  project: async ({ trx, seq }, act) => {
    for (const { id, vi, en, kind, from, to } of act.value.entities) {
      const columns = { name_vi: vi, name_en: en, kind, valid_from: from, valid_to: to, seq };
      await trx
        .insertInto("entity")
        .values({ id, ...columns })
        .onConflict((conflict) => conflict.column("id").doUpdateSet(columns))
        .execute();
    }
    for (const { entity, predecessor } of act.value.mergers) {
      await trx
        .insertInto("merger")
        .values({ entity_id: entity, predecessor_id: predecessor, seq })
        .onConflict((conflict) => conflict.columns(["entity_id", "predecessor_id"]).doUpdateSet({ seq }))
        .execute();
    }
  },
});

/** Results of an earlier edition as published. */
export const importEdition = defineHandler({
  type: "edition.imported",
  decide: (context) => {
    demand(context, "round.manage", MANAGED);
    return Promise.resolve({ facts: {} });
  },
  project: async ({ trx, seq }, act) => {
    const { year, tier, rows } = act.value;
    for (const { entity, set, rank, value } of rows) {
      const columns = { rank, value_basis: value, seq };
      await trx
        .insertInto("published_result")
        .values({ year, tier, entity_set: set, entity_id: entity, ...columns })
        .onConflict((conflict) => conflict.columns(["year", "tier", "entity_set", "entity_id"]).doUpdateSet(columns))
        .execute();
    }
  },
});

/** What agencies say ends with the completeness check; the other sources come in until the approval. */
const IMPORT_PHASES: Readonly<Record<ReportedKind, readonly string[]>> = {
  "self-score": ["submission", "completeness"],
  completeness: ["submission", "completeness"],
  appraised: ["submission", "completeness", "independent"],
  survey: ["submission", "completeness", "independent"],
  measured: ["submission", "completeness", "independent"],
};

/** Values of one entity from one of the sources that are not experts; a self-score is imported and never counts. */
export const importValues = defineHandler({
  type: "values.imported",
  decide: async (context, act) => {
    const roundId = demandField(act.head.round, "head.round");
    const entityId = demandField(act.head.entity, "head.entity");
    if (!hasRole(context.actor, "support", "secretariat")) throw new Refusal("thing.absent");
    const part = await context.trx
      .selectFrom("round_entity")
      .select("entity_id")
      .where("round_id", "=", roundId)
      .where("entity_id", "=", entityId)
      .executeTakeFirst();
    if (part === undefined) throw new Refusal("thing.absent");
    const { framework, round } = await getRoundFramework(context.trx, roundId);
    if (!IMPORT_PHASES[act.value.kind].includes(round.phase)) {
      throw new Refusal("round.other-phase", { phase: round.phase });
    }
    for (const row of act.value.rows) {
      const component = framework.components.find((one) => one.code === row.indicator);
      const problem = checkImportedValue(component ?? null, act.value.kind, row.value);
      if (problem !== null) throw new Refusal(problem, { entity: entityId, indicator: row.indicator });
      const known = await context.trx
        .selectFrom("reported_value")
        .select("seq")
        .where("round_id", "=", roundId)
        .where("entity_id", "=", entityId)
        .where("indicator", "=", row.indicator)
        .where("kind", "=", act.value.kind)
        .executeTakeFirst();
      // A correction is a new import with a reason and two persons.
      if (known !== undefined) throw new Refusal("import.exists", { entity: entityId, indicator: row.indicator });
    }
    return { facts: { round: roundId, entity: entityId, ...(act.head.group ? { group: act.head.group } : {}) } };
  },
  project: async ({ trx, seq }, act) => {
    for (const { indicator, value } of act.value.rows) {
      await trx
        .insertInto("reported_value")
        .values({
          round_id: act.head.round as string,
          entity_id: act.head.entity as string,
          indicator,
          kind: act.value.kind,
          ...toValueColumns(value),
          seq,
        })
        .execute();
    }
  },
});
