import type {
  AssignableExpert,
  AssignmentBlock,
  AssignmentPolicy,
  AssignmentProblem,
} from "../../../server/domain/assignment/assignment-problem.ts";

export const POLICY: AssignmentPolicy = {
  expertsPerBlock: 2,
  versedPerBlock: 0,
  bridgesPerIndex: 0,
  guestsPerBridge: 0,
  mayBorrow: false,
};

export const makeExpert = (id: string, over: Partial<AssignableExpert> = {}): AssignableExpert => ({
  id,
  panelId: "p1",
  capacity: 10,
  versedIn: [],
  conflicts: [],
  ...over,
});

/** Every entity × main index of one panel. */
export function makeBlocks(
  entities: readonly string[],
  mainIndices: readonly string[],
  panelId = "p1",
): AssignmentBlock[] {
  return entities.flatMap((entityId) => mainIndices.map((mainIndex) => ({ entityId, mainIndex, panelId })));
}

export interface ProblemSize {
  readonly entities: number;
  readonly mainIndices: number;
  readonly panels: number;
  readonly expertsPerPanel: number;
  readonly expertsPerBlock: number;
}

/**
 * A round of that size, the same each time: every seventh expert has three conflicts, everybody is versed in about a
 * third of the main indices, and takes a seventh more than their fair part.
 */
export function makeLargeProblem(size: ProblemSize): AssignmentProblem {
  const { entities, mainIndices, panels, expertsPerPanel, expertsPerBlock } = size;
  const entityIds = Array.from({ length: entities }, (_one, at) => `e${at}`);
  const indices = Array.from({ length: mainIndices }, (_one, at) => `${at + 1}`);
  const fair = (entities * mainIndices * expertsPerBlock) / (panels * expertsPerPanel);
  const experts = Array.from({ length: panels * expertsPerPanel }, (_one, at) => {
    const panel = at % panels;
    const ofPanel = Math.floor(entities / panels);
    const conflicts = [0, 1, 2].map((turn) => `e${panel + panels * ((at * 5 + turn * 11) % ofPanel)}`);
    return makeExpert(`x${at}`, {
      panelId: `p${panel}`,
      capacity: Math.ceil((fair * 8) / 7),
      versedIn: indices.filter((_index, place) => (place + Math.floor(at / panels)) % 3 === 0),
      conflicts: at % 7 === 0 ? conflicts : [],
    });
  });
  const blocks = entityIds.flatMap((entityId, at) =>
    indices.map((mainIndex) => ({ entityId, mainIndex, panelId: `p${at % panels}` })),
  );
  const policy = { expertsPerBlock, versedPerBlock: 2, bridgesPerIndex: 1, guestsPerBridge: 1, mayBorrow: true };
  return { experts, blocks, policy };
}
