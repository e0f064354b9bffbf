import { expect, test } from "vitest";
import { findBatch } from "../../db/queries/items.ts";
import { makeRound, ROUND } from "../helpers/make-round.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { open } from "../helpers/path-steps.ts";

test("attempts of one person on one thing are one entry a minute, whatever else their commands name", async () => {
  const services = await openTestServices("sqlite");
  const { chair } = (await makeRound(services)).panel1;
  const batch = `${ROUND}.p1.m1`;
  await expect(open(services, chair, chair, batch)).rejects.toMatchObject({ code: "two-persons.same-person" });
  const { proposal_seq: proposal } = (await findBatch(services.database.reader, batch))!;
  for (const made of ["made-up-1", "made-up-2"]) {
    const attempt = chair.submit({
      type: "batch.opened",
      facts: { round: ROUND, panel: `${ROUND}.p1`, batch, case: made },
      value: { proposal: proposal as number, seals: [] },
      text: {},
    });
    await expect(attempt).rejects.toMatchObject({ code: "two-persons.same-person" });
  }
  const heads = services.database.reader.selectFrom("ledger_head").select("seq").where("type", "=", "attempt.refused");
  expect(await heads.execute()).toHaveLength(1);
});
