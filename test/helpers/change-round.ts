import { findBatch } from "../../db/queries/items.ts";
import type { RoundChange } from "../../server/domain/event/round-events.ts";
import { readFrozenAfter } from "../../server/services/process/change-round.ts";
import type { Services } from "../../server/services/services.ts";
import type { Person, Setup } from "./make-round.ts";

/** One officer proposes a change of a round, the other confirms it. */
export async function changeRound(
  services: Services,
  {
    officers,
    roundId,
    change,
    reason,
  }: { officers: Setup["officers"]; roundId: string; change: RoundChange; reason: string },
) {
  const facts = { round: roundId };
  const { seq: proposal } = await officers[0].submit({
    type: "round.change-proposed",
    facts,
    value: { change },
    text: { reason },
  });
  const frozen = await readFrozenAfter(services.database.reader, roundId, change);
  const value = { proposal, change, frozen };
  return officers[1].submit({ type: "round.change-confirmed", facts, value, text: { reason } });
}

/** An officer proposes another due date of a batch, and the other declines it. */
export async function thinkAgain(services: Services, officers: [Person, Person], batchId: string): Promise<void> {
  const batch = await findBatch(services.database.reader, batchId);
  if (batch === null) throw new RangeError(`no batch ${batchId}`);
  const facts = { round: batch.round_id };
  const later = new Date(Date.parse(batch.due_at) + 10 * 86_400_000).toISOString();
  const change = { kind: "batch-due" as const, batch: batchId, old: batch.due_at, new: later };
  const text = { reason: "Cần thêm thời gian cho lượt mở này." };
  const proposed = { type: "round.change-proposed" as const, facts, value: { change }, text };
  const { seq: proposal } = await officers[0].submit(proposed);
  await officers[1].submit({ type: "round.change-withdrawn", facts, value: { proposal }, text });
}
