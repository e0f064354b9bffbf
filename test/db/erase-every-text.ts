import { PROJECTIONS } from "../../server/services/commands/projections.ts";
import { makePartsReader } from "../../server/services/commands/execute-command.ts";
import { recordSystem } from "../../server/services/commands/record-system.ts";
import { hasText } from "../../server/services/erasure/demand-erasable.ts";
import { assignPseudonym, createAccount } from "../../server/services/process/create-account.ts";
import { readActs } from "../../server/services/process/open-batch.ts";
import type { Services } from "../../server/services/services.ts";
import { makePerson, PASSWORD, ROUND, type TestRound } from "../helpers/make-round.ts";

/** Erases every text of a published round, and the identity behind one seat that nobody sits on. */
export async function eraseEveryText(services: Services, { officers }: TestRound): Promise<void> {
  const login = "dpo";
  const made = await createAccount(services, {
    login,
    displayName: login,
    password: PASSWORD,
    roles: ["dpo"],
    entityId: null,
  });
  const dpo = makePerson(services, login, made);
  const identity = await assignPseudonym(services.ledger, { accountId: made.accountId, roundId: ROUND });
  const heads = await services.database.reader
    .selectFrom("ledger_head")
    .select(["seq", "type"])
    .orderBy("seq")
    .execute();
  const entries = heads.filter(({ type }) => hasText(type)).map(({ seq }) => seq);
  const value = { entries, identities: [identity], ground: "court-order" as const };
  const reason = "Tòa án yêu cầu xóa dữ liệu cá nhân của vòng này.";
  const { seq: proposal } = await officers[0].submit({ type: "erasure.proposed", facts: {}, value, text: { reason } });
  await dpo.submit({ type: "erasure.confirmed", facts: {}, value: { proposal, ...value }, text: {} });
}

/** No command publishes a round yet: the entry is made as one would make it. */
export async function publishRound({ ledger, vault, now }: Services): Promise<void> {
  await ledger.run(async (trx) => {
    const event = {
      type: "round.phase-moved" as const,
      facts: { round: ROUND },
      value: { from: "independent" as const, to: "published" as const },
      text: {},
    };
    const place = await recordSystem({ ledger, trx, now: now() }, event);
    const readParts = makePartsReader(trx, vault);
    const [act] = await readActs({ readParts }, [place.seq]);
    if (act === undefined) throw new RangeError("no act");
    await PROJECTIONS.get(event.type)?.({ trx, readParts, ...place }, act);
  });
}
