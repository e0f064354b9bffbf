import { beforeAll, describe, expect, test } from "vitest";
import { buildParts } from "#domain/event/act.ts";
import { fromBase64 } from "#domain/ledger/bytes.ts";
import { parseCheckpoint } from "#domain/ledger/checkpoint.ts";
import { verifyConsistency } from "#domain/ledger/merkle-tree.ts";
import { parseNote } from "#domain/ledger/signed-note.ts";
import { ulid } from "ulid";
import { sha256 } from "../../server/services/hash.ts";
import { makeSalts } from "../../server/services/ledger/ledger.ts";
import type { Services } from "../../server/services/services.ts";
import { inDays, makeRound, type Person, ROUND } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";

describe.each(DIALECTS)("%s: a receipt continues what its sender has kept", (dialect) => {
  let services: Services;
  let expert: Person;

  beforeAll(async () => {
    services = await openTestServices(dialect);
    expert = (await makeRound(services)).panel1.experts[0] as Person;
  });

  /** Declares interests anew, from a browser that has kept a log of this size. */
  const send = (keptSize: number | null) => {
    const parts = buildParts({
      type: "interest.declared",
      actor: expert.actorId,
      command: ulid(),
      facts: { round: ROUND, panel: `${ROUND}.p1` },
      value: { conflicts: [], expiresAt: inDays(services, 30) },
      text: {},
    });
    return services.commands.execute(expert.accountId, { parts, salts: makeSalts() }, { keptSize });
  };
  const open = (note: string) => parseCheckpoint(parseNote(note).text);

  test("the proof leads from the kept head to the receipt's, also before that is published", async () => {
    const kept = open((await send(null)).receipt.checkpoint);
    await send(null);
    const { receipt, consistency } = await send(kept.size);
    const head = open(receipt.checkpoint);
    expect(head.size).toBe(kept.size + 2);
    expect(consistency?.from).toBe(kept.size);
    const sizes = { oldSize: kept.size, newSize: head.size, oldRoot: kept.root, newRoot: head.root };
    const proof = (consistency?.proof ?? []).map(fromBase64);
    expect(verifyConsistency(sha256, { ...sizes, proof })).toBe(true);
    expect(verifyConsistency(sha256, { ...sizes, oldRoot: head.root, proof })).toBe(false);
  });

  test("there is none for who has kept nothing, or more than there is", async () => {
    const larger = services.ledger.size() + 100;
    for (const keptSize of [null, 0, larger]) expect((await send(keptSize)).consistency).toBeNull();
  });
});
