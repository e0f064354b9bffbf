import { beforeAll, describe, expect, test } from "vitest";
import type { AgreementView } from "../../server/services/agreement/agreement-view.ts";
import type { Services } from "../../server/services/services.ts";
import { makeRound, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { change, open, seal } from "../helpers/path-steps.ts";

const PANEL = `${ROUND}.p1`;

describe.each(DIALECTS)("%s: agreement of a panel", (dialect) => {
  let services: Services;
  let round: TestRound;
  let a: Person;
  let b: Person;

  const read = async (person: Person): Promise<AgreementView> =>
    services.pages.agreement({ id: person.accountId, displayName: person.login }, PANEL);
  const offsets = async (person: Person) =>
    (await read(person)).severity.map(({ expert, offset }) => [expert, offset.value?.mean ?? offset.reason]);

  beforeAll(async () => {
    services = await openTestServices(dialect);
    round = await makeRound(services);
    [a, b] = round.panel1.experts as [Person, Person];
    for (const [indicator, own, other, level] of [
      ["1.1", 20_000, 20_000, 2],
      ["1.2", 14_000, 16_000, 3],
    ] as const) {
      await seal(services, a, { itemId: round.itemId("hue", indicator), milliPoints: own, level });
      await seal(services, b, { itemId: round.itemId("hue", indicator), milliPoints: other, level });
    }
  });

  test("is for members and overseers of the panel, and of nothing that is sealed", async () => {
    const { panel1, panel2, officers, auditor, support, agencies, administrator } = round;
    for (const person of [panel1.chair, a, officers[0], auditor]) {
      const view = await read(person);
      expect(view.items).toEqual({ total: expect.any(Number) as number, opened: 0 });
      expect(view.agreement).toMatchObject({ indicators: [], items: [], panel: { itemCount: 0, ratingCount: 0 } });
      expect(view.agreement.panel.alphaInterval).toEqual({ value: null, reason: "no-pair" });
    }
    for (const person of [panel2.chair, panel2.experts[0] as Person, support, agencies[0], administrator]) {
      await expect(read(person)).rejects.toMatchObject({ code: "thing.absent" });
    }
  });

  test("is made from what was sealed, whatever was said and changed since", async () => {
    await open(services, round.panel1.chair, round.officers[0], `${PANEL}.m1`);
    const first = await read(a);
    expect(first.items.opened).toBe(2);
    // Shares 1, 1 and 0.7, 0.8: D_o = 0.02 / 4, D_e = 2 (2 · 0.09 + 2 · 0.04 + 0.01) / 12, α = 1 − D_o / D_e.
    expect(first.agreement.panel.alphaInterval.value?.coefficient).toBeCloseTo(1 - 0.005 / 0.045, 12);
    expect(first.agreement.indicators.map(({ indicator, alphaInterval }) => [indicator, alphaInterval.reason])).toEqual(
      [
        ["1.1", "one-unit"],
        ["1.2", "one-unit"],
      ],
    );
    await change(services, b, { itemId: round.itemId("hue", "1.2"), milliPoints: 14_000 });
    const second = await read(a);
    expect(second.agreement).toEqual(first.agreement);
    expect(second.plan).toEqual(first.plan);
  });

  test("severity is for the chair and the auditor, and each expert's own", async () => {
    const own = [a.actorId, -0.05];
    const other = [b.actorId, 0.05];
    const close = ([expert, mean]: (string | number)[]) => [expert, expect.closeTo(mean as number, 12) as number];
    expect(await offsets(round.panel1.chair)).toEqual([close(own), close(other)]);
    expect(await offsets(round.auditor)).toEqual([close(own), close(other)]);
    expect(await offsets(a)).toEqual([close(own)]);
    expect(await offsets(round.officers[0])).toEqual([]);
  });
});
