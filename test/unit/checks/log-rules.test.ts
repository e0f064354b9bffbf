import { describe, expect, test } from "vitest";
import { PhaseRules } from "../../../db/checks/phase-rules.ts";
import { VersionRules } from "../../../db/checks/version-rules.ts";
import type { Act } from "#domain/event/act.ts";

const ITEM = "r1.hue.1.1";

const makeAct = (type: string, head: object = {}, value: object = {}): Act =>
  ({ head: { type, v: 1, actor: "a_0000000000000001", command: "", round: "r1", ...head }, value, text: {} }) as never;

const move = (to: string): Act => makeAct("round.phase-moved", {}, { from: "", to });
const handIn = (supplement: string | null): Act => makeAct("evidence.added", { item: ITEM }, { supplement });
const onItem = (type: string, head: object = {}): Act => makeAct(type, { item: ITEM, ...head });

describe("at most one value per cell and version", () => {
  const check = (acts: readonly Act[]): string[] => {
    const rules = new VersionRules();
    acts.forEach((act, seq) => rules.add(act, seq));
    return rules.problems;
  };

  test("each value follows the one that stands, cell by cell", () => {
    const acts = [
      onItem("score.sealed", { expects: 0 }),
      onItem("score.sealed", { expects: 0, actor: "a_0000000000000002" }),
      onItem("score.withdrawn", { expects: 1 }),
      onItem("score.sealed", { expects: 2 }),
      onItem("score.sealed", { expects: 0, case: "c1" }),
      onItem("item.finalised", { expects: 0 }),
      onItem("case.decision-approved", { expects: 1, case: "c1" }),
    ];
    expect(check(acts)).toEqual([]);
  });

  test.each([
    ["a second first value", [onItem("score.sealed", { expects: 0 }), onItem("score.sealed", { expects: 0 })], 1],
    ["a version left out", [onItem("score.sealed", { expects: 0 }), onItem("score.changed", { expects: 2 })], 1],
    ["a second final score", [onItem("item.finalised", { expects: 0 }), onItem("item.finalised", { expects: 0 })], 1],
    ["a value that follows none", [onItem("score.kept", {})], 0],
  ])("%s is found", (_what, acts, seq) => {
    expect(check(acts)).toEqual([expect.stringContaining(`entry ${seq} `)]);
  });
});

describe("phase rules hold at commit", () => {
  const check = (acts: readonly Act[]): string[] => {
    const rules = new PhaseRules(new Map([[ITEM, "b1"]]));
    acts.forEach((act, seq) => rules.add(act, seq));
    return rules.problems;
  };
  const opened = [move("independent"), onItem("score.sealed"), makeAct("batch.opened", { batch: "b1" })];
  const answered = makeAct("batch.phase-moved", { batch: "b1" }, { to: "response" });

  test("a round in its order has no problem", () => {
    const setup = [makeAct("panel.created"), move("submission"), handIn(null), move("completeness")];
    const after = [onItem("score.changed"), onItem("item.finalised"), answered, onItem("case.opened")];
    const review = onItem("score.sealed", { case: "c1" });
    expect(check([...setup, onItem("evidence-set.frozen"), ...opened, ...after, review])).toEqual([]);
  });

  test("a supplement, and the set that is closed anew, have their place until the panel is done", () => {
    const supplement = ["supplement.requested", "supplement.closed", "evidence-set.frozen"].map((type) => onItem(type));
    const kept = [onItem("score.sealed"), ...supplement, handIn("s1"), onItem("score.reaffirmed")];
    const late = [makeAct("batch.opened", { batch: "b1" }), ...supplement, handIn("s2"), onItem("score.kept")];
    expect(check([move("completeness"), ...supplement, move("independent"), ...kept, ...late])).toEqual([]);
  });

  test.each([
    ["a panel in a round that runs", [move("submission"), makeAct("panel.created")]],
    ["evidence after the submission", [move("completeness"), handIn(null)]],
    ["a supplement in the submission", [move("submission"), handIn("s1")]],
    ["a supplement after the panel is done", [...opened, answered, handIn("s1")]],
    ["a request for more after the panel is done", [...opened, answered, onItem("supplement.requested")]],
    ["a set that is closed after the panel is done", [...opened, answered, onItem("evidence-set.frozen")]],
    ["a seal that is kept after the opening", [...opened, onItem("score.reaffirmed")]],
    ["a seal before the round scores", [move("completeness"), onItem("score.sealed")]],
    ["a seal after the opening", [...opened, onItem("score.sealed")]],
    ["a change before the opening", [move("independent"), onItem("score.changed")]],
    ["a final score before the opening", [move("independent"), onItem("item.finalised")]],
    ["a second opening", [...opened, makeAct("batch.opened", { batch: "b1" })]],
    ["a change after the panel is done", [...opened, answered, onItem("score.kept")]],
    ["a case before the response", [...opened, onItem("case.opened")]],
  ])("%s is found", (_what, acts) => {
    expect(check(acts)).toEqual([expect.stringContaining(`entry ${acts.length - 1}, `)]);
  });
});
