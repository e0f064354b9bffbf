import type { Merger } from "../framework/entities.ts";
import type { Framework } from "../framework/framework.ts";
import { computeFrameworkHash } from "../framework/framework-hash.ts";
import type { Sha256 } from "../ledger/merkle-tree.ts";
import { computeCompetitionRanks } from "./competition-ranks.ts";
import { computeEntity } from "./compute-entity.ts";
import type { ExactEntity, ExactValue, InputsByCode } from "./compute-entity.ts";
import { computeEditionChange } from "./edition-change.ts";
import type { EditionChange, PreviousEdition } from "./edition-change.ts";
import { makeFraction, roundDown, roundHalfUp } from "./fraction.ts";
import { checkIndexInputs } from "./index-input.ts";
import type { IndexInput } from "./index-input.ts";
import { mergeEntities } from "./merge-entities.ts";
import { CALCULATOR_VERSION, computeResultHash } from "./result-hash.ts";

/** Integer that stands for 1: values and coverages are counted in 1/10000. */
export const VALUE_SCALE = 10_000;

export interface IndexRequest {
  readonly inputs: readonly IndexInput[];
  /** Entities to list even without any input; those of the inputs are listed anyway. */
  readonly entities?: readonly string[];
  readonly mergers?: readonly Merger[];
  readonly previousEdition?: PreviousEdition;
  /** Entities that take part and are not ranked, e.g. because they have no public services. */
  readonly notRanked?: readonly string[];
  /** Block of units that an entity is ranked in, by entity; left out: all in one. */
  readonly blocks?: Readonly<Record<string, string>>;
}

export interface LevelValue {
  readonly code: string;
  /** Integer 0..10000, rounded half up; null when nothing is known or it does not apply. */
  readonly value: number | null;
  /** Milli-points; null without a value or when the maximum is not known. */
  readonly milliPoints: number | null;
  /**
   * Share of its points that was really given, 0..10000, rounded down: 10000 is complete. Components that remain when
   * others do not apply carry the whole main index.
   */
  readonly coverage: number;
}

export interface EntityIndex {
  readonly entity: string;
  readonly status: "ranked" | "unranked";
  readonly unrankedReason: "no-value" | "predecessor-missing" | "not-ranked" | null;
  /** Integer 0..10000: round-half-up(milliPoints × 10 000 / scale); null is no value, never 0. */
  readonly value: number | null;
  readonly milliPoints: number | null;
  readonly rank: number | null;
  readonly coverage: number;
  readonly mainIndices: readonly LevelValue[];
  readonly pillars: readonly LevelValue[];
  /** Codes whose input is in that state, sorted. No evidence counts as 0, the other two are left out. */
  readonly noEvidence: readonly string[];
  readonly notApplicable: readonly string[];
  /** Predecessors that the value is the mean of; empty when it was not merged here. */
  readonly mergedFrom: readonly string[];
  readonly change: EditionChange | null;
}

export interface IndexResult {
  readonly calculatorVersion: string;
  readonly frameworkHash: string;
  readonly resultHash: string;
  /** Ranked first, by rank, then the unranked; equal ones by id. */
  readonly entities: readonly EntityIndex[];
}

type InputGroups = ReadonlyMap<string, InputsByCode>;
type UnrankedEntity = Omit<EntityIndex, "rank" | "change">;

/**
 * The composite index of every entity: component → main index → pillars → DTI, ranks, coverage, change, hash.
 *
 * Pure and exact: the same inputs in any order give the same result to the last bit. Values are rounded once, at the
 * end; ranks compare the rounded integers that are published.
 *
 * @param request - inputs in any order; predecessors of a merger are replaced by the merged entity.
 * @throws RangeError when `checkIndexInputs` finds a problem, naming the first.
 */
export function computeIndex(framework: Framework, request: IndexRequest, sha256: Sha256): IndexResult {
  const [problem] = checkIndexInputs(framework, request.inputs);
  if (problem) throw new RangeError(`compute index: input ${problem.position}: ${problem.message}`);
  const frameworkHash = computeFrameworkHash(sha256, framework);
  const mergers = request.mergers ?? [];
  const groups = groupInputs(request.inputs);
  const unranked = listEntities(request).map((entity) => computeOne(framework, { groups, request }, entity));
  const ranks = rankEntities(unranked, request.blocks ?? {});
  const entities = unranked.map((entity): EntityIndex => {
    const rank = ranks.get(entity.entity) ?? null;
    const change = request.previousEdition
      ? computeEditionChange({ ...entity, rank }, request.previousEdition, { frameworkHash, mergers })
      : null;
    return { ...entity, rank, change };
  });
  const hashed = entities.map((entity) => ({ ...entity, mainIndices: toRecord(entity.mainIndices) }));
  const resultHash = computeResultHash(sha256, frameworkHash, hashed);
  return { calculatorVersion: CALCULATOR_VERSION, frameworkHash, resultHash, entities: entities.sort(compareRanked) };
}

