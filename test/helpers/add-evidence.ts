import { makeEvidencePdf } from "../../db/seeds/evidence/make-evidence.ts";
import type { Extraction } from "../../server/domain/annotation/extraction.ts";
import type { ItemRow } from "../../db/queries/items.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { createTextExtractor } from "../../server/services/evidence/extract-text.ts";
import { hashText } from "../../server/services/hash.ts";
import type { Services } from "../../server/services/services.ts";
import type { Person } from "./make-round.ts";

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
): Promise<Map<string, TestEvidence>> {
  const options = { kind: "ke-hoach", entityNameVi: "Huế", entityKind: "city", year: 2024, seed: 1 } as const;
  const { bytes, meta } = await makeEvidencePdf(options);
  const extractor = createTextExtractor();
  const extraction = await extractor.extract(bytes);
  await extractor.close();
  const { sha256 } = await services.content.put(bytes);
  const document = JSON.stringify(extraction);
  const hash = hashText(document);
  await services.database.writer.run(async (trx) => {
    await trx.insertInto("extraction").values({ sha256, extraction_hash: hash, document }).execute();
  });
  const added = new Map<string, TestEvidence>();
  for (const item of items) {
    const id = `ev.${item.itemId}`;
    const { number, name, abstract } = meta;
    await agency.submit({
      type: "evidence.added",
      facts: itemFacts(item),
      value: {
        evidence: id,
        position: 1,
        sha256,
        issuedOn: meta.date,
        pageCount: extraction.pageCount,
        extraction: hash,
      },
      text: { number, name: name.normalize("NFC"), abstract: abstract.normalize("NFC") },
    });
    added.set(item.itemId, { id, sha256, text: extraction.text, extraction, extractionHash: hash });
  }
  return added;
}
