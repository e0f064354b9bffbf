import {
  ANNEX_KINDS,
  type AnnexKind,
  type EvidenceKind,
  type EvidenceMeta,
  makeAnnex,
  makeEvidencePdf,
} from "../../../db/seeds/evidence/make-evidence.ts";
import { ASKED, lacksEvidence, SHOWCASE } from "../../../db/seeds/round/panels.ts";
import { getIndicatorTexts } from "../../../db/seeds/round/texts.ts";
import { findSupplementEnd } from "../../../db/seeds/round/schedule.ts";
import { findItem, type ItemRow, listRoundItems } from "../../../db/queries/items.ts";
import { toSafeFileName } from "../../domain/evidence/file-name.ts";
import type { Entity } from "../../domain/framework/entities.ts";
import { itemFacts } from "../../services/commands/item-context.ts";
import { describeEvidence } from "../../services/evidence/describe-evidence.ts";
import { createTextExtractor } from "../../services/evidence/extract-text.ts";
import { type StoredEvidence, storeEvidence } from "../../services/evidence/store-evidence.ts";
import { hashEvidenceSet } from "../../services/process/evidence-set.ts";
import { toItemId } from "../../services/process/set-up-round.ts";
import { runStage, type SeedContext, type SeedStart } from "./seed-context.ts";

/** A document of the demo, made, kept and read. */
export interface SeedDocument extends StoredEvidence {
  readonly meta: EvidenceMeta;
}

/** By entity and kind, see `toDocumentKey`. */
export type Documents = ReadonlyMap<string, SeedDocument>;

export const toDocumentKey = (entity: string, kind: EvidenceKind | AnnexKind): string => `${entity}/${kind}`;

/** The id of an item's document. @param position - from 1, in the agency's order. */
export const toEvidenceId = (itemId: string, position: number): string => `${itemId}.e${position}`;

const SUPPLEMENT_REASON =
  "Báo cáo mới có số liệu ba quý. Đề nghị gửi báo cáo cả năm có chữ ký và dấu, hoặc giải trình vì sao chưa có.";

const KINDS: readonly EvidenceKind[] = ["nghi-quyet", "ke-hoach", "bao-cao"];
/** Those whose item is looked at first have a document of every kind that can be handed in. */
const SHOWN: readonly string[] = [SHOWCASE.discussed, SHOWCASE.blind];

interface DocumentPlan {
  readonly entity: Entity;
  readonly kind: EvidenceKind | AnnexKind;
}

const isAnnex = (kind: DocumentPlan["kind"]): kind is AnnexKind => ANNEX_KINDS.some((annex) => annex === kind);

async function makeDocument({ entity, kind }: DocumentPlan, year: number) {
  const about = { entityNameVi: entity.name.vi, entityKind: entity.kind, year, seed: 1 };
  return isAnnex(kind) ? makeAnnex({ ...about, kind }) : makeEvidencePdf({ ...about, kind });
}

/** Workers that read; the making goes on beside them. */
const EXTRACTORS = 2;

/** Makes the documents of each entity, keeps them and has the product's extractor read them. */
export async function makeDocuments(start: SeedStart, entities: readonly Entity[]): Promise<Documents> {
  const plans = entities.flatMap((entity): DocumentPlan[] => {
    const kinds = SHOWN.includes(entity.id) ? [...KINDS, ...ANNEX_KINDS] : KINDS;
    return kinds.map((kind) => ({ entity, kind }));
  });
  const extractors = Array.from({ length: EXTRACTORS }, () => createTextExtractor());
  const documents = new Map<string, SeedDocument>();
  try {
    await Promise.all(
      extractors.map(async (extractor, lane) => {
        for (const plan of plans.filter((_, position) => position % EXTRACTORS === lane)) {
          const { entity, kind } = plan;
          const { bytes, meta } = await makeDocument(plan, start.year);
          const stored = await storeEvidence(start.services, bytes, {
            entityId: entity.id,
            read: (file) => extractor.read(file),
          });
          documents.set(toDocumentKey(entity.id, kind), { ...stored, meta });
          start.progress("documents", documents.size, plans.length);
        }
      }),
    );
  } finally {
    for (const extractor of extractors) await extractor.close();
  }
  return documents;
}

/** The agencies submit what fits each item; some items stay without a document. */
export async function seedEvidence(context: SeedContext, documents: Documents): Promise<void> {
  const { services, people, roundId } = context;
  const items = await listRoundItems(services.database.reader, roundId);
  const tasks = items.flatMap((item) =>
    listKinds(item).map((kind, place) => () => {
      const document = documents.get(toDocumentKey(item.entityId, kind))!;
      const { number, name, date: issuedOn, abstract } = document.meta;
      const evidence = toEvidenceId(item.itemId, place + 1);
      const fileName = toSafeFileName(number.replaceAll("/", "-"), document.format);
      const said = { evidence, position: place + 1, number, name, abstract, issuedOn, fileName };
      return people.agencies.get(item.entityId)!.submit({
        type: "evidence.added",
        facts: itemFacts(item),
        ...describeEvidence(document, said),
      });
    }),
  );
  await runStage(context, { stage: "evidence", name: "evidence" }, tasks);
}

/** Kinds of documents that an item has, in their order. */
export function listKinds({
  entityId,
  indicator,
}: Pick<ItemRow, "entityId" | "indicator">): readonly (EvidenceKind | AnnexKind)[] {
  if (lacksEvidence(entityId, indicator)) return [];
  const { documents } = getIndicatorTexts(indicator);
  return indicator === SHOWCASE.indicator && SHOWN.includes(entityId) ? [...documents, ...ANNEX_KINDS] : documents;
}

/** The support team finds every item that has a document complete. */
export async function markEvidence(context: SeedContext): Promise<void> {
  const { services, people, roundId } = context;
  const items = (await listRoundItems(services.database.reader, roundId)).filter((item) => listKinds(item).length > 0);
  const tasks = items.map((item) => async () => {
    const set = await hashEvidenceSet(services.database.reader, item.itemId);
    const value = { result: "complete" as const, set };
    return people.support.submit({ type: "completeness.marked", facts: itemFacts(item), value, text: {} });
  });
  await runStage(context, { stage: "marks", name: "completeness marks" }, tasks);
}

/** The support team asks one agency for more on a blind item, until a date that is to come. */
export async function requestSupplement(context: SeedContext): Promise<void> {
  const { services, people, roundId, now } = context;
  const item = await findItem(services.database.reader, toItemId(roundId, ASKED.entity, ASKED.indicator));
  if (item === null) return;
  const value = { supplement: `${item.itemId}.s1`, until: findSupplementEnd(now).toISOString() };
  const ask = () =>
    people.support.submit({
      type: "supplement.requested",
      facts: itemFacts(item),
      value,
      text: { reason: SUPPLEMENT_REASON },
    });
  await runStage(context, { stage: "supplement", name: "supplement" }, [ask]);
}

/** The support team closes the evidence set of every item. */
export async function freezeEvidence(context: SeedContext): Promise<void> {
  const { services, people, roundId } = context;
  const items = await listRoundItems(services.database.reader, roundId);
  const tasks = items.map((item) => async () => {
    const hash = await hashEvidenceSet(services.database.reader, item.itemId);
    return people.support.submit({
      type: "evidence-set.frozen",
      facts: itemFacts(item),
      value: { hash },
      text: {},
    });
  });
  await runStage(context, { stage: "freeze", name: "evidence sets" }, tasks);
}
