import { describe, expect, test } from "vitest";
import { computeExpertSeverity } from "#domain/agreement/expert-severity.ts";
import { computeGwetAc } from "#domain/agreement/gwet-ac.ts";
import { computeIcc } from "#domain/agreement/intraclass-correlation.ts";
import { computeKendallW } from "#domain/agreement/kendall-w.ts";
import { computeAlpha, computeAlphaInterval } from "#domain/agreement/krippendorff-alpha.ts";
import { computePanelAgreement } from "#domain/agreement/panel-agreement.ts";
import { tabulateRatings } from "#domain/agreement/rating-table.ts";
import { findRubricScale } from "#domain/agreement/rubric-scale.ts";
import { CHECKLIST, makeIndicator, makePanel, RANGE, RATIO, type Short } from "./make-panel.ts";
import { toSeed } from "./make-ratings.ts";

const PLAN = { seed: toSeed(5), resampleCount: 300, level: 0.95 };
const ROWS: Short[][] = [
  [0, 0, 10],
  [10, 10, 10],
  [20, 30, 20],
  [30, 30, 30],
  [20, 20, null],
];
const ROUNDED = { seed: PLAN.seed, resampleCount: 300, definedCount: 300 };

describe("the four states", () => {
  const states: Short[][] = [
    [0, "e", 0],
    [10, "n", "b"],
    ["n", "n", "n"],
    [30, 30, null],
    ["e", 10, 10],
  ];

  test("no evidence is 0, the others are left out and counted", () => {
    const { panel } = computePanelAgreement(makePanel(states), null);
    expect(panel.states).toEqual({
      number: 7,
      noEvidence: 2,
      notApplicable: 4,
      blank: 1,
      missing: 1,
      splitItemCount: 1,
    });
    expect([panel.itemCount, panel.pairableCount, panel.raterCount, panel.ratingCount]).toEqual([4, 3, 3, 9]);
    const asNumbers = makePanel([
      [0, 0, 0],
      [10, null, null],
      [null, null, null],
      [30, 30, null],
      [0, 10, 10],
    ]);
    const other = computePanelAgreement(asNumbers, null).panel;
    expect({ ...panel, states: null }).toEqual({ ...other, states: null });
  });

  test("nothing opened gives reasons only", () => {
    const { panel, indicators, pairs, items } = computePanelAgreement(makePanel([], { experts: ["A", "B"] }), PLAN);
    expect([indicators, items, pairs.length]).toEqual([[], [], 1]);
    const { alphaOrdinal, alphaInterval, ac2, iccSingle, iccAverage, kendallW } = panel;
    expect([alphaOrdinal, alphaInterval, ac2].map(({ reason }) => reason)).toEqual(["no-pair", "no-pair", "no-pair"]);
    expect([iccSingle, iccAverage, kendallW].map(({ reason }) => reason)).toEqual(new Array(3).fill("one-rater"));
  });

  test("one item has a judgement and no coefficient", () => {
    const { panel, items } = computePanelAgreement(makePanel([[0, 0, 30, 30, 15]]), PLAN);
    expect([panel.alphaOrdinal.reason, panel.ac2.reason, panel.iccSingle.reason]).toEqual([
      "one-unit",
      "one-unit",
      "incomplete",
    ]);
    // On 1–9: 1, 1, 5, 9, 9. P30 = 1.8, P70 = 8.2: 6.4 around the middle, above 2.35.
    expect(items[0]!.randUcla.value).toMatchObject({ median: 5, isDisagreement: true, classic: "disagreement" });
    expect(panel.disagreement).toEqual({ judgedCount: 1, byIprasCount: 1, byClassicCount: 1 });
  });
});

