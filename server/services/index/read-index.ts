import { findActor } from "../../../db/queries/actors.ts";
import { listCases } from "../../../db/queries/cases.ts";
import { listEditionRows } from "../../../db/queries/editions.ts";
import { listEntityNames } from "../../../db/queries/entities.ts";
import { getRoundFramework } from "../../../db/queries/frameworks.ts";
import { listIndexInputs, listMergers, listRoundEntities } from "../../../db/queries/index-inputs.ts";
import { type ItemRow, listBatches, listRoundItems, OPEN_CASE_STATES } from "../../../db/queries/items.ts";
import type { RoundPhase } from "../../domain/event/process-events.ts";
import type { ComponentSource, Framework } from "../../domain/framework/framework.ts";
import { type EntityIndex, groupInputs, VALUE_SCALE } from "../../domain/index-calculator/compute-index.ts";
import { computeMean, makeFraction, roundHalfUp } from "../../domain/index-calculator/fraction.ts";
import type { IndexInput } from "../../domain/index-calculator/index-input.ts";
import { can } from "../../domain/policy/can.ts";
import type { BatchPhase } from "../../domain/policy/thing.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { LocalText } from "../../domain/scoring/rubric.ts";
import type { PageServices } from "../page-services.ts";
import { findCurrentRound } from "../shell/find-round.ts";
import { computeSpread } from "./compute-spread.ts";
import type { IndexRow, IndexView } from "./index-view.ts";
import { makeProfile } from "./make-profile.ts";
import { findIndexResult } from "./recompute-index.ts";

/**
 * The index of the current round as it stands, with one entity in detail.
 *
 * @param asked.entityId - whose detail; the first of the ranking when it is null or not in it.
 * @throws Refusal before publication for everybody who can still set a score: to them it is not there.
 */
export async function readIndex(
  services: PageServices,
  account: { id: string },
  asked: { entityId: string | null },
): Promise<IndexView> {
  const db = services.database.reader;
  const now = services.now().toISOString();
  const actor = await findActor(db, account.id);
  const round = await findCurrentRound(services);
  if (actor === null || round === null) throw new Refusal("thing.absent");
  const phase = round.phase as RoundPhase;
  const verdict = can(actor, "index.read", { kind: "round", roundId: round.id, phase }, now);
  if (verdict === "absent") throw new Refusal("thing.absent");
  if (verdict === "explain") throw new Refusal("action.forbidden", { action: "index.read" });

  const { framework } = await getRoundFramework(db, round.id);
  const recorded = await findIndexResult(db, round.id);
  const names = await listEntityNames(db);
  const inputs = await listIndexInputs(db, round.id, framework);
  const entityIds = await listRoundEntities(db, round.id);
  const items = await listRoundItems(db, round.id);
  const batches = await listBatches(db, round.id);
  const cases = await listCases(db, round.id);
  const editions = await listEditionRows(db, round.tier);
  const entities = recorded?.result.entities ?? [];
  const selected = entities.find((one) => one.entity === asked.entityId) ?? entities[0];
  const values = entities.flatMap((one) => (one.value === null ? [] : [one.value]));
  return {
    now,
    round: {
      id: round.id,
      year: round.year,
      tier: round.tier,
      phase,
      batchPhases: batches.map((batch) => batch.phase as BatchPhase),
      scaleMilliPoints: framework.scaleMilliPoints,
      previousYear: editions.some((row) => row.year === round.year - 1) ? round.year - 1 : null,
    },
    isPublished: phase === "published",
    hasSamples: framework.components.some((component) => component.sample),
    result: recorded === null ? null : { seq: recorded.seq, at: recorded.at, hash: recorded.resultHash },
    columns: listColumns(framework, entities),
    rows: entities.map((entity) => toRow(entity, { framework, names, items })),
    mean: meanOf(values),
    gate: {
      entities: {
        complete: entities.filter((one) => one.coverage === VALUE_SCALE).length,
        total: entityIds.length,
      },
      sources: countSources(framework, inputs, entityIds.length),
      openCases: cases.filter((row) => OPEN_CASE_STATES.some((state) => state === row.state)).length,
    },
    selected:
      selected === undefined
        ? null
        : makeProfile(selected, {
            framework,
            inputs: groupInputs(inputs).get(selected.entity) ?? new Map(),
            items: items.filter((item) => item.entityId === selected.entity),
            editions,
            mergers: await listMergers(db),
          }),
  };
}

const scoredIndices = (framework: Framework) => framework.mainIndices.filter((mainIndex) => mainIndex.scored);

function listColumns(framework: Framework, entities: readonly EntityIndex[]): IndexView["columns"] {
  return scoredIndices(framework).map(({ code, name, maxMilliPoints }) => {
    const values = entities.flatMap((entity) => findMainIndex(entity, code) ?? []);
    return { code, name, maxMilliPoints, spread: computeSpread(values) };
  });
}

function findMainIndex(entity: EntityIndex, code: string): number | null {
  return entity.mainIndices.find((one) => one.code === code)?.value ?? null;
}

function toRow(
  entity: EntityIndex,
  given: { framework: Framework; names: ReadonlyMap<string, LocalText>; items: readonly ItemRow[] },
): IndexRow {
  const { entity: entityId, rank, value, coverage, change } = entity;
  const traced = given.items.find((item) => item.entityId === entityId && item.decisionVersion > 0);
  return {
    entityId,
    name: given.names.get(entityId) ?? { vi: entityId, en: entityId },
    rank,
    value,
    coverage,
    mainIndices: scoredIndices(given.framework).map(({ code }) => findMainIndex(entity, code)),
    traceItemId: traced?.itemId ?? null,
    change: change === null ? null : { value: change.value, rank: change.rank, breaks: change.breaks },
  };
}

function countSources(
  framework: Framework,
  inputs: readonly IndexInput[],
  entityCount: number,
): IndexView["gate"]["sources"] {
  const sourceOf = new Map(framework.components.map((component) => [component.code, component.source]));
  const sources: readonly ComponentSource[] = ["expert", "self-report", "survey", "measured"];
  return sources.flatMap((source) => {
    const componentCount = framework.components.filter((component) => component.source === source).length;
    if (componentCount === 0) return [];
    const given = inputs.filter((input) => sourceOf.get(input.code) === source && input.value.state !== "blank");
    return [{ source, given: given.length, total: componentCount * entityCount }];
  });
}

function meanOf(values: readonly number[]): number | null {
  const mean = computeMean(values.map((value) => ({ value: makeFraction(value, 1), weight: 1 })));
  return mean === null ? null : roundHalfUp(mean);
}
