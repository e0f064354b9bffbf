import { listMembers } from "../../db/queries/actors.ts";
import { listBlocks } from "../../db/queries/assignments.ts";
import type { ValuePart } from "../../server/domain/event/catalogue.ts";
import type { Services } from "../../server/services/services.ts";
import { type Person, ROUND, type Setup, type TestRound } from "../helpers/make-round.ts";

export const ASSIGNMENT_REASON = { reason: "Chuyên gia này nghỉ dài ngày từ tuần sau." };
const FACTS = { round: ROUND };
const GUEST_BLOCK = { entity: "da-nang", mainIndex: "2" };

/** Every expert of each panel on every block of theirs: what holds without an assignment, said in one. */
export async function makeOwnAssignment(services: Services): Promise<ValuePart<"assignment.accepted">> {
  const db = services.database.reader;
  const experts = (await listMembers(db, ROUND)).filter(({ duty }) => duty === "expert");
  const blocks = (await listBlocks(db, { roundId: ROUND })).map(({ entityId, mainIndex, panelId }) => ({
    entity: entityId,
    mainIndex,
    experts: experts.flatMap((one, at) => (one.panelId === panelId ? [at] : [])),
  }));
  return {
    policy: { expertsPerBlock: 3, versedPerBlock: 0, bridgesPerIndex: 0, guestsPerBridge: 1, mayBorrow: false },
    experts: experts.map(({ actorId }) => ({ actor: actorId, capacity: null, versedIn: [] })),
    blocks,
  };
}

/** Accepts an assignment, adds a guest to one block, and pins a conflict; all of it in the set-up. */
export async function assignEverything(services: Services, { officers, panels }: Setup): Promise<void> {
  const guest = panels[0].experts[0] as Person;
  const value = await makeOwnAssignment(services);
  await officers[0].submit({ type: "assignment.accepted", facts: FACTS, value, text: {} });
  await officers[0].submit({
    type: "assignment.moved",
    facts: { ...FACTS, entity: GUEST_BLOCK.entity, subject: guest.actorId },
    value: { ...GUEST_BLOCK, from: null, to: guest.actorId, proposal: null },
    text: ASSIGNMENT_REASON,
  });
  const other = panels[1].experts[1] as Person;
  await officers[0].submit({
    type: "conflict.pinned",
    facts: { ...FACTS, entity: "hue", subject: other.actorId },
    value: { kind: "advisory", proposal: null },
    text: { reason: "Đã tư vấn cho đơn vị này trong năm trước." },
  });
}

/** Two officers take the guest off again, and the guest says a conflict that one of them pins. */
export async function changeLate(services: Services, { officers, panel1 }: TestRound): Promise<void> {
  const guest = panel1.experts[0] as Person;
  const move = { ...GUEST_BLOCK, from: guest.actorId, to: null };
  const facts = { ...FACTS, entity: GUEST_BLOCK.entity, subject: guest.actorId };
  const proposed = await officers[0].submit({
    type: "assignment.move-proposed",
    facts,
    value: move,
    text: ASSIGNMENT_REASON,
  });
  const moved = { ...move, proposal: proposed.seq };
  await officers[1].submit({ type: "assignment.moved", facts, value: moved, text: ASSIGNMENT_REASON });
  const why = { reason: "Vừa nhận lời làm việc cho đơn vị này." };
  const said = await guest.submit({ type: "conflict.proposed", facts, value: { kind: "employment" }, text: why });
  const pinned = { kind: "employment" as const, proposal: said.seq };
  await officers[0].submit({ type: "conflict.pinned", facts, value: pinned, text: why });
}
