import { beforeAll, describe, expect, test } from "vitest";
import { findScore } from "../../db/queries/scores.ts";
import { findActor } from "../../db/queries/actors.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { loadFacts } from "../../server/services/feed/load-facts.ts";
import { listNotices } from "../../server/services/feed/list-notices.ts";
import { hashEvidenceSet } from "../../server/services/process/evidence-set.ts";
import { findBatch } from "../../db/queries/items.ts";
import { readBatch } from "../../server/services/process/read-batch.ts";
import { readSubmission } from "../../server/services/submission/read-submission.ts";
import { readSubmissions } from "../../server/services/submission/read-submissions.ts";
import { readWorkbench } from "../../server/services/workbench/read-workbench.ts";
import type { WorkbenchView } from "../../server/services/workbench/workbench-view.ts";
import type { Services } from "../../server/services/services.ts";
import { addEvidence, addVersion } from "../helpers/add-evidence.ts";
import { inDays, makeRound, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { finalise, getItem, keep, open, seal } from "../helpers/path-steps.ts";

const ITEM = `${ROUND}.hue.1.1`;
const OTHER = `${ROUND}.hue.1.2`;
const BATCH = `${ROUND}.p1.m1`;
const REASON = "Bản kế hoạch thiếu trang có chữ ký và dấu.";

describe.each(DIALECTS)("%s: a supplement after the sets were frozen", (dialect) => {
  let services: Services;
  let round: TestRound;
  let experts: readonly [Person, Person];

  const facts = async () => itemFacts(await getItem(services, ITEM));
  const ask = async (supplement: string, until = inDays(services, 3)) =>
    round.support.submit({
      type: "supplement.requested",
      facts: await facts(),
      value: { supplement, until },
      text: { reason: REASON },
    });
  const close = async (supplement: string) =>
    round.support.submit({ type: "supplement.closed", facts: await facts(), value: { supplement }, text: {} });
  const freeze = async () => {
    const hash = await hashEvidenceSet(services.database.reader, ITEM);
    return round.support.submit({ type: "evidence-set.frozen", facts: await facts(), value: { hash }, text: {} });
  };
  const reaffirm = async (person: Person, expects = 1) => {
    const { evidenceSet } = await getItem(services, ITEM);
    const head = { ...(await facts()), expects, evidenceSet: evidenceSet as string };
    return person.submit({ type: "score.reaffirmed", facts: head, value: {}, text: {} });
  };
  const see = async (person: Person): Promise<WorkbenchView> => {
    const query = { itemId: ITEM, caseId: null, evidence: null };
    return (await readWorkbench(services, { id: person.accountId }, query)) as WorkbenchView;
  };
  const batchFor = async (person: Person) => {
    const actor = await findActor(services.database.reader, person.accountId);
    return readBatch(services, actor!, (await findBatch(services.database.reader, BATCH))!);
  };
  const look = (person: Person) => readSubmission(services, toAsking(person), { itemId: ITEM });
  const toAsking = ({ accountId, login }: Person) => ({ id: accountId, displayName: login });

  beforeAll(async () => {
    services = await openTestServices(dialect);
    round = await makeRound(services, {
      evidence: async ({ agencies }) =>
        void (await addEvidence(services, agencies[0], [await getItem(services, ITEM)])),
    });
    experts = round.panel1.experts as [Person, Person];
    for (const expert of experts) {
      await seal(services, expert, { itemId: ITEM, milliPoints: 20_000, level: 2 });
      await seal(services, expert, { itemId: OTHER, milliPoints: 13_000, level: 3 });
    }
  });

  test("nothing can be handed in, and nothing frozen again, until more is asked for", async () => {
    const late = addVersion(services, round.agencies[0], { itemId: ITEM, replaces: `ev.${ITEM}`, supplement: "s1" });
    await expect(late).rejects.toMatchObject({ code: "round.other-phase" });
    await expect(freeze()).rejects.toMatchObject({ code: "evidence.frozen" });
    await expect(ask("s0", "2020-01-01T00:00:00.000Z")).rejects.toMatchObject({ code: "supplement.until-past" });
    expect((await look(round.agencies[0])).add).toBeNull();
  });

  test("only the support team asks, and the agency hears until when", async () => {
    const value = { supplement: "s1", until: inDays(services, 3) };
    const command = { type: "supplement.requested" as const, facts: await facts(), value, text: { reason: REASON } };
    await expect(round.officers[0].submit(command)).rejects.toMatchObject({ code: "action.forbidden" });
    await expect(round.agencies[1].submit(command)).rejects.toMatchObject({ code: "thing.absent" });
    await ask("s1");
    await expect(ask("s2")).rejects.toMatchObject({ code: "supplement.other-state" });
    const view = await look(round.agencies[0]);
    expect(view.state).toBe("asked");
    expect(view.supplements).toMatchObject([{ id: "s1", state: "open", reason: REASON }]);
    expect(view.add).toMatchObject({ supplement: "s1", nextPosition: 2 });
    const list = await readSubmissions(services, toAsking(round.agencies[0]), { entityId: "da-nang" });
    expect(list.entity?.id).toBe("hue");
    expect(list.items.find((item) => item.itemId === ITEM)).toMatchObject({ state: "asked", canAdd: true });
    await expect(look(round.agencies[1])).rejects.toMatchObject({ code: "thing.absent" });
    await expect(look(experts[0])).rejects.toMatchObject({ code: "thing.absent" });
  });

  test("an opening waits for it", async () => {
    await expect(open(services, round.panel1.chair, round.officers[0], BATCH)).rejects.toMatchObject({
      code: "batch.evidence-unsettled",
    });
  });

  test("a new version keeps the old one, and experts see it once the set has it", async () => {
    const wrong = addVersion(services, round.agencies[0], { itemId: ITEM, replaces: "ev.none", supplement: "s1" });
    await expect(wrong).rejects.toMatchObject({ code: "evidence.version-conflict" });
    await addVersion(services, round.agencies[0], { itemId: ITEM, replaces: `ev.${ITEM}`, supplement: "s1" });
    const [document] = (await look(round.support)).documents;
    expect(document).toMatchObject({
      isFrozen: false,
      newest: { replaces: `ev.${ITEM}` },
      earlier: [{ id: `ev.${ITEM}` }],
    });
    expect((await see(experts[0])).evidence.map(({ id }) => id)).toEqual([`ev.${ITEM}`]);
    await expect(freeze()).rejects.toMatchObject({ code: "supplement.other-state" });
    await close("s1");
    await expect(open(services, round.panel1.chair, round.officers[0], BATCH)).rejects.toMatchObject({
      code: "batch.evidence-unsettled",
    });
    await freeze();
    const view = await see(experts[0]);
    expect(view.evidence.map(({ replaces }) => replaces)).toEqual([`ev.${ITEM}`]);
    expect(view.earlierEvidence.map(({ id }) => id)).toEqual([`ev.${ITEM}`]);
    expect(view.own?.isOnEvidenceSet).toBe(false);
  });

  test("a seal given before counts again once its expert keeps or replaces it", async () => {
    expect((await batchFor(round.panel1.chair)).seals).toEqual({ given: 2, due: 4 });
    await expect(open(services, round.panel1.chair, round.officers[0], BATCH)).rejects.toMatchObject({
      code: "batch.seals-missing",
    });
    const kept = await reaffirm(experts[0]);
    const notices = async (person: Person) => {
      const actor = await findActor(services.database.reader, person.accountId);
      const head = { ...(await facts()), type: "score.reaffirmed", v: 1, actor: experts[0].actorId, expects: 1 };
      const act = { head: { ...head, command: kept.command }, value: {}, text: {} } as never;
      const told = await loadFacts(services.database.reader, { seq: kept.seq, act });
      return listNotices(told!, actor!, services.now().toISOString());
    };
    expect(await notices(round.panel1.chair)).toEqual([{ kind: "seal-count", item: ITEM }]);
    expect(await notices(round.agencies[0])).toEqual([]);
    await expect(reaffirm(experts[0])).rejects.toMatchObject({ code: "score.nothing-to-reaffirm" });
    await expect(reaffirm(round.panel1.chair)).rejects.toMatchObject({ code: "action.forbidden" });
    await seal(services, experts[1], { itemId: ITEM, milliPoints: 10_000, level: 1 });
    expect((await batchFor(round.panel1.chair)).seals).toEqual({ given: 4, due: 4 });
    expect((await see(experts[0])).own?.isOnEvidenceSet).toBe(true);
    const score = await findScore(services.database.reader, { itemId: ITEM, actorId: experts[0].actorId });
    expect(score).toMatchObject({ version: 1, state: "sealed", value_state: null });
    await open(services, round.panel1.chair, round.officers[0], BATCH);
  });

  test("after the opening new evidence makes who has spoken silent again", async () => {
    for (const expert of experts) await keep(services, expert, ITEM);
    await ask("s2");
    await round.agencies[0].submit({
      type: "evidence.explained",
      facts: await facts(),
      value: { explanation: "g1", supplement: "s2" },
      text: { reason: "Số liệu quý bốn chỉ có vào tháng ba năm sau." },
    });
    await close("s2");
    await freeze();
    await expect(finalise(services, round.panel1.chair, ITEM)).rejects.toMatchObject({ code: "item.not-ready" });
    expect((await see(experts[0])).explanation?.reason).toContain("quý bốn");
    for (const expert of experts) await keep(services, expert, ITEM);
    // Ten points of range are wide, and the chair says why it may stand.
    await finalise(services, round.panel1.chair, ITEM, "Hai mức khác nhau do cách đọc phụ lục; đã trao đổi kỹ.");
    await expect(ask("s3")).rejects.toMatchObject({ code: "action.forbidden" });
  });
});

describe.each(DIALECTS)("%s: what the support team finds", (dialect) => {
  test("is bound to the set that it looked at", async () => {
    const services = await openTestServices(dialect);
    const seen: string[] = [];
    await makeRound(services, {
      evidence: async ({ agencies, support }) => {
        const item = await getItem(services, ITEM);
        const facts = itemFacts(item);
        const mark = async (result: "complete" | "explanation-accepted", set?: string) => {
          const value = { result, set: set ?? (await hashEvidenceSet(services.database.reader, ITEM)) };
          return support.submit({ type: "completeness.marked", facts, value, text: {} });
        };
        await expect(mark("complete")).rejects.toMatchObject({ code: "action.forbidden" });
        await addEvidence(services, agencies[0], [item]);
        seen.push(await hashEvidenceSet(services.database.reader, ITEM));
        await services.database.writer.run(async (trx) => {
          await trx.updateTable("round").set({ phase: "completeness" }).execute();
        });
        await expect(mark("explanation-accepted")).rejects.toMatchObject({ code: "completeness.no-explanation" });
        await expect(mark("complete", "0".repeat(64))).rejects.toMatchObject({ code: "evidence.set-moved" });
        await mark("complete");
        const view = await readSubmission(services, { id: support.accountId, displayName: "" }, { itemId: ITEM });
        expect(view).toMatchObject({ state: "complete", mark: { result: "complete", isCurrent: true } });
        await services.database.writer.run(async (trx) => {
          await trx.updateTable("round").set({ phase: "submission" }).execute();
        });
      },
    });
    expect(seen[0]).toBe((await getItem(services, ITEM)).evidenceSet);
  });
});
