import { Refusal } from "../../domain/refusal.ts";
import type { PageServices } from "../page-services.ts";
import { findReadableEvidence } from "./find-readable-evidence.ts";

/**
 * The original of a document, hashed again on the way out.
 *
 * @returns the bytes and a file name from the document's number, without characters that a header cannot carry.
 * @throws Refusal as `findReadableEvidence`; `thing.absent` also when the file is gone.
 */
export async function readEvidenceFile(
  services: PageServices,
  account: { id: string },
  evidenceId: string,
): Promise<{ bytes: Uint8Array; fileName: string; sha256: string }> {
  const evidence = await findReadableEvidence(services, account, evidenceId);
  const bytes = await services.content.get(evidence.sha256);
  if (bytes === null) throw new Refusal("thing.absent");
  const name = evidence.number
    .normalize("NFD")
    .replace(/đ/gi, "d")
    .replace(/[^A-Za-z0-9-]+/g, "-");
  return { bytes, fileName: `${name.replace(/^-+|-+$/g, "") || "evidence"}.pdf`, sha256: evidence.sha256 };
}