/** Inputs by entity, then by code. */
export function groupInputs(inputs: readonly IndexInput[]): Map<string, Map<string, IndexInput["value"]>> {
  const groups = new Map<string, Map<string, IndexInput["value"]>>();
  for (const { entity, code, value } of inputs) {
    const group = groups.get(entity);
    if (group) group.set(code, value);
    else groups.set(entity, new Map([[code, value]]));
  }
  return groups;
}

function findMerger(mergers: readonly Merger[], groups: InputGroups, entity: string): Merger | null {
  const merger = mergers.find((candidate) => candidate.to === entity);
  // A value of the merged entity's own comes before one made from its predecessors.
  if (!merger || groups.has(entity)) return null;
  return merger.from.some((id) => groups.has(id)) ? merger : null;
}

function listEntities(request: IndexRequest): string[] {
  const replacedBy = new Map((request.mergers ?? []).flatMap(({ to, from }) => from.map((id) => [id, to] as const)));
  const ids = [...request.inputs.map((input) => input.entity), ...(request.entities ?? [])];
  return [...new Set(ids.map((id) => replacedBy.get(id) ?? id))].sort();
}

function computeOne(
  framework: Framework,
  { groups, request }: { groups: InputGroups; request: IndexRequest },
  entity: string,
): UnrankedEntity {
  const merger = findMerger(request.mergers ?? [], groups, entity);
  const inputs = (merger?.from ?? [entity]).map((id): InputsByCode => groups.get(id) ?? new Map());
  const exacts = inputs.map((byCode) => computeEntity(framework, byCode));
  const exact = merger ? mergeEntities(framework, exacts) : (exacts[0] as ExactEntity);
  const { share } = exact.composite;
  const scale = framework.scaleMilliPoints;
  const milliPoints = share === null ? null : roundHalfUp(share, scale);
  const value = milliPoints === null ? null : roundHalfUp(makeFraction(milliPoints, scale), VALUE_SCALE);
  const isPredecessorMissing = merger !== null && inputs.some((byCode) => byCode.size === 0);
  const valueReason = isPredecessorMissing ? "predecessor-missing" : "no-value";
  const rankReason = request.notRanked?.includes(entity) ? "not-ranked" : null;
  const unrankedReason = value === null ? valueReason : rankReason;
  return {
    entity,
    status: unrankedReason === null ? "ranked" : "unranked",
    unrankedReason,
    value,
    milliPoints,
    coverage: roundDown(exact.composite.coverage, VALUE_SCALE),
    mainIndices: framework.mainIndices.map((mainIndex) => toLevelValue(mainIndex, exact.mainIndices)),
    pillars: framework.pillars.map((pillar) => toLevelValue(pillar, exact.pillars)),
    noEvidence: listCodes(inputs, "no-evidence"),
    notApplicable: listCodes(inputs, "not-applicable"),
    mergedFrom: merger?.from ?? [],
  };
}

function listCodes(inputs: readonly InputsByCode[], state: IndexInput["value"]["state"]): string[] {
  const codes = new Set<string>();
  for (const byCode of inputs) {
    for (const [code, value] of byCode) if (value.state === state) codes.add(code);
  }
  return [...codes].sort();
}

function toLevelValue(
  level: { code: string; maxMilliPoints: number | null },
  values: ReadonlyMap<string, ExactValue>,
): LevelValue {
  const exact = values.get(level.code);
  const share = exact?.share ?? null;
  return {
    code: level.code,
    value: share === null ? null : roundHalfUp(share, VALUE_SCALE),
    milliPoints: share === null || level.maxMilliPoints === null ? null : roundHalfUp(share, level.maxMilliPoints),
    coverage: exact ? roundDown(exact.coverage, VALUE_SCALE) : 0,
  };
}

function rankEntities(entities: readonly UnrankedEntity[], blocks: Readonly<Record<string, string>>) {
  const byBlock = new Map<string, Map<string, number>>();
  for (const { entity, status, value } of entities) {
    if (status === "unranked" || value === null) continue;
    const block = blocks[entity] ?? "";
    byBlock.set(block, (byBlock.get(block) ?? new Map<string, number>()).set(entity, value));
  }
  return new Map([...byBlock.values()].flatMap((values) => [...computeCompetitionRanks(values)]));
}

function toRecord(values: readonly LevelValue[]): Record<string, number | null> {
  return Object.fromEntries(values.map(({ code, value }) => [code, value]));
}

function compareRanked(a: EntityIndex, b: EntityIndex): number {
  const byRank = (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY);
  if (a.rank !== b.rank && byRank !== 0) return byRank;
  return a.entity < b.entity ? -1 : 1;
}
