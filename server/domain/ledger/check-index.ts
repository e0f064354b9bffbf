import type { Act } from "../event/act.ts";
import type { ReportedKind } from "../event/process-events.ts";
import type { Merger } from "../framework/entities.ts";
import type { ComponentSource, Framework } from "../framework/framework.ts";
import { computeIndex, type IndexResult } from "../index-calculator/compute-index.ts";
import type { IndexInput } from "../index-calculator/index-input.ts";
import { CALCULATOR_VERSION } from "../index-calculator/result-hash.ts";
import type { ScoreValue } from "../scoring/value.ts";
import { CheckTally } from "./check-tally.ts";
import type { DisclosedEntry } from "./disclosed-entry.ts";
import { LoggedRounds } from "./logged-rounds.ts";
import type { Sha256 } from "./merkle-tree.ts";
import type { ExtraCheck } from "./verify-log.ts";

/**
 * Check that each recorded index is what the calculator makes of the framework, imports and decisions before it.
 *
 * Who may read a result may read all that goes into it, so a result that comes out otherwise is a failure, unless the
 * export itself shows that an input is withheld.
 */
export function createIndexCheck(sha256: Sha256): ExtraCheck {
  return new IndexCheck(sha256);
}

/** Which import counts for a component of each source that is no expert. */
const COUNTED: Readonly<Record<Exclude<ComponentSource, "expert">, ReportedKind>> = {
  "self-report": "appraised",
  survey: "survey",
  measured: "measured",
};

/** Events that are inputs of an index. */
const INPUTS: ReadonlySet<string> = new Set([
  "framework.imported",
  "entities.imported",
  "round.created",
  "panel.created",
  "values.imported",
  "item.finalised",
  "case.decision-approved",
]);

interface RoundInputs {
  readonly entities: Set<string>;
  /** By kind, entity and indicator. */
  readonly reported: Map<string, { readonly entity: string; readonly code: string; readonly value: ScoreValue }>;
  /** By item: the newest decision. */
  readonly decided: Map<string, IndexInput>;
  last: IndexResult | null;
}

class IndexCheck implements ExtraCheck {
  readonly #tally = new CheckTally("index");
  readonly #sha256: Sha256;
  readonly #logged = new LoggedRounds();
  readonly #rounds = new Map<string, RoundInputs>();
  readonly #mergers = new Map<string, Set<string>>();
  #isInputWithheld = false;

  constructor(sha256: Sha256) {
    this.#sha256 = sha256;
  }

  onEntry({ entry, type, act }: DisclosedEntry): void {
    if (type === null) return;
    if (act === null) {
      if (INPUTS.has(type)) this.#isInputWithheld = true;
      if (type === "index.computed") this.#tally.withhold("a result");
      return;
    }
    this.#logged.add(act);
    if (type === "entities.imported") this.#addMergers(act as Act<"entities.imported">);
    else if (type === "panel.created") this.#addEntities(act as Act<"panel.created">);
    else if (type === "values.imported") this.#addReported(act as Act<"values.imported">);
    else if (type === "item.finalised") this.#decide(act, (act as Act<"item.finalised">).value.value);
    else if (type === "case.decision-approved") this.#decide(act, (act as Act<"case.decision-approved">).value.new);
    else if (type === "index.computed") this.#compare(act as Act<"index.computed">, entry.seq);
  }

  finish() {
    return this.#tally.toCheck();
  }

  #getRound(roundId: string | undefined): RoundInputs {
    const key = roundId ?? "";
    const round = this.#rounds.get(key) ?? { entities: new Set(), reported: new Map(), decided: new Map(), last: null };
    this.#rounds.set(key, round);
    return round;
  }

  #addMergers({ value }: Act<"entities.imported">): void {
    for (const { entity, predecessor } of value.mergers) {
      this.#mergers.set(entity, (this.#mergers.get(entity) ?? new Set()).add(predecessor));
    }
  }

  #addEntities({ head, value }: Act<"panel.created">): void {
    const { entities } = this.#getRound(head.round);
    for (const entity of value.entities) entities.add(entity);
  }

  #addReported({ head, value }: Act<"values.imported">): void {
    const { reported } = this.#getRound(head.round);
    const entity = head.entity ?? "";
    for (const row of value.rows) {
      reported.set(`${value.kind}/${entity}/${row.indicator}`, { entity, code: row.indicator, value: row.value });
    }
  }

  #decide({ head }: Act, value: ScoreValue): void {
    const { decided } = this.#getRound(head.round);
    decided.set(head.item ?? "", { entity: head.entity ?? "", code: head.indicator ?? "", value });
  }

  #compare({ head, value }: Act<"index.computed">, seq: number): void {
    const round = this.#getRound(head.round);
    const framework = this.#logged.findFramework(head.round ?? "");
    if (framework === null) return this.#tally.withhold("the framework of a result");
    if (value.calculator !== CALCULATOR_VERSION) return this.#tally.withhold("a calculator of another version");
    const result = this.#compute(framework, round);
    const before = round.last;
    round.last = result;
    const isSame =
      result?.resultHash === value.resultHash &&
      result.frameworkHash === value.frameworkHash &&
      isSameEffect(value.effect, toEffect(before, result, head.entity));
    if (isSame) this.#tally.pass();
    else if (this.#isInputWithheld) this.#tally.withhold("an input of a result");
    else this.#tally.fail(seq, `the index of entry ${seq} is not what its inputs give`);
  }

  #compute(framework: Framework, { entities, reported, decided }: RoundInputs): IndexResult | null {
    const imported = framework.components.flatMap(({ code, source }) =>
      source === "expert"
        ? []
        : [...entities].flatMap((entity) => reported.get(`${COUNTED[source]}/${entity}/${code}`) ?? []),
    );
    const mergers = [...this.#mergers].map(([to, from]): Merger => ({ to, from: [...from].sort() }));
    const inputs = [...imported, ...decided.values()];
    try {
      return computeIndex(framework, { inputs, entities: [...entities].sort(), mergers }, this.#sha256);
    } catch (error) {
      // Inputs that the calculator refuses give no result.
      if (error instanceof RangeError) return null;
      throw error;
    }
  }
}

type Effect = Act<"index.computed">["value"]["effect"];

function toEffect(before: IndexResult | null, after: IndexResult, entity: string | undefined): Effect {
  if (before === null || entity === undefined) return null;
  const [old, now] = [before, after].map((result) => result.entities.find((one) => one.entity === entity));
  return {
    valueBefore: old?.value ?? null,
    valueAfter: now?.value ?? null,
    rankBefore: old?.rank ?? null,
    rankAfter: now?.rank ?? null,
  };
}

function isSameEffect(a: Effect, b: Effect): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.valueBefore === b.valueBefore &&
    a.valueAfter === b.valueAfter &&
    a.rankBefore === b.rankBefore &&
    a.rankAfter === b.rankAfter
  );
}
