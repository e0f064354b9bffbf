import type { CheckContext, Problems } from "./check-context.ts";

/** A batch is opened by exactly one entry, and its items are blind exactly while it is independent. */
export async function checkPhases({ db }: CheckContext): Promise<Problems> {
  const batches = await db.selectFrom("batch").select(["id", "phase", "opened_seq"]).execute();
  const items = await db
    .selectFrom("item")
    .innerJoin("batch", "batch.id", "item.batch_id")
    .select(["item.id", "item.state", "batch.phase"])
    .execute();
  return [
    ...batches
      .filter((batch) => (batch.phase === "independent") !== (batch.opened_seq === null))
      .map((batch) => `batch ${batch.id} is ${batch.phase}, its opening is entry ${batch.opened_seq ?? "none"}`),
    ...items
      .filter((item) => (item.phase === "independent") !== (item.state === "independent"))
      .map((item) => `item ${item.id} is ${item.state} in a batch that is ${item.phase}`),
  ];
}

/** Nothing that is sealed or private stands in the clear. */
export async function checkSealed({ db }: CheckContext): Promise<Problems> {
  const scores = await db
    .selectFrom("score")
    .select(["item_id", "actor_id"])
    .where("case_id", "=", "")
    .where("state", "in", ["sealed", "withdrawn"])
    .where((where) =>
      where.or([
        where("value_state", "is not", null),
        where("milli_points", "is not", null),
        where("level", "is not", null),
        where("confidence", "is not", null),
        where("justification", "is not", null),
        where("cites", "is not", null),
      ]),
    )
    .execute();
  const annotations = await db
    .selectFrom("annotation")
    .select("id")
    .where("state", "=", "private")
    .where((where) => where.or([where("body", "is not", null), where("anchor", "is not", null)]))
    .execute();
  const messages = await db
    .selectFrom("message")
    .select("id")
    .where("state", "=", "private")
    .where("body", "is not", null)
    .execute();
  return [
    ...scores.map((row) => `the sealed score of ${row.actor_id} on ${row.item_id} stands in the clear`),
    ...annotations.map((row) => `the private annotation ${row.id} stands in the clear`),
    ...messages.map((row) => `the private message ${row.id} stands in the clear`),
  ];
}

/** Final scores of an item are numbered from 1, and the item names the newest. */
export async function checkDecisions({ db }: CheckContext): Promise<Problems> {
  const rows = await db
    .selectFrom("item")
    .leftJoin("decision", "decision.item_id", "item.id")
    .select((select) => [
      "item.id",
      "item.decision_version",
      select.fn.count<number>("decision.version").as("count"),
      select.fn.max("decision.version").as("newest"),
    ])
    .groupBy(["item.id", "item.decision_version"])
    .execute();
  return rows
    .filter(
      ({ decision_version: version, count, newest }) => Number(count) !== version || Number(newest ?? 0) !== version,
    )
    .map((row) => `item ${row.id} names final score ${row.decision_version} of ${row.count}`);
}
