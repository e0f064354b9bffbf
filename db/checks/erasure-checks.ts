import type { CheckContext, Problems } from "./check-context.ts";
import { listActs } from "./list-acts.ts";

/** The texts that are gone are those that confirmed erasures name, and no others. */
export async function checkErasures(context: CheckContext): Promise<Problems> {
  const rows = await context.db.selectFrom("ledger_part").select("seq").where("text", "is", null).execute();
  const gone = new Set(rows.map((row) => row.seq));
  const named = new Set((await listActs(context, "erasure.confirmed")).flatMap(({ act }) => act.value.entries));
  return [
    ...[...gone].filter((seq) => !named.has(seq)).map((seq) => `the text of entry ${seq} is gone without an erasure`),
    ...[...named]
      .filter((seq) => !gone.has(seq))
      .map((seq) => `the text of entry ${seq} was erased and is still there`),
  ];
}
