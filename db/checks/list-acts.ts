import { type Act, parseParts } from "../../server/domain/event/act.ts";
import type { EventType } from "../../server/domain/event/catalogue.ts";
import { listParts } from "../queries/ledger.ts";
import type { CheckContext } from "./check-context.ts";

/** Acts of one type with their entries, ascending. What does not open or is no act is left to the check of parts. */
export async function listActs<T extends EventType>(
  { db, openParts }: CheckContext,
  type: T,
): Promise<{ seq: number; act: Act<T> }[]> {
  const heads = await db.selectFrom("ledger_head").select("seq").where("type", "=", type).orderBy("seq").execute();
  const acts: { seq: number; act: Act<T> }[] = [];
  for (const { seq } of heads) {
    const [row] = await listParts(db, [seq]);
    if (row === undefined) continue;
    try {
      const { head, value, text } = openParts(row);
      const parsed = parseParts({ head: head.bytes, value: value.bytes, text: text === "erased" ? null : text.bytes });
      if (parsed.ok && parsed.act.head.type === type) acts.push({ seq, act: parsed.act as Act<T> });
    } catch {
      continue;
    }
  }
  return acts;
}
