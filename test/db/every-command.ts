import { itemFacts } from "../../server/services/commands/item-context.ts";
import type { ItemRow } from "../../db/queries/items.ts";
import { listPanelItems } from "../../db/queries/items.ts";
import { toMentions } from "../../server/domain/event/annotation-events.ts";
import type { Services } from "../../server/services/services.ts";
import { EMPTY_CHOICE, NO_DETAIL } from "../../server/domain/scoring/choice.ts";
import { hashEvidenceSet } from "../../server/services/process/evidence-set.ts";
import { addEvidence, addVersion, type TestEvidence } from "../helpers/add-evidence.ts";
import { thinkAgain } from "../helpers/change-round.ts";
import { inDays, makeRound, type Person, ROUND, type Setup, type TestRound } from "../helpers/make-round.ts";
import { annotationOf, withdrawalOf } from "../helpers/page-commands.ts";
import { change, finalise, getItem, keep, open, points, seal } from "../helpers/path-steps.ts";
import { assignEverything, changeLate } from "./assign-everything.ts";
import { CLAIM, PROPOSAL_WORDS, REVIEW_WORDS } from "./make-review.ts";

const FIRST_CASE = "01J9ZZZZZZZZZZZZZZZZZZZZZA";
const SECOND_CASE = "01J9ZZZZZZZZZZZZZZZZZZZZZB";
const REASON = "Đơn nộp đúng hạn, nêu rõ căn cứ theo quy chế.";
const BATCH = { round: ROUND, panel: `${ROUND}.p1`, batch: `${ROUND}.p1.m1` };

/** A round from its imports to a decided case in which every command of the catalogue is given at least once. */
export async function giveEveryCommand(services: Services): Promise<TestRound> {
  let evidence: ReadonlyMap<string, TestEvidence> = new Map();
  const round = await makeRound(services, {
    setUp: (setup) => assignEverything(services, setup),
    evidence: async (setup) => {
      const items = await listPanelItems(services.database.reader, setup.panels[0].id);
      const first = items.filter((item) => item.mainIndex === "1");
      evidence = await addEvidence(services, setup.agencies[0], first);
      await setup.agencies[0].submit({
        type: "evidence.explained",
        facts: itemFacts(first[0] as ItemRow),
        value: { explanation: "giai-trinh-1", supplement: null },
        text: { reason: "Số liệu của quý bốn nằm trong báo cáo gửi kèm." },
      });
      await importEverything(setup);
    },
  });
  const items = [
    await getItem(services, round.itemId("hue", "1.1")),
    await getItem(services, round.itemId("hue", "1.2")),
  ];
  await sealAndMark(services, round, items as [ItemRow, ItemRow], evidence);
  await supplement(services, round, items[0] as ItemRow);
  await thinkAgain(services, round.officers, BATCH.batch);
  await open(services, round.panel1.chair, round.officers[0], BATCH.batch);
  await reconcile(services, round, items);
  await decideCases(services, round);
  await changeLate(services, round);
  await round.officers[0].submit({
    type: "entities.imported",
    facts: {},
    value: { file: "1".repeat(64), entities: [], mergers: [{ entity: "hue", predecessor: "da-nang" }] },
    text: {},
  });
  return round;
}

async function importEverything({ officers, support }: Setup): Promise<void> {
  const file = "0".repeat(64);
  const row = (entity: string, rank: number, value: number) => ({ entity, set: "63", rank, value });
  await officers[0].submit({
    type: "edition.imported",
    facts: {},
    value: { year: 2024, tier: "provincial", file, rows: [row("hue", 1, 7_000), row("da-nang", 2, 6_500)] },
    text: {},
  });
  await support.submit({
    type: "values.imported",
    facts: { round: ROUND, entity: "hue" },
    value: { kind: "survey", provider: "Khảo sát", file, rows: [{ indicator: "1.4", value: points(21_500) }] },
    text: {},
  });
}

