import { type EvidenceKind, type EvidenceMeta, makeEvidencePdf } from "../../../db/seeds/evidence/make-evidence.ts";
import { lacksEvidence } from "../../../db/seeds/round/panels.ts";
import { getIndicatorTexts } from "../../../db/seeds/round/texts.ts";
import { type ItemRow, listRoundItems } from "../../../db/queries/items.ts";
import { toSafeFileName } from "../../domain/evidence/file-name.ts";
import type { Entity } from "../../domain/framework/entities.ts";
import { itemFacts } from "../../services/commands/item-context.ts";
import { describeEvidence } from "../../services/evidence/describe-evidence.ts";
import { createTextExtractor } from "../../services/evidence/extract-text.ts";
import { type StoredEvidence, storeEvidence } from "../../services/evidence/store-evidence.ts";
import { hashEvidenceSet } from "../../services/process/evidence-set.ts";
import { runStage, type SeedContext, type SeedStart } from "./seed-context.ts";

/** A document of the demo, made, kept and read. */
export interface SeedDocument extends StoredEvidence {
  readonly meta: EvidenceMeta;
}

/** By entity and kind, see `toDocumentKey`. */
export type Documents = ReadonlyMap<string, SeedDocument>;

export const toDocumentKey = (entity: string, kind: EvidenceKind): string => `${entity}/${kind}`;

/** The id of an item's document. @param position - from 1, in the agency's order. */
export const toEvidenceId = (itemId: string, position: number): string => `${itemId}.e${position}`;

const KINDS: readonly EvidenceKind[] = ["nghi-quyet", "ke-hoach", "bao-cao"];
/** Workers that read; the making goes on beside them. */
const EXTRACTORS = 2;

/** Makes three documents for each entity, keeps them and has the product's extractor read them. */
export async function makeDocuments(start: SeedStart, entities: readonly Entity[]): Promise<Documents> {
  const plans = entities.flatMap((entity) => KINDS.map((kind) => ({ entity, kind })));
  const extractors = Array.from({ length: EXTRACTORS }, () => createTextExtractor());
  const documents = new Map<string, SeedDocument>();
  try {
    await Promise.all(
      extractors.map(async (extractor, lane) => {
        for (const { entity, kind } of plans.filter((_, position) => position % EXTRACTORS === lane)) {
          const options = { kind, entityNameVi: entity.name.vi, entityKind: entity.kind, year: start.year, seed: 1 };
          const { bytes, meta } = await makeEvidencePdf(options);
          const stored = await storeEvidence(start.services, bytes, (file) => extractor.read(file));
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
      const fileName = toSafeFileName(`${number.replaceAll("/", "-")}.pdf`);
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
export function listKinds(item: Pick<ItemRow, "entityId" | "indicator">): readonly EvidenceKind[] {
  return lacksEvidence(item.entityId, item.indicator) ? [] : getIndicatorTexts(item.indicator).documents;
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
