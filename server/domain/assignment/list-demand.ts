import { ASSIGNMENT_PRICES, type AssignmentBlock, type AssignmentProblem } from "./assignment-problem.ts";
import { type DemandClass, groupAlike, listConflicted, listPanelExperts, type PlaceGroup } from "./demand-classes.ts";

export interface Demand {
  readonly classes: readonly DemandClass[];
  /** Places of the blocks that other panels score as well. */
  readonly bridges: ReadonlySet<number>;
}

/** What places there are to fill, and by whom. */
export function listDemand(problem: AssignmentProblem): Demand {
  const rules = new DemandRules(problem);
  const all = problem.blocks.map((_block, at) => at);
  const home = groupAlike(problem, all, rules.conflicted).map((blocks) => rules.makeHomeClass(blocks));
  const bridges = listBridges(problem, home);
  const bridge = groupAlike(problem, bridges, rules.conflicted).map((blocks) => rules.makeBridgeClass(blocks));
  return { classes: [...home, ...bridge], bridges: new Set(bridges) };
}

/** Of how many panels more than a bridge takes guests of its guests are looked for. */
const SPARE_PANELS = 2;

class DemandRules {
  readonly conflicted: ReadonlyMap<string, readonly number[]>;
  readonly #problem: AssignmentProblem;
  readonly #panels: ReadonlyMap<string, readonly number[]>;

  constructor(problem: AssignmentProblem) {
    this.#problem = problem;
    this.conflicted = listConflicted(problem);
    this.#panels = listPanelExperts(problem);
  }

  /** The panel's own experts; others where conflicts leave too few, and the policy lets them. */
  makeHomeClass(blocks: readonly number[]): DemandClass {
    const block = this.#blockAt(blocks);
    const { mainIndex } = block;
    const { expertsPerBlock, versedPerBlock, mayBorrow } = this.#problem.policy;
    const { borrowed, unversedBlock, unversedPlace, gap: gapPrice } = ASSIGNMENT_PRICES;
    const own = this.#listFree(block, block.panelId);
    const guests = mayBorrow && own.length < expertsPerBlock ? this.#listOthers(block).flat() : [];
    const able = [
      ...own.map((expert) => ({ expert, price: 0 })),
      ...guests.map((expert) => ({ expert, price: borrowed })),
    ];
    const versed = able.filter(({ expert }) => this.#isVersed(expert, mainIndex));
    const others = able.filter(({ expert }) => !this.#isVersed(expert, mainIndex));
    // Versed ones first: each block has its own before the others are dealt out.
    const groups: PlaceGroup[] = [
      { members: versed, perBlockMax: null, priceAbove: null },
      {
        members: others.map(({ expert, price }) => ({ expert, price: price + unversedPlace })),
        perBlockMax: expertsPerBlock - versedPerBlock,
        priceAbove: unversedBlock,
      },
    ];
    const ownFree = own.length;
    return { kind: "home", mainIndex, blocks, placesPerBlock: expertsPerBlock, ownFree, groups, gapPrice };
  }

  /** Guests of the panels that come next, at most one of each: a ring of bridges joins all panels. */
  makeBridgeClass(blocks: readonly number[]): DemandClass {
    const block = this.#blockAt(blocks);
    const { mainIndex } = block;
    const { noGuest: gapPrice, unversedPlace } = ASSIGNMENT_PRICES;
    const toMember = (expert: number) => ({ expert, price: this.#isVersed(expert, mainIndex) ? 0 : unversedPlace });
    const near = this.#problem.policy.guestsPerBridge + SPARE_PANELS;
    const groups = this.#listOthers(block, near).map((experts) => ({
      members: experts.map(toMember),
      perBlockMax: 1,
      priceAbove: null,
    }));
    const placesPerBlock = this.#problem.policy.guestsPerBridge;
    return { kind: "bridge", mainIndex, blocks, placesPerBlock, ownFree: 0, groups, gapPrice };
  }

  #blockAt(blocks: readonly number[]): AssignmentBlock {
    return this.#problem.blocks[blocks[0] as number] as AssignmentBlock;
  }

  #listFree({ entityId }: AssignmentBlock, panelId: string): number[] {
    const conflicted = new Set(this.conflicted.get(entityId));
    return (this.#panels.get(panelId) ?? []).filter((at) => !conflicted.has(at));
  }

  /** Free experts of the panels that come next, around the ring, by panel; of all others without `most`. */
  #listOthers(block: AssignmentBlock, most = Infinity): number[][] {
    const ring = [...this.#panels.keys()];
    const own = ring.indexOf(block.panelId);
    const next = [...ring.slice(own + 1), ...ring.slice(0, Math.max(own, 0))];
    const free = next.map((panelId) => this.#listFree(block, panelId)).filter((experts) => experts.length > 0);
    return free.slice(0, most);
  }

  #isVersed(at: number, mainIndex: string): boolean {
    return this.#problem.experts[at]?.versedIn.includes(mainIndex) === true;
  }
}

/**
 * Which blocks are bridges: of each panel and main index so many, evenly spread over its entities, each main index
 * beginning at another one. Only blocks that the panel itself can fill are: a guest does not stand in for a member
 * there.
 */
function listBridges({ blocks, policy }: AssignmentProblem, home: readonly DemandClass[]): number[] {
  const { bridgesPerIndex, guestsPerBridge, expertsPerBlock } = policy;
  if (bridgesPerIndex === 0 || guestsPerBridge === 0) return [];
  const byIndex = new Map<string, number[]>();
  for (const { ownFree, mainIndex, blocks: alike } of home) {
    if (ownFree < expertsPerBlock) continue;
    const key = JSON.stringify([blocks[alike[0] as number]?.panelId, mainIndex]);
    byIndex.set(key, [...(byIndex.get(key) ?? []), ...alike]);
  }
  return [...byIndex.values()].flatMap((found, turn) => {
    const able = found.sort((a, b) => a - b);
    const count = Math.min(bridgesPerIndex, able.length);
    const step = able.length / count;
    return Array.from({ length: count }, (_one, at) => able[(Math.floor(at * step) + turn) % able.length] as number);
  });
}