/** Seals, one of them taken back and given again, and marks that are revised, answered and removed while private. */
async function sealAndMark(
  services: Services,
  { panel1 }: TestRound,
  items: readonly [ItemRow, ItemRow],
  evidence: ReadonlyMap<string, TestEvidence>,
): Promise<void> {
  const [a, b] = panel1.experts as [Person, Person];
  const [first, second] = items;
  const document = evidence.get(first.itemId) as TestEvidence;
  const mark = (annotation: string, body: string) =>
    annotationOf(first, document, { annotation, start: 20, end: 60, body });
  const created = mark("ghi-chu-1", "Xem lại đoạn này.");
  await a.submit(created);
  await a.submit({
    ...mark("ghi-chu-1", "Đoạn này nêu chỉ tiêu từng năm."),
    type: "annotation.revised",
    facts: { ...created.facts, expects: 1 },
    value: { ...created.value, version: 2 },
  });
  const message = { message: "tra-loi-1", annotation: "ghi-chu-1", mentions: [] };
  await a.submit({
    type: "message.posted",
    facts: created.facts,
    value: message,
    text: { body: "Đã đối chiếu phụ lục." },
  });
  await a.submit({
    type: "message.revised",
    facts: { ...created.facts, expects: 1 },
    value: { ...message, version: 2 },
    text: { body: "Đã đối chiếu phụ lục I." },
  });
  await a.submit(mark("ghi-chu-2", "Ghi nhầm chỗ."));
  const removal = { ...created.facts, expects: 1 };
  await a.submit({ type: "annotation.removed", facts: removal, value: { annotation: "ghi-chu-2" }, text: {} });
  const choice = { ...EMPTY_CHOICE, level: 1 };
  await a.submit({ type: "choice.recorded", facts: itemFacts(first), value: choice, text: {} });
  await seal(services, a, { itemId: first.itemId, milliPoints: 10_000, level: 1 });
  await a.submit(withdrawalOf(first, 1));
  for (const [position, expert] of [a, b].entries()) {
    await seal(services, expert, { itemId: first.itemId, milliPoints: 20_000, level: 2 });
    const milliPoints = 14_000 + 2_000 * position;
    await seal(services, expert, { itemId: second.itemId, milliPoints, level: 3 });
  }
}

/** The support team asks for more, gets a new version, closes the set anew, and those who sealed answer. */
async function supplement(services: Services, round: TestRound, { itemId }: ItemRow): Promise<void> {
  const { support, agencies, panel1 } = round;
  const facts = itemFacts(await getItem(services, itemId));
  const ask = (id: string) =>
    support.submit({
      type: "supplement.requested",
      facts,
      value: { supplement: id, until: inDays(services, 3) },
      text: { reason: "Bản kế hoạch thiếu trang có chữ ký và dấu." },
    });
  await ask("bo-sung-1");
  const replacing = { itemId, replaces: `ev.${itemId}`, supplement: "bo-sung-1" };
  const { id: evidence } = await addVersion(services, agencies[0], replacing);
  await support.submit({ type: "supplement.closed", facts, value: { supplement: "bo-sung-1" }, text: {} });
  const set = await hashEvidenceSet(services.database.reader, itemId);
  await support.submit({ type: "completeness.marked", facts, value: { result: "complete", set }, text: {} });
  await support.submit({ type: "evidence-set.frozen", facts, value: { hash: set }, text: {} });
  const { evidenceSet } = await getItem(services, itemId);
  const [a, b] = panel1.experts as [Person, Person];
  const kept = { ...facts, expects: 3, evidenceSet: evidenceSet as string };
  await a.submit({ type: "score.reaffirmed", facts: kept, value: {}, text: {} });
  const left = { annotation: "ghi-chu-1", version: 2, evidence };
  await a.submit({ type: "annotation.left-on-earlier", facts: { ...facts, expects: 2 }, value: left, text: {} });
  await seal(services, b, { itemId, milliPoints: 20_000, level: 2 });
}

