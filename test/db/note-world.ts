import { describeTextTarget } from "#domain/annotation/describe-target.ts";
import type { AnnotationTarget } from "#domain/annotation/target.ts";
import { listEvidence } from "../../db/queries/annotations.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { describeEvidence } from "../../server/services/evidence/describe-evidence.ts";
import { storeEvidence, type StoredEvidence } from "../../server/services/evidence/store-evidence.ts";
import { hashEvidenceSet } from "../../server/services/process/evidence-set.ts";
import type { Services } from "../../server/services/services.ts";
import { readWorkbench } from "../../server/services/workbench/read-workbench.ts";
import type { WorkbenchView } from "../../server/services/workbench/workbench-view.ts";
import { makePdf } from "../helpers/make-pdf.ts";
import { inDays, makeRound, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { getItem } from "../helpers/path-steps.ts";

export const ITEM = `${ROUND}.hue.2.1`;

export interface NoteWorld {
  readonly round: TestRound;
  readonly stored: StoredEvidence;
  see(person: Person): Promise<WorkbenchView>;
  facts(): Promise<ReturnType<typeof itemFacts>>;
  /** A note on words of the first document. */
  quote(person: Person, annotation: string, words: string, mentions?: string[]): Promise<void>;
  /** A note on a target that is given. */
  mark(person: Person, annotation: string, target: AnnotationTarget): Promise<void>;
  reply(person: Person, message: string, given: { annotation: string; mentions?: string[] }): Promise<void>;
  /** A new version of the first document, in the set that is scored on. */
  replace(paragraphs: readonly string[]): Promise<void>;
}

/** A round whose item 2.1 has one document, with what people do to notes on it. */
export async function makeNoteWorld(services: Services, paragraphs: readonly string[]): Promise<NoteWorld> {
  const stored = await storeEvidence(services, await makePdf(paragraphs), { entityId: "hue" });
  const facts = async () => itemFacts(await getItem(services, ITEM));
  const hand = async (agency: Person, file: StoredEvidence, more: object = {}): Promise<void> => {
    const position = (await listEvidence(services.database.reader, ITEM)).length + 1;
    const about = {
      number: "12/NQ",
      name: `Nghị quyết ${position}`,
      abstract: "Tóm tắt văn bản.",
      issuedOn: "2025-01-02",
    };
    const said = { evidence: `e${position}`, position, ...about, ...more };
    await agency.submit({ type: "evidence.added", facts: await facts(), ...describeEvidence(file, said) });
  };
  const round = await makeRound(services, { evidence: ({ agencies }) => hand(agencies[0], stored) });
  const mark: NoteWorld["mark"] = async (person, annotation, target) => {
    const value = { annotation, version: 1, kind: "question" as const, criterion: null, target, mentions: [] };
    const text = { exact: "", prefix: "", suffix: "", body: `ghi chú ${annotation}` };
    await person.submit({ type: "annotation.created", facts: await facts(), value, text });
  };
  return {
    ...{ round, stored, facts, mark },
    see: async (person) => {
      const view = await readWorkbench(
        services,
        { id: person.accountId },
        { itemId: ITEM, caseId: null, evidence: null },
      );
      if (view.kind !== "item") throw new Error("barred");
      return view;
    },
    quote: async (person, annotation, words, mentions = []) => {
      const start = stored.extraction.text.indexOf(words);
      if (start < 0) throw new RangeError(`the document has no «${words}»`);
      const stretch = { start, end: start + words.length };
      const { target, text } = describeTextTarget({ ...stored, id: "e1" }, stored.extraction, stretch);
      await person.submit({
        type: "annotation.created",
        facts: await facts(),
        value: { annotation, version: 1, kind: "question", criterion: null, target, mentions },
        text: { ...text, body: `ghi chú ${annotation}` },
      });
    },
    reply: async (person, message, { annotation, mentions = [] }) => {
      const value = { message, annotation, mentions };
      await person.submit({ type: "message.posted", facts: await facts(), value, text: { body: `lời ${message}` } });
    },
    replace: async (next) => {
      const { support, agencies } = round;
      const file = await storeEvidence(services, await makePdf(next), { entityId: "hue" });
      const value = { supplement: "b1", until: inDays(services, 3) };
      const reason = "Bản đã nộp thiếu phụ lục có chỉ tiêu.";
      await support.submit({ type: "supplement.requested", facts: await facts(), value, text: { reason } });
      await hand(agencies[0], file, { replaces: "e1", supplement: "b1" });
      const closed = { supplement: "b1" };
      await support.submit({ type: "supplement.closed", facts: await facts(), value: closed, text: {} });
      const set = await hashEvidenceSet(services.database.reader, ITEM);
      const complete = { result: "complete" as const, set };
      await support.submit({ type: "completeness.marked", facts: await facts(), value: complete, text: {} });
      await support.submit({ type: "evidence-set.frozen", facts: await facts(), value: { hash: set }, text: {} });
    },
  };
}
