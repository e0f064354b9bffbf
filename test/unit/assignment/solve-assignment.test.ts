import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Assignment, AssignmentProblem } from "../../../server/domain/assignment/assignment-problem.ts";
import { solveAssignment } from "../../../server/domain/assignment/solve-assignment.ts";
import { scaled } from "../../scale.ts";
import { makeBlocks, makeExpert, makeLargeProblem, POLICY } from "./make-problem.ts";
import { canScore, findLeastPrice, priceByHand } from "./price-by-hand.ts";

const ENTITIES = ["a", "b", "c"];
const INDICES = ["1", "2"];

/** Two panels, four experts, at most three blocks: small enough to look at every assignment. */
const problems = fc
  .record({
    experts: fc.array(
      fc.record({
        panelId: fc.constantFrom("p1", "p1", "p2"),
        capacity: fc.integer({ min: 0, max: 4 }),
        versedIn: fc.subarray(INDICES),
        conflicts: fc.subarray(ENTITIES, { maxLength: 1 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    blocks: fc.subarray([...makeBlocks(["a", "b"], INDICES), ...makeBlocks(["c"], INDICES, "p2")], {
      minLength: 1,
      maxLength: 3,
    }),
    expertsPerBlock: fc.integer({ min: 1, max: 2 }),
    versedPerBlock: fc.integer({ min: 0, max: 1 }),
    bridgesPerIndex: fc.integer({ min: 0, max: 1 }),
  })
  .map(({ experts, blocks, expertsPerBlock, versedPerBlock, bridgesPerIndex }): AssignmentProblem => ({
    experts: experts.map((one, at) => makeExpert(`x${at}`, one)),
    blocks,
    policy: { ...POLICY, expertsPerBlock, versedPerBlock, bridgesPerIndex, guestsPerBridge: 1 },
  }));

function splitBlocks({ experts, blocks }: AssignmentProblem, assigned: Assignment) {
  return assigned.blocks.map((one, block) => {
    const isOwn = (expert: number): boolean => experts[expert]?.panelId === blocks[block]?.panelId;
    return { home: one.experts.filter(isOwn), guests: one.experts.filter((expert) => !isOwn(expert)) };
  });
}

const listBridges = ({ blocks }: Assignment): ReadonlySet<number> =>
  new Set(blocks.flatMap(({ isBridge }, at) => (isBridge ? [at] : [])));

describe("solveAssignment", () => {
  test("breaks no rule, costs what it says, and no assignment costs less", () => {
    fc.assert(
      fc.property(problems, (problem) => {
        const found = solveAssignment(problem);
        const bridges = listBridges(found);
        for (const [block, { experts }] of found.blocks.entries()) {
          expect(new Set(experts).size).toBe(experts.length);
          for (const expert of experts) expect(canScore(problem, { expert, block, bridges })).toBe(true);
        }
        for (const [at, { capacity }] of problem.experts.entries())
          expect(found.loads[at]).toBeLessThanOrEqual(capacity);
        expect(priceByHand(problem, splitBlocks(problem, found), bridges)).toBe(found.cost);
        expect(found.bound).toBe(found.cost);
        expect(findLeastPrice(problem, bridges)).toBe(found.cost);
      }),
      { seed: 34, numRuns: scaled({ small: 150, full: 3_000 }) },
    );
  });

  test("fills every place, has a guest on each bridge, and loads by what each takes", () => {
    const problem = makeLargeProblem({
      entities: 34,
      mainIndices: 8,
      panels: 3,
      expertsPerPanel: 7,
      expertsPerBlock: 5,
    });
    const found = solveAssignment(problem);
    expect(found.gaps.filter(({ reason }) => reason !== "unversed")).toEqual([]);
    expect(splitBlocks(problem, found).map(({ guests }) => guests.length)).toEqual(
      found.blocks.map(({ isBridge }) => (isBridge ? 1 : 0)),
    );
    expect(listBridges(found).size).toBe(24);
    expect(Math.max(...found.loads) - Math.min(...found.loads)).toBeLessThanOrEqual(8);
    expect(solveAssignment(problem)).toEqual(found);
  });

  test("who takes twice as much gets twice as much, and every main index alike", () => {
    const experts = [makeExpert("x0", { capacity: 20 }), makeExpert("x1"), makeExpert("x2")];
    const blocks = makeBlocks(["a", "b", "c", "d"], ["1", "2", "3"]);
    const found = solveAssignment({ experts, blocks, policy: { ...POLICY, expertsPerBlock: 1 } });
    expect(found.loads).toEqual([6, 3, 3]);
    const ofFirst = ["1", "2", "3"].map(
      (mainIndex) =>
        found.blocks.filter((one, at) => blocks[at]?.mainIndex === mainIndex && one.experts[0] === 0).length,
    );
    expect(ofFirst).toEqual([2, 2, 2]);
  });

  test("says why a place stays empty", () => {
    const blocks = [
      ...makeBlocks(["a", "b"], ["1"]),
      ...makeBlocks(["c"], ["1"], "p2"),
      ...makeBlocks(["d"], ["1"], "p3"),
    ];
    const experts = [
      makeExpert("x0", { conflicts: ["a"] }),
      makeExpert("x1"),
      makeExpert("y0", { panelId: "p2" }),
      makeExpert("z0", { panelId: "p3", capacity: 0 }),
      makeExpert("z1", { panelId: "p3" }),
    ];
    const found = solveAssignment({ experts, blocks, policy: { ...POLICY, versedPerBlock: 1 } });
    expect(found.gaps).toEqual([
      { block: 0, reason: "conflicts", places: 1 },
      { block: 1, reason: "unversed", places: 1 },
      { block: 2, reason: "panel-too-small", places: 1 },
      { block: 3, reason: "capacity", places: 1 },
    ]);
  });

  test("a conflict is filled up from another panel where that is allowed", () => {
    const blocks = makeBlocks(["a", "b"], ["1"]);
    const experts = [makeExpert("x0", { conflicts: ["a"] }), makeExpert("x1"), makeExpert("y0", { panelId: "p2" })];
    const found = solveAssignment({ experts, blocks, policy: { ...POLICY, mayBorrow: true } });
    expect(found.blocks.map((block) => block.experts)).toEqual([
      [1, 2],
      [0, 1],
    ]);
    expect(found.gaps).toEqual([]);
  });

  test.each([
    ["an expert twice", { experts: [makeExpert("x"), makeExpert("x")] }],
    ["a block twice", { blocks: [...makeBlocks(["a"], ["1"]), ...makeBlocks(["a"], ["1"])] }],
    ["no places", { policy: { ...POLICY, expertsPerBlock: 0 } }],
    ["more versed than places", { policy: { ...POLICY, versedPerBlock: 3 } }],
    ["half a block", { experts: [makeExpert("x", { capacity: 0.5 })] }],
  ])("refuses %s", (_name, over) => {
    const problem = { experts: [makeExpert("x")], blocks: makeBlocks(["a"], ["1"]), policy: POLICY, ...over };
    expect(() => solveAssignment(problem)).toThrow(RangeError);
  });

  test("nothing to assign is nothing assigned", () => {
    expect(solveAssignment({ experts: [], blocks: [], policy: POLICY })).toEqual({
      blocks: [],
      loads: [],
      gaps: [],
      cost: 0,
      bound: 0,
    });
  });
});
