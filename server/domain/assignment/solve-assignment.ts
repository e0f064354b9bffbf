import { type Assignment, ASSIGNMENT_PRICES, type AssignmentProblem, checkProblem } from "./assignment-problem.ts";
import { dealPlaces } from "./deal-places.ts";
import type { DemandClass } from "./demand-classes.ts";
import { explainGaps } from "./explain-gaps.ts";
import { FlowNetwork } from "./flow-network.ts";
import { listDemand } from "./list-demand.ts";
import { findMinCostFlow } from "./min-cost-flow.ts";

/** In how many steps a price rises: for fewer units than steps, each has a price of its own. */
const LOAD_STEPS = 64;
const EVENNESS_STEPS = 8;

/** What one expert gives to one class: how many of its places, in which group. */
export interface ClassShare {
  readonly group: number;
  readonly expert: number;
  readonly places: number;
}

/**
 * Assigns experts to blocks at the least price, exactly.
 *
 * Classes of alike blocks, groups of experts, experts within a main index, and experts are the nodes of a network in
 * which a place is a unit of flow; load and evenness are convex, so each is some arcs of rising price. Conflicts have
 * no arc. A flow of least cost is an assignment of least price, since a class's places can always be dealt out to its
 * blocks.
 *
 * @param onProgress - hears the share of places that are settled, 0–1.
 * @returns the same problem has the same answer. `cost` equals `bound` unless this function is wrong: `bound` is proved
 *   from the dual program, apart from how the flow was found.
 * @throws RangeError when the problem is none: `checkProblem`.
 */
export function solveAssignment(problem: AssignmentProblem, onProgress?: (share: number) => void): Assignment {
  checkProblem(problem);
  const demand = listDemand(problem);
  const plan = new AssignmentNetwork(problem, demand.classes);
  const total = Math.max(1, plan.places);
  const { cost, bound } = findMinCostFlow(plan.network, {
    source: plan.source,
    sink: plan.sink,
    onProgress: (flowed) => onProgress?.(flowed / total),
  });
  const shares = demand.classes.map((_one, at) => plan.listShares(at));
  const experts = problem.blocks.map((): number[] => []);
  for (const [at, one] of demand.classes.entries()) {
    for (const [place, dealt] of dealPlaces(one, shares[at] ?? []).entries()) {
      experts[one.blocks[place] as number]?.push(...dealt);
    }
  }
  const loads = problem.experts.map(() => 0);
  for (const expert of experts.flat()) loads[expert] = (loads[expert] as number) + 1;
  const blocks = experts.map((some, at) => ({
    experts: some.sort((a, b) => a - b),
    isBridge: demand.bridges.has(at),
  }));
  return { blocks, loads, gaps: explainGaps(problem, demand.classes, blocks), cost, bound };
}

class AssignmentNetwork {
  readonly network = new FlowNetwork();
  readonly source: number;
  readonly sink: number;
  places = 0;
  readonly #problem: AssignmentProblem;
  readonly #arcs: { group: number; expert: number; arc: number }[][] = [];
  /** By expert and main index: the node, and how many blocks could come in. */
  readonly #within = new Map<string, { node: number; expert: number; most: number }>();

  constructor(problem: AssignmentProblem, classes: readonly DemandClass[]) {
    this.#problem = problem;
    this.source = this.network.addNode();
    this.sink = this.network.addNode();
    for (const one of classes) this.#addClass(one);
    const experts = problem.experts.map(() => this.network.addNode());
    for (const { node, expert, most } of this.#within.values()) {
      const [to, capacity] = [experts[expert] as number, Math.min(most, this.#capacityOf(expert))];
      this.#addRising({ from: node, to, capacity, price: ASSIGNMENT_PRICES.evenness, steps: EVENNESS_STEPS });
    }
    for (const [expert, from] of experts.entries()) {
      const [to, capacity] = [this.sink, this.#capacityOf(expert)];
      this.#addRising({ from, to, capacity, price: ASSIGNMENT_PRICES.load, steps: LOAD_STEPS });
    }
  }

  /** What the experts give to a class, in the order of its groups, each by expert. */
  listShares(classPlace: number): ClassShare[] {
    return (this.#arcs[classPlace] ?? []).flatMap(({ group, expert, arc }) => {
      const places = this.network.flowOn(arc);
      return places === 0 ? [] : [{ group, expert, places }];
    });
  }

  #addClass(one: DemandClass): void {
    const { network, sink, source } = this;
    const size = one.blocks.length;
    const capacity = size * one.placesPerBlock;
    const node = network.addNode();
    const arcs: { group: number; expert: number; arc: number }[] = [];
    this.#arcs.push(arcs);
    this.places += capacity;
    network.addArc({ from: source, to: node, capacity, price: 0 });
    network.addArc({ from: node, to: sink, capacity, price: one.gapPrice });
    for (const [group, { members, perBlockMax, priceAbove }] of one.groups.entries()) {
      const hub = network.addNode();
      const within = Math.min(capacity, size * (perBlockMax ?? one.placesPerBlock));
      network.addArc({ from: node, to: hub, capacity: within, price: 0 });
      if (priceAbove !== null) network.addArc({ from: node, to: hub, capacity: capacity - within, price: priceAbove });
      for (const { expert, price } of members) {
        const to = this.#addWithin(expert, one.mainIndex, size);
        arcs.push({ group, expert, arc: network.addArc({ from: hub, to, capacity: size, price }) });
      }
    }
  }

  #addWithin(expert: number, mainIndex: string, blocks: number): number {
    const key = `${expert}\n${mainIndex}`;
    const known = this.#within.get(key);
    if (known !== undefined) {
      known.most += blocks;
      return known.node;
    }
    const node = this.network.addNode();
    this.#within.set(key, { node, expert, most: blocks });
    return node;
  }

  /** Arcs whose price rises with the share of the capacity that flows already, from 0 to nearly `price`. */
  #addRising(arc: { from: number; to: number; capacity: number; price: number; steps: number }): void {
    const { from, to, capacity, price, steps } = arc;
    const count = Math.min(steps, capacity);
    for (let at = 0; at < count; at += 1) {
      const start = Math.floor((at * capacity) / count);
      const width = Math.floor(((at + 1) * capacity) / count) - start;
      this.network.addArc({ from, to, capacity: width, price: Math.floor((price * start) / capacity) });
    }
  }

  #capacityOf(expert: number): number {
    return this.#problem.experts[expert]?.capacity ?? 0;
  }
}
