import { expect, test } from "vitest";
import { solveAssignment } from "../../../server/domain/assignment/solve-assignment.ts";
import { scaled } from "../../scale.ts";
import { makeLargeProblem } from "./make-problem.ts";

const PROVINCES = { entities: 34, mainIndices: 8, panels: 3, expertsPerPanel: 7, expertsPerBlock: 5 };
const COMMUNES = { entities: 3_321, mainIndices: 8, panels: 33, expertsPerPanel: 15, expertsPerBlock: 10 };
/** As if each of fifty indicators were assigned by itself. */
const INDICATORS = { ...COMMUNES, mainIndices: 50 };
const DISTRICT = { ...COMMUNES, entities: 330, panels: 11 };

const SECONDS_MAX = 60;

test.each(scaled({ small: [PROVINCES, DISTRICT], full: [PROVINCES, COMMUNES, INDICATORS] }))(
  "$entities entities × $mainIndices by $expertsPerBlock of $panels panels: under a minute, at the bound",
  { timeout: 300_000 },
  (size) => {
    const problem = makeLargeProblem(size);
    const startedMs = performance.now();
    const { cost, bound, blocks, gaps, loads } = solveAssignment(problem);
    const seconds = (performance.now() - startedMs) / 1_000;
    const heapMb = process.memoryUsage().rss / 2 ** 20;
    process.stdout.write(
      `assignment ${size.entities} × ${size.mainIndices} × ${size.expertsPerBlock}: ${seconds.toFixed(1)} s, ` +
        `gap ${cost - bound}, loads ${Math.min(...loads)}–${Math.max(...loads)}, process ${heapMb.toFixed(0)} MB\n`,
    );
    expect(cost).toBe(bound);
    expect(gaps.filter(({ reason }) => reason !== "unversed")).toEqual([]);
    const isFull = blocks.map(({ experts, isBridge }) => experts.length === size.expertsPerBlock + Number(isBridge));
    expect(isFull).not.toContain(false);
    expect(seconds).toBeLessThan(SECONDS_MAX);
  },
);
