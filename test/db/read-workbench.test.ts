import { beforeAll, describe, expect, test } from "vitest";
import { readWorkbench } from "../../server/services/workbench/read-workbench.ts";
import type { WorkbenchView } from "../../server/services/workbench/workbench-view.ts";
import { makeEvidencePdf } from "../../db/seeds/evidence/make-evidence.ts";
import { describeTextTarget } from "../../server/domain/annotation/describe-target.ts";
import { describeEvidence } from "../../server/services/evidence/describe-evidence.ts";
import { storeEvidence } from "../../server/services/evidence/store-evidence.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import type { Services } from "../../server/services/services.ts";
import { makeRound, type Person, ROUND, type Setup, type TestRound } from "../helpers/make-round.ts";
import { DIALECTS } from "../helpers/open-test-database.ts";
import { openTestServices } from "../helpers/open-test-services.ts";
import { change, getItem, keep, open, points, seal } from "../helpers/path-steps.ts";

const QUOTE = "Kinh phí được cân đối từ ngân sách";
const EVIDENCE = "evidence-1";

describe.each(DIALECTS)("%s: the workbench of an item", (dialect) => {
  let services: Services;
  let round: TestRound;
  let a: Person;
  let b: Person;
  let itemId: string;
  let stored: Awaited<ReturnType<typeof storeEvidence>>;

  const see = async (person: Person, caseId: string | null = null): Promise<WorkbenchView> => {
    const view = await readWorkbench(services, { id: person.accountId }, { itemId, caseId, evidence: null });
    if (view.kind !== "item") throw new Error("barred");
    return view;
  };

  const annotate = async (person: Person, annotation: string, body: string): Promise<void> => {
    const at = stored.extraction.text.indexOf(QUOTE);
    const stretch = { start: at, end: at + QUOTE.length };
    const { target, text } = describeTextTarget({ ...stored, id: EVIDENCE }, stored.extraction, stretch);
    await person.submit({
      type: "annotation.created",
      facts: itemFacts(await getItem(services, itemId)),
      value: { annotation, version: 1, kind: "question", criterion: null, target, mentions: [] },
      text: { ...text, body },
    });
  };

  beforeAll(async () => {
    services = await openTestServices(dialect);
    itemId = `${ROUND}.hue.2.1`;
    const { bytes, meta } = await makeEvidencePdf({
      kind: "nghi-quyet",
      entityNameVi: "Huế",
      entityKind: "city",
      year: 2025,
      seed: 1,
    });
    stored = await storeEvidence(services, bytes, { entityId: "hue" });
    const evidence = async ({ agencies }: Setup): Promise<void> => {
      await agencies[0].submit({
        type: "evidence.added",
        facts: itemFacts(await getItem(services, itemId)),
        ...describeEvidence(stored, { evidence: EVIDENCE, position: 1, ...meta, issuedOn: meta.date }),
      });
    };
    round = await makeRound(services, { evidence });
    [a, b] = round.panel1.experts as [Person, Person];
  });

  test("the draft of a page is looked up once, for its ballot, its room and the list of items", async () => {
    const asked: string[] = [];
    const heard =
      <T>(run: (name: string) => Promise<T>) =>
      (name: string): Promise<T> => {
        asked.push(name);
        return run(name);
      };
    const { look, load, findEpoch, getEpoch } = services.documents;
    const reads = { look: heard(look), load: heard(load), findEpoch: heard(findEpoch), getEpoch: heard(getEpoch) };
    const documents = { ...services.documents, ...reads };
    const [first] = round.panel1.experts;
    const query = { itemId, caseId: null, evidence: null };
    const view = await readWorkbench({ ...services, documents }, { id: first!.accountId }, query);
    expect(view).toMatchObject({ draft: null, draftEpoch: expect.stringMatching(/^[0-9a-f]{24}$/) as string });
    expect(asked.filter((name) => name.startsWith(`draft/${itemId}/`))).toHaveLength(1);
  });

  test("while blind an expert reads their own seal and notes, and of others a count only", async () => {
    await annotate(a, "note-a", "ghi chú kín của A");
    await annotate(b, "note-b", "ghi chú kín của B");
    await seal(services, a, { itemId, milliPoints: 14_000, level: 3, justification: "thuyết minh kín của A" });
    await seal(services, b, { itemId, milliPoints: 8_000, level: 2, justification: "thuyết minh kín của B" });
    const mine = await see(a);
    expect(mine.own).toMatchObject({ state: "sealed", value: points(14_000), justification: "thuyết minh kín của A" });
    expect(mine.notes.map((note) => [note.id, note.number, note.body])).toEqual([["note-a", 1, "ghi chú kín của A"]]);
    expect(mine.notes[0]?.place).toEqual({
      start: stored.extraction.text.indexOf(QUOTE),
      end: stored.extraction.text.indexOf(QUOTE) + QUOTE.length,
    });
    expect(mine.seals).toEqual({ given: 2, due: 2 });
    const sent = JSON.stringify(mine);
    expect(sent).not.toContain("kín của B");
    expect(sent).not.toContain(b.actorId);
    expect(sent).not.toContain("8000");
  });

  test("chair, officer and auditor see counts and evidence while blind, and nothing that was written", async () => {
    for (const person of [round.panel1.chair, round.officers[0], round.auditor]) {
      const view = await see(person);
      expect(view.seals).toEqual({ given: 2, due: 2 });
      expect([view.own, view.reconciliation, view.notes]).toEqual([null, null, []]);
      expect(view.shown).toEqual({ evidenceId: EVIDENCE });
      expect(JSON.stringify(view)).not.toContain("kín của");
    }
  });

  test("another panel and an agency of another entity do not learn that the item exists", async () => {
    for (const person of [round.panel2.chair, round.agencies[1], round.administrator]) {
      await expect(see(person)).rejects.toMatchObject({ code: "thing.absent" });
    }
  });

  test("the item's own agency sees its evidence, and neither counts nor scores", async () => {
    const view = await see(round.agencies[0]);
    expect([view.seals, view.batch, view.list, view.own, view.notes]).toEqual([null, null, null, null, []]);
    expect(view.evidence).toHaveLength(1);
  });

  test("after the opening panel and overseers see scores, reasons and the stream; nobody else", async () => {
    await open(services, round.panel1.chair, round.officers[0], `${ROUND}.p1.m2`);
    await change(services, b, { itemId, milliPoints: 12_500, level: 3 });
    for (const person of [a, round.panel1.chair, round.officers[0], round.auditor]) {
      const { reconciliation, notes, members } = await see(person);
      expect(reconciliation?.scores.map((score) => [score.sealed, score.value])).toEqual(
        expect.arrayContaining([
          [points(14_000), points(14_000)],
          [points(8_000), points(12_500)],
        ]),
      );
      expect(reconciliation?.changes).toMatchObject([{ actorId: b.actorId, old: points(8_000) }]);
      expect(reconciliation?.openQuestions).toBe(2);
      expect(notes.map((note) => note.number)).toEqual([1, 2]);
      expect(members.map((member) => member.letter)).toEqual(["A", "B", "CT"]);
    }
    expect((await see(round.agencies[0])).reconciliation).toBeNull();
  });

  test("a score is kept with citations as it is changed: of notes that are there, as they stand", async () => {
    const hash = (await see(a)).notes.find((note) => note.id === "note-b")?.hash ?? "";
    const cite = { annotation: "note-b", version: 1, hash };
    const lost = keep(services, a, itemId, [{ ...cite, annotation: "gone" }]);
    await expect(lost).rejects.toMatchObject({ code: "cite.absent" });
    await keep(services, a, itemId, [cite]);
    expect((await see(b)).reconciliation?.changes[0]).toMatchObject({ kind: "kept", cites: [cite] });
  });

  test("what each may do next comes with the page", async () => {
    expect((await see(a)).rights).toMatchObject({ canChange: true, canFinalise: false, canSeal: false });
    expect((await see(round.panel1.chair)).rights).toMatchObject({
      canChange: false,
      canFinalise: true,
      canHide: true,
    });
    const rights = Object.values((await see(round.auditor)).rights);
    expect(rights.filter((isGiven) => isGiven)).toEqual([]);
  });
});
