import { makeEvidencePdf } from "../../db/seeds/evidence/make-evidence.ts";
import type { Extraction } from "../../server/domain/annotation/extraction.ts";
import { listEvidence } from "../../db/queries/annotations.ts";
import type { ItemRow } from "../../db/queries/items.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { describeEvidence } from "../../server/services/evidence/describe-evidence.ts";
import { readAlone } from "../../server/services/evidence/extract-text.ts";
import { type StoredEvidence, storeEvidence } from "../../server/services/evidence/store-evidence.ts";
import type { Services } from "../../server/services/services.ts";
import type { Person } from "./make-round.ts";
import { getItem } from "./path-steps.ts";

const SAMPLE = { kind: "ke-hoach", entityNameVi: "Huế", entityKind: "city", year: 2024 } as const;

/** A document of an item, with what an anchor needs. */
export interface TestEvidence {
  readonly id: string;
  readonly sha256: string;
  /** As the product's own extractor read it. */
  readonly text: string;
  readonly extraction: Extraction;
  readonly extractionHash: string;
}

/** Another file than the sample: for all items, or for each indicator that it names. */
export type EvidenceFile = Uint8Array | Readonly<Record<string, Uint8Array>>;

/**
 * The agency submits a sample document as PDF, once for each item, and another one for each further time that the item
 * is named; the round is in its submission phase.
 *
 * @returns the first document of each item by its id, another one by `<item>.<position>`.
 */
export async function addEvidence(
  services: Services,
  agency: Person,
  items: readonly ItemRow[],
  file?: EvidenceFile,
): Promise<Map<string, TestEvidence>> {
  // A long document takes its time where many tests run at once.
  const read = (bytes: Uint8Array) => readAlone(bytes, { cpuMsMax: 120_000 });
  const stored = new Map<Uint8Array | number, StoredEvidence>();
  const added = new Map<string, TestEvidence>();
  for (const [at, item] of items.entries()) {
    const { itemId, entityId } = item;
    const position = items.slice(0, at + 1).filter((one) => one.itemId === itemId).length;
    const { bytes: sample, meta } = await makeEvidencePdf({ ...SAMPLE, seed: position });
    const own = file instanceof Uint8Array ? file : file?.[item.indicator];
    const known = stored.get(own ?? position) ?? (await storeEvidence(services, own ?? sample, { entityId, read }));
    stored.set(own ?? position, known);
    const place = position === 1 ? itemId : `${itemId}.${position}`;
    const id = `ev.${place}`;
    const { number, name, abstract, date: issuedOn } = meta;
    await agency.submit({
      type: "evidence.added",
      facts: itemFacts(item),
      ...describeEvidence(known, { evidence: id, position, number, name, abstract, issuedOn }),
    });
    added.set(place, { id, ...toAnchorFacts(known) });
  }
  return added;
}

/** The agency hands in a new version of a document under an open request. */
export async function addVersion(
  services: Services,
  agency: Person,
  given: { itemId: string; replaces: string; supplement: string },
): Promise<TestEvidence> {
  const { itemId, replaces, supplement } = given;
  const { bytes, meta } = await makeEvidencePdf({ ...SAMPLE, seed: 2 });
  const { entityId } = await getItem(services, itemId);
  const stored = await storeEvidence(services, bytes, { entityId });
  const position = (await listEvidence(services.database.reader, itemId)).length + 1;
  const { number, name, abstract, date: issuedOn } = meta;
  const evidence = `ev.${itemId}.v${position}`;
  const said = { evidence, position, number, name, abstract, issuedOn, replaces, supplement };
  await agency.submit({
    type: "evidence.added",
    facts: itemFacts(await getItem(services, itemId)),
    ...describeEvidence(stored, said),
  });
  return { id: evidence, ...toAnchorFacts(stored) };
}

function toAnchorFacts({ sha256, extraction, extractionHash }: StoredEvidence): Omit<TestEvidence, "id"> {
  return { sha256, text: extraction.text, extraction, extractionHash };
}