/** The panel talks, one changes, the others keep, the chair finalises, and the agencies are asked. */
async function reconcile(
  services: Services,
  { panel1, officers }: TestRound,
  items: readonly ItemRow[],
): Promise<void> {
  const [a, b] = panel1.experts as [Person, Person];
  const [first, second] = items.map((item) => item.itemId) as [string, string];
  const resolved = { annotation: "ghi-chu-1", resolved: true };
  const facts = itemFacts(items[0] as ItemRow);
  await b.submit({ type: "annotation.resolved", facts, value: resolved, text: {} });
  await discuss(panel1, facts);
  await change(services, a, { itemId: first, milliPoints: 10_000, level: 1 });
  await change(services, b, { itemId: first, milliPoints: 10_000, level: 1 });
  for (const expert of [a, b]) await keep(services, expert, second);
  for (const itemId of [first, second]) await finalise(services, panel1.chair, itemId);
  const opinion = { opinion: "Phụ lục II không nêu nguồn lực để thực hiện." };
  await a.submit({ type: "opinion.recorded", facts: { ...facts, expects: 1, cites: [] }, value: {}, text: opinion });
  await officers[0].submit({
    type: "batch.phase-moved",
    facts: BATCH,
    value: { from: "reconciliation", to: "response", dueAt: inDays(services, 5) },
    text: {},
  });
}

/** Replies that call on others, an edit that takes one back, and what the chair hides and shows again. */
async function discuss({ chair, experts }: TestRound["panel1"], facts: ReturnType<typeof itemFacts>): Promise<void> {
  const [a, b] = experts as [Person, Person];
  const value = { message: "tra-loi-2", annotation: "ghi-chu-1" };
  const both = toMentions([a.actorId, chair.actorId]);
  await b.submit({
    type: "message.posted",
    facts,
    value: { ...value, mentions: both },
    text: { body: "Mời xem lại." },
  });
  await b.submit({
    type: "message.revised",
    facts: { ...facts, expects: 1 },
    value: { ...value, version: 2, mentions: [a.actorId] },
    text: { body: "Mời đồng chí A xem lại." },
  });
  const hide = async (message: string | null, hidden: boolean): Promise<void> => {
    const said = { annotation: "ghi-chu-1", message, hidden };
    await chair.submit({ type: "annotation.hidden", facts, value: said, text: { reason: REASON } });
  };
  await hide("tra-loi-2", true);
  await hide(null, true);
  await hide(null, false);
}

/** One case that is refused, and one that goes all the way, with a proposal that comes back once. */
async function decideCases(services: Services, round: TestRound): Promise<void> {
  const [officer1, officer2] = round.officers;
  const contest = async (itemId: string, command: string) => {
    const facts = { ...itemFacts(await getItem(services, itemId)), case: command };
    const value = { ground: "evidence-overlooked" as const, decisionVersion: 1 };
    const opening = { ...facts, expects: 1 };
    await round.agencies[0].submit({ type: "case.opened", facts: opening, value, text: { claim: CLAIM }, command });
    return facts;
  };
  const refused = await contest(round.itemId("hue", "1.1"), FIRST_CASE);
  await officer1.submit({ type: "case.refused", facts: refused, value: {}, text: { reason: REASON } });

  const itemId = round.itemId("hue", "1.2");
  const facts = await contest(itemId, SECOND_CASE);
  await officer1.submit({ type: "case.admitted", facts, value: {}, text: { reason: REASON } });
  const reviewer = round.panel2.experts[0] as Person;
  const subject = { ...facts, subject: reviewer.actorId };
  await officer1.submit({ type: "case.assigned", facts: subject, value: {}, text: {} });
  const { rubricHash: rubric, evidenceSet } = await getItem(services, itemId);
  await reviewer.submit({
    type: "score.sealed",
    facts: { ...facts, expects: 0, rubric, evidenceSet: evidenceSet as string, cites: [] },
    value: { value: points(17_000), ...NO_DETAIL, level: 3, confidence: 4 },
    text: { justification: REVIEW_WORDS },
  });
  const expecting = { ...facts, expects: 1 };
  const propose = async (): Promise<number> => {
    const value = { value: points(17_000) };
    const text = { reason: PROPOSAL_WORDS };
    return (await officer1.submit({ type: "case.decision-proposed", facts: expecting, value, text })).seq;
  };
  const proposal = await propose();
  await officer2.submit({ type: "case.decision-returned", facts, value: { proposal }, text: { reason: REASON } });
  const value = { proposal: await propose(), old: points(15_000), new: points(17_000) };
  const approval = { type: "case.decision-approved" as const, facts: expecting, value, text: { reason: "" } };
  const own = officer1.submit(approval);
  await own.then(
    () => Promise.reject(new Error("who proposed may not approve")),
    () => undefined,
  );
  await officer2.submit(approval);
}
