import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { findActor } from "../../../db/queries/actors.ts";
import { findCase } from "../../../db/queries/cases.ts";
import { findBatch } from "../../../db/queries/items.ts";
import { findRoundRow } from "../../../db/queries/rounds.ts";
import { parseParts } from "../../domain/event/act.ts";
import type { CommandEnvelope } from "../../domain/event/envelope.ts";
import type { Head, HeadFacts } from "../../domain/event/head.ts";
import type { Refusal } from "../../domain/refusal.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { recordSystem } from "./record-system.ts";

const RULES: ReadonlyMap<string, "two-persons" | "fresh-eyes"> = new Map([
  ["two-persons.same-person", "two-persons"],
  ["fresh-eyes.stake", "fresh-eyes"],
  ["fresh-eyes.reviewer", "fresh-eyes"],
]);

const ONCE_A_MS = 60_000;

/** Records attempts at the two-person and fresh-eyes rules, at most one a minute for each person and thing. */
export function createRefusedAttempts({ ledger, now }: { ledger: Ledger; now: () => Date }) {
  const lastAt = new Map<string, number>();
  return {
    record: async (refusal: Refusal, attempt: { accountId: string; envelope: CommandEnvelope }): Promise<void> => {
      const rule = RULES.get(refusal.code);
      const parsed = parseParts(attempt.envelope.parts);
      if (rule === undefined || !parsed.ok) return;
      const { head } = parsed.act;
      await ledger.run(async (trx) => {
        const actor = await findActor(trx, attempt.accountId);
        if (actor === null) return;
        const place = await findPlace(trx, head);
        const at = now();
        // By our own rows too: what a command names can be made up anew each time.
        const key = `${attempt.accountId}\n${place.case ?? place.batch ?? place.round ?? ""}`;
        if (at.getTime() - (lastAt.get(key) ?? -Infinity) < ONCE_A_MS) return;
        lastAt.set(key, at.getTime());
        const facts = { ...place, cause: head.command, subject: actor.actorId };
        await recordSystem(
          { ledger, trx, now: at },
          { type: "attempt.refused", facts, value: { rule, attempted: head.type }, text: {} },
        );
      });
    },
  };
}

/** What was attempted upon, from our own rows: a refused command may name anything. */
async function findPlace(trx: Transaction, head: Head): Promise<HeadFacts> {
  const row = head.case === undefined ? null : await findCase(trx, head.case);
  if (row !== null) return { round: row.round_id, item: row.item_id, entity: row.entity_id, case: row.id };
  const batch = head.batch === undefined ? null : await findBatch(trx, head.batch);
  if (batch !== null) return { round: batch.round_id, panel: batch.panel_id, batch: batch.id };
  const round = head.round === undefined ? null : await findRoundRow(trx, head.round);
  return round === null ? {} : { round: round.id };
}
