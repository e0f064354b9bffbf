import { expect, test } from "vitest";
import { createCheckpointPublisher } from "../../server/services/ledger/checkpoint-publisher.ts";
import { openTestDatabase } from "../helpers/open-test-database.ts";
import { until } from "../helpers/until.ts";
import { openFaulty } from "./faulty-database.ts";

test("a checkpoint that found no room on the disk is published later, also when nothing new is signed", async () => {
  const database = await openFaulty(await openTestDatabase("sqlite"));
  const signed = { size: 1, note: "a note" };
  const options = { signed: () => signed, lock: null, now: () => new Date(), everyMs: 10 };
  const publisher = createCheckpointPublisher(database, options);
  database.arm({ at: 2, when: "before", code: "SQLITE_FULL" });
  publisher.touch();
  await until(() => database.count() >= 2);
  expect(await until(() => publisher.find())).toEqual(signed);
  await publisher.close();
});
