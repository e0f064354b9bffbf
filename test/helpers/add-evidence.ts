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

/** A document of an item, with what an anchor needs. */
export interface TestEvidence {
  readonly id: string;
  readonly sha256: string;
  /** As the product's own extractor read it. */
  readonly text: string;
  readonly extraction: Extraction;
  readonly extractionHash: string;
}

/** The agency submits a sample document as PDF, once for each item; the round is in its submission phase. */
export async function addEvidence(
  services: Services,
  agency: Person,
  items: readonly ItemRow[],
  /** Another PDF than the sample. */
  file?: Uint8Array,
): Promise<Map<string, TestEvidence>> {
  const options = { kind: "ke-hoach", entityNameVi: "Huế", entityKind: "city", year: 2024, seed: 1 } as const;
  const { bytes: sample, meta } = await makeEvidencePdf(options);
  // A long document takes its time where many tests run at once.
  const entityId = items[0]?.entityId ?? "";
  const read = (bytes: Uint8Array) => readAlone(bytes, { cpuMsMax: 120_000 });
  const stored = await storeEvidence(services, file ?? sample, { entityId, read });
  const added = new Map<string, TestEvidence>();
  for (const item of items) {
    const id = `ev.${item.itemId}`;
    const { number, name, abstract, date: issuedOn } = meta;
    await agency.submit({
      type: "evidence.added",
      facts: itemFacts(item),
      ...describeEvidence(stored, { evidence: id, position: 1, number, name, abstract, issuedOn }),
    });
    added.set(item.itemId, { id, ...toAnchorFacts(stored) });
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
  const options = { kind: "ke-hoach", entityNameVi: "Huế", entityKind: "city", year: 2024, seed: 2 } as const;
  const { bytes, meta } = await makeEvidencePdf(options);
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