test("each number is that of its function on the ratings as shares and levels", () => {
  const { indicators, pairs } = computePanelAgreement(makePanel(ROWS), PLAN);
  const toShares = (rows: Short[][]) =>
    rows.map((row) => row.map((one) => (typeof one === "number" ? one / 30 : null)));
  const levels = ROWS.map((row) => row.map((one) => (typeof one === "number" ? one / 10 : null)));
  const shares = toShares(ROWS);
  const [own] = indicators;
  expect(own!.indicator).toBe("1.1");
  for (const [name, metric] of [
    ["alphaOrdinal", "ordinal"],
    ["alphaInterval", "interval"],
  ] as const) {
    expect(own![name].value!.coefficient).toBe(computeAlpha(tabulateRatings(shares), metric).value!.alpha);
    expect(own![name].value!.interval).toEqual(computeAlphaInterval(tabulateRatings(shares), metric, PLAN));
  }
  const ac2 = computeGwetAc(tabulateRatings(levels, [0, 1, 2, 3]), "ordinal").value!;
  expect(own!.ac2.value).toMatchObject({ coefficient: ac2.coefficient, unitCount: 5, interval: { value: ROUNDED } });
  expect(own!.iccSingle).toEqual(computeIcc(shares, "2,1"));
  expect(own!.iccAverage.value).toMatchObject({ unitCount: 4, droppedCount: 1 });
  expect(own!.kendallW).toEqual(computeKendallW(shares));
  expect(pairs.map(({ experts }) => experts.join(""))).toEqual(["AB", "AC", "BC"]);
  for (const [at, [first, second]] of (
    [
      [0, 1],
      [0, 2],
      [1, 2],
    ] as const
  ).entries()) {
    const two = tabulateRatings(shares.map((row) => [row[first]!, row[second]!]));
    expect(pairs[at]!.alphaInterval.value!.coefficient).toBe(computeAlpha(two, "interval").value!.alpha);
  }
  expect(pairs[0]).toMatchObject({ itemCount: 5, raterCount: 2, ratingCount: 10, states: { number: 10, missing: 0 } });
  expect(computePanelAgreement(makePanel(ROWS), null).panel.alphaOrdinal.value!.interval).toBeNull();
});

test("several indicators: each by itself, together as shares, levels only where all have as many", () => {
  const second = makeIndicator({ code: "1.2", maxMilliPoints: 20_000, rubric: RANGE });
  const rows: Short[][] = [
    [0, 10],
    [0, 5],
    [30, 30],
    [20, 20],
    [10, 10],
    [5, 10],
  ];
  const mixed = makePanel(rows, { indicators: [makeIndicator(), second] });
  const { panel, indicators } = computePanelAgreement(mixed, null);
  expect(indicators.map(({ indicator, itemCount }) => [indicator, itemCount])).toEqual([
    ["1.1", 3],
    ["1.2", 3],
  ]);
  expect(panel.ac2.reason).toBe("mixed-levels");
  // 5 of 20 and 0 of 30 are one level each; 5 and 10 of 20 are two.
  expect(indicators[1]!.ac2.value!.coefficient).toBe(
    computeGwetAc(
      tabulateRatings(
        [
          [0, 0],
          [1, 1],
          [0, 1],
        ],
        [0, 1],
      ),
      "ordinal",
    ).value!.coefficient,
  );
  const ratio = { ...second, code: "1.2", rubric: RATIO };
  expect(computePanelAgreement({ ...mixed, indicators: [makeIndicator(), ratio] }, null).panel.ac2.reason).toBe(
    "no-levels",
  );
});

test("a checklist's categories are the sums that its parts can make", () => {
  const checklist = findRubricScale(makeIndicator({ maxMilliPoints: 8_000, rubric: CHECKLIST }))!;
  expect(checklist.size).toBe(5);
  expect([0, 2_000, 4_000, 6_000, 8_000, 3_000].map(checklist.find)).toEqual([0, 1, 2, 3, 4, null]);
  expect(findRubricScale(makeIndicator({ rubric: null }))).toBeNull();
});

test("an item that does not fit the panel is a slip", () => {
  expect(() => computePanelAgreement(makePanel([[1, 2]], { experts: ["A"] }), null)).toThrow(RangeError);
  const foreign = { ...makePanel([[1, 2]]), indicators: [makeIndicator({ code: "9.9" })] };
  expect(() => computePanelAgreement(foreign, null)).toThrow(RangeError);
});

test("severity compares within items: weak agencies make nobody severe", () => {
  // A and B agree on every item; A also scored two weak ones alone. C gives 3 of 30 less than both.
  const rows: Short[][] = [
    [30, 30, 27],
    [21, 21, 18],
    [24, 24, 21],
    [0, null, null],
    [3, null, "n"],
    [null, "b", null],
  ];
  const [a, b, c] = computeExpertSeverity(makePanel(rows), PLAN);
  expect([a!.sharedItemCount, b!.sharedItemCount, c!.sharedItemCount]).toEqual([3, 3, 3]);
  expect(a!.offset.value!.mean).toBeCloseTo(0.05, 12);
  expect(b!.offset.value!.mean).toBeCloseTo(0.05, 12);
  expect(c!.offset.value!.mean).toBeCloseTo(-0.1, 12);
  expect(c!.offset.value!.interval.value!.high).toBeLessThan(0);
  expect(a!.spread.value!.mean).toBeCloseTo(78 / 30 / 5, 12);
  const [alone, flat, none] = computeExpertSeverity(
    makePanel([
      [3, 6, null],
      [3, null, null],
    ]),
    PLAN,
  );
  expect([alone!.spread.reason, flat!.offset.reason, none!.offset.reason, none!.spread.reason]).toEqual([
    "no-variation",
    "one-unit",
    "no-pair",
    "no-rating",
  ]);
});
