import { annotationOf } from "../helpers/page-commands.ts";
import { inDays, PASSWORD, type Person, ROUND } from "../helpers/make-round.ts";
import type { RoundServer } from "../helpers/open-round-server.ts";
import { change, finalise, getItem, keep, open, seal } from "../helpers/path-steps.ts";
import type { Role } from "../../server/domain/policy/actor.ts";
import type { ScoreDetail } from "../../server/domain/scoring/choice.ts";
import { submitCommand } from "../../server/services/commands/submit-command.ts";
import { createAccount } from "../../server/services/process/create-account.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";

/** Indicators of Huế whose items stand at each stage. */
export const STAGES = { blind: "4.1", opened: "2.1", final: "5.1", disputed: "1.2" } as const;
export const CASE_ID = "01J9ZZZZZZZZZZZZZZZZZZZZZZ";

const SCORES: Readonly<Record<string, { milliPoints: number } & Partial<ScoreDetail>>> = {
  "1.1": { milliPoints: 20_000, level: 2 },
  "1.2": { milliPoints: 15_000, level: 3 },
  "2.1": { milliPoints: 10_000, level: 2 },
  "2.2": { milliPoints: 5_000, parts: ["1", "3"] },
  "2.3": { milliPoints: 5_000, level: 2 },
  "4.1": { milliPoints: 20_000, level: 3 },
  "5.1": { milliPoints: 10_000, level: 1 },
};

/** Brings the round of `makeRound` to where its pages have something of everything to show. */
export async function makeStages(site: RoundServer): Promise<void> {
  const { services } = site.server;
  const { panel1, officers } = site.round;
  const [first] = panel1.experts as [Person, Person];
  await annotateAndSeal(site, first, STAGES.blind);
  for (const [main, indicators] of [
    ["1", ["1.1", "1.2"]],
    ["2", ["2.1", "2.2", "2.3"]],
    ["5", ["5.1"]],
  ] as const) {
    for (const expert of panel1.experts) {
      for (const indicator of indicators) await annotateAndSeal(site, expert, indicator);
    }
    await open(services, panel1.chair, officers[0], `${ROUND}.p1.m${main}`);
  }
  await change(services, first, { itemId: site.round.itemId("hue", STAGES.opened), milliPoints: 11_000, level: 2 });
  for (const indicator of ["1.1", "1.2", "5.1"]) {
    const itemId = site.round.itemId("hue", indicator);
    for (const expert of panel1.experts) await keep(services, expert, itemId);
    await finalise(services, panel1.chair, itemId);
  }
  await openCase(site);
  await proposeErasure(site);
}

/** Of the one text that waits for no publication: an officer can confirm it. */
async function proposeErasure({ server: { services } }: RoundServer): Promise<void> {
  const account = { login: "dpo", displayName: "dpo", password: PASSWORD, roles: ["dpo"] as Role[], entityId: null };
  const person = { commands: services.commands, now: services.now, ...(await createAccount(services, account)) };
  const value = { entries: [0], identities: [], ground: "no-longer-needed" as const };
  const reason = "Lời này không còn cần cho mục đích đã nêu.";
  await submitCommand(person, { type: "erasure.proposed", facts: {}, value, text: { reason } });
}

async function annotateAndSeal(site: RoundServer, expert: Person, indicator: string): Promise<void> {
  const itemId = site.round.itemId("hue", indicator);
  const evidence = site.evidence.get(itemId);
  if (evidence !== undefined) {
    const annotation = expert.login === "expert1a" ? `01J9AAAAAAAAAAAAAAAAAAAA${toDigits(indicator)}` : null;
    const item = await getItem(site.server.services, itemId);
    const given = { start: 300, end: 380, body: "Nêu rõ chỉ tiêu và hạn." };
    if (annotation !== null) await expert.submit(annotationOf(item, evidence, { annotation, ...given }));
  }
  const score = SCORES[indicator];
  if (score === undefined) throw new RangeError(`no score for ${indicator}`);
  await seal(site.server.services, expert, { itemId, ...score });
}

const toDigits = (indicator: string): string => indicator.replace(".", "");

/** The agency contests, an officer admits and assigns: the reviewer has yet to score. */
async function openCase({ server: { services }, round, hue }: RoundServer): Promise<void> {
  const { officers, agencies, panel2 } = round;
  await officers[0].submit({
    type: "batch.phase-moved",
    facts: { round: ROUND, panel: `${ROUND}.p1`, batch: `${ROUND}.p1.m1` },
    value: { from: "reconciliation", to: "response", dueAt: inDays(services, 5) },
    text: {},
  });
  const facts = { ...itemFacts(await hue(STAGES.disputed)), case: CASE_ID };
  await agencies[0].submit({
    type: "case.opened",
    command: CASE_ID,
    facts: { ...facts, expects: 1 },
    value: { ground: "evidence-overlooked", decisionVersion: 1 },
    text: { claim: "Hội đồng bỏ sót Phụ lục II của nghị quyết." },
  });
  const reason = "Đơn nộp đúng hạn, nêu rõ căn cứ theo quy chế.";
  await officers[0].submit({ type: "case.admitted", facts, value: {}, text: { reason } });
  const subject = panel2.experts[0]?.actorId as string;
  await officers[0].submit({ type: "case.assigned", facts: { ...facts, subject }, value: {}, text: {} });
}
