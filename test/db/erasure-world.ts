import { describeTextTarget } from "#domain/annotation/describe-target.ts";
import type { Role } from "#domain/policy/actor.ts";
import { makeEvidencePdf } from "../../db/seeds/evidence/make-evidence.ts";
import type { HeadFacts } from "../../server/domain/event/head.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { submitCommand } from "../../server/services/commands/submit-command.ts";
import { describeEvidence } from "../../server/services/evidence/describe-evidence.ts";
import { storeEvidence, type StoredEvidence } from "../../server/services/evidence/store-evidence.ts";
import { NO_DETAIL } from "../../server/domain/scoring/choice.ts";
import { createAccount } from "../../server/services/process/create-account.ts";
import type { Services } from "../../server/services/services.ts";
import { inDays, makeRound, PASSWORD, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { change, finalise, getItem, keep, open, points, seal } from "../helpers/path-steps.ts";

export const TEXT_NAMES = [
  ...["evidence", "note", "replaced", "seal", "reply", "change", "final"],
  ...["claim", "admission", "rescore", "returned", "proposal"],
] as const;
export type TextName = (typeof TEXT_NAMES)[number];

/** Words that stand in the text of one entry and nowhere else. */
export const wordsOf = (name: TextName): string => `chữ của ${name}, không ai khác viết như thế`;

export interface ErasureWorld {
  readonly round: TestRound;
  readonly dpo: Person;
  readonly itemId: string;
  readonly seqs: Readonly<Record<TextName, number>>;
  /** Approves the case that waits. */
  decideCase(): Promise<void>;
}

/** Somebody with roles of their own. */
export async function makeOfficer(services: Services, login: string, roles: Role[]): Promise<Person> {
  const given = { login, displayName: login, password: PASSWORD, roles, entityId: null };
  const ids = await createAccount(services, given);
  const submitter = { commands: services.commands, now: services.now, ...ids };
  return { login, ...ids, submit: (submission) => submitCommand(submitter, submission) };
}

/** Publishes the round, for which there is no command yet. */
export async function publishRound(services: Services, phase = "published"): Promise<void> {
  await services.database.writer.run((trx) => trx.updateTable("round").set({ phase }).execute());
}

/** A round with every kind of text on one item, whose case waits for the second officer. */
export async function makeErasureWorld(services: Services): Promise<ErasureWorld> {
  const seqs = new Map<TextName, number>();
  const keepSeq = async (name: TextName, submitted: Promise<{ seq: number }>): Promise<void> => {
    seqs.set(name, (await submitted).seq);
  };
  const itemId = `${ROUND}.hue.1.2`;
  const stored = await storeEvidence(services, (await makeEvidencePdf(EVIDENCE)).bytes, { entityId: "hue" });
  const facts = async () => itemFacts(await getItem(services, itemId));
  const round = await makeRound(services, {
    evidence: async ({ agencies }) => {
      await keepSeq(
        "evidence",
        agencies[0].submit({
          type: "evidence.added",
          facts: await facts(),
          ...describeEvidence(stored, {
            evidence: "e1",
            position: 1,
            number: "12/NQ",
            name: wordsOf("evidence"),
            abstract: "Chương trình",
            issuedOn: "2025-01-02",
          }),
        }),
      );
    },
  });
  const { chair, experts } = round.panel1;
  const [a, b] = experts as [Person, Person];
  await keepSeq("note", a.submit(describeNote(stored, await facts())));
  const score = { itemId, milliPoints: 14_000, level: 3 };
  await keepSeq("replaced", seal(services, a, { ...score, justification: wordsOf("replaced") }));
  await keepSeq("seal", seal(services, a, { ...score, justification: wordsOf("seal") }));
  await seal(services, b, { ...score, milliPoints: 15_000 });
  const other = `${ROUND}.hue.1.1`;
  for (const expert of [a, b]) await seal(services, expert, { itemId: other, milliPoints: 10_000, level: 1 });
  await open(services, chair, round.officers[0], `${ROUND}.p1.m1`);
  await keepSeq(
    "reply",
    b.submit({
      type: "message.posted",
      facts: await facts(),
      value: { message: "m1", annotation: "n1", mentions: [] },
      text: { body: wordsOf("reply") },
    }),
  );
  await keepSeq("change", change(services, a, { ...score, milliPoints: 15_000, reason: wordsOf("change") }));
  await keep(services, b, itemId);
  await keepSeq("final", finalise(services, chair, itemId, wordsOf("final")));
  for (const expert of [a, b]) await keep(services, expert, other);
  await finalise(services, chair, other);
  await round.officers[0].submit({
    type: "batch.phase-moved",
    facts: { round: ROUND, panel: `${ROUND}.p1`, batch: `${ROUND}.p1.m1` },
    value: { from: "reconciliation", to: "response", dueAt: inDays(services, 5) },
    text: {},
  });
  const decideCase = await openReview(services, { round, itemId, keepSeq });
  const dpo = await makeOfficer(services, "dpo", ["dpo"]);
  return { round, dpo, itemId, decideCase, seqs: Object.fromEntries(seqs) as Record<TextName, number> };
}

/** A note of the words that the erasure is about, on the document of the item. */
function describeNote(stored: StoredEvidence, facts: HeadFacts) {
  const at = stored.extraction.text.indexOf(QUOTE);
  const stretch = { start: at, end: at + QUOTE.length };
  const { target, text: quoted } = describeTextTarget({ ...stored, id: "e1" }, stored.extraction, stretch);
  return {
    type: "annotation.created" as const,
    facts,
    value: { annotation: "n1", version: 1, kind: "supports" as const, criterion: null, target, mentions: [] },
    text: { ...quoted, body: wordsOf("note") },
  };
}

const QUOTE = "Kinh phí được cân đối từ ngân sách";
const EVIDENCE = { kind: "nghi-quyet", entityNameVi: "Huế", entityKind: "city", year: 2025, seed: 1 } as const;

interface Reviewing {
  readonly round: TestRound;
  readonly itemId: string;
  readonly keepSeq: (name: TextName, submitted: Promise<{ seq: number }>) => Promise<void>;
}

/** A case that was returned once and is proposed again. @returns what approves it. */
async function openReview(services: Services, { round, itemId, keepSeq }: Reviewing): Promise<() => Promise<void>> {
  const { officers, agencies, panel2 } = round;
  const [first, second] = officers;
  const reviewer = panel2.experts[0] as Person;
  const item = await getItem(services, itemId);
  const command = "01J9ZZZZZZZZZZZZZZZZZZZZZZ";
  const facts = { ...itemFacts(item), case: command };
  const expecting = { ...facts, expects: 1 };
  const [old, value] = [points(15_000), points(17_000)];
  const evidenceSet = item.evidenceSet ?? "";
  await keepSeq(
    "claim",
    agencies[0].submit({
      type: "case.opened",
      command,
      facts: expecting,
      value: { ground: "evidence-overlooked", decisionVersion: 1 },
      text: { claim: wordsOf("claim") },
    }),
  );
  await keepSeq(
    "admission",
    first.submit({ type: "case.admitted", facts, value: {}, text: { reason: wordsOf("admission") } }),
  );
  await first.submit({ type: "case.assigned", facts: { ...facts, subject: reviewer.actorId }, value: {}, text: {} });
  await keepSeq(
    "rescore",
    reviewer.submit({
      type: "score.sealed",
      facts: { ...facts, expects: 0, rubric: item.rubricHash, evidenceSet, cites: [] },
      value: { value, ...NO_DETAIL, level: 3, confidence: 4 },
      text: { justification: wordsOf("rescore") },
    }),
  );
  const propose = (reason: string) =>
    first.submit({ type: "case.decision-proposed", facts: expecting, value: { value }, text: { reason } });
  const { seq: returned } = await propose("Đề xuất đầu, sẽ được trả lại để bổ sung.");
  await keepSeq(
    "returned",
    second.submit({
      type: "case.decision-returned",
      facts,
      value: { proposal: returned },
      text: { reason: wordsOf("returned") },
    }),
  );
  const { seq: proposal } = await propose(wordsOf("proposal"));
  await keepSeq("proposal", Promise.resolve({ seq: proposal }));
  return async () => {
    await second.submit({
      type: "case.decision-approved",
      facts: expecting,
      value: { proposal, old, new: value },
      text: { reason: "" },
    });
  };
}
