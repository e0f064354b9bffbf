import { beforeAll, describe, expect, test } from "vitest";
import { verifyDossier } from "#domain/ledger/verify-dossier.ts";
import { readDossierPage } from "../../server/services/dossier/read-dossier-page.ts";
import { nodeCrypto } from "../../server/services/hash.ts";
import type { Services } from "../../server/services/services.ts";
import { makeRound, type Person, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { openFirstBatch } from "../helpers/path-steps.ts";

describe.each(DIALECTS)("%s: the dossier as a page", (dialect) => {
  let services: Services;
  let round: TestRound;
  let itemId: string;

  const read = (person: Person) => readDossierPage(services, { id: person.accountId }, { itemId });

  beforeAll(async () => {
    services = await openTestServices(dialect);
    round = await makeRound(services);
    itemId = round.itemId("hue", "1.1");
    await openFirstBatch(services, round);
  });

  test("says in words what its entries disclose, and holds the document that verifies", async () => {
    const view = await read(round.auditor);
    expect(view).toMatchObject({ value: { state: "number", milliPoints: 20_000 }, state: "final" });
    expect(view.lines.map(({ type }) => type)).toEqual([
      "evidence-set.frozen",
      "score.sealed",
      "score.sealed",
      "batch.opened",
      "score.kept",
      "score.kept",
      "item.finalised",
      "index.computed",
    ]);
    expect(view.lines.map(({ seq }) => seq)).toEqual(view.lines.map(({ seq }) => seq).sort((a, b) => a - b));
    expect(view.lines[1]).toMatchObject({ actor: { role: "expert", letter: "A" }, reason: expect.any(String) });
    expect(view.lines[6]?.change?.new).toEqual({ state: "number", milliPoints: 20_000 });
    const { verdict, checks } = verifyDossier(nodeCrypto, view.dossier, {
      verifierKey: services.ledger.verifierKey,
    });
    expect({ verdict, failed: checks.filter(({ failed }) => failed !== null) }).toEqual({
      verdict: "passed",
      failed: [],
    });
  });

  test("is there for those who may read the final score, and for nobody else", async () => {
    await expect(read(round.panel1.experts[0] as Person)).resolves.toMatchObject({ state: "final" });
    for (const person of [round.agencies[1], round.panel2.chair, round.administrator]) {
      await expect(read(person)).rejects.toMatchObject({ code: "thing.absent" });
    }
    await expect(read(round.agencies[0])).rejects.toMatchObject({ code: expect.stringMatching(/absent|forbidden/) });
    itemId = round.itemId("hue", "1.2");
    await expect(read(round.auditor)).rejects.toMatchObject({ code: "thing.absent" });
    itemId = round.itemId("hue", "1.1");
  });
});
