import type { ExtractorOptions } from "./extract-text.ts";
import { openScanReader } from "./scan-reader.ts";
import { readTrustRoots } from "./trust-roots.ts";

/** What an installation has beside the product to read documents with. */
export interface ReadingPlaces {
  /** Root certificates of signatures, a PEM file or a folder of them; null for none. */
  readonly trustRootsPath: string | null;
  /** The program that reads scans; null for none. `isDemanded`: somebody named it, so it has to be there. */
  readonly scanReader: { readonly path: string; readonly isDemanded: boolean } | null;
}

/** @returns what an extractor takes; or what is wrong, one sentence each, with how to mend it. */
export async function loadReading({
  trustRootsPath,
  scanReader,
}: ReadingPlaces): Promise<
  | { readonly ok: true; readonly options: Pick<ExtractorOptions, "trustRoots" | "scanReader"> }
  | { readonly ok: false; readonly issues: readonly string[] }
> {
  const issues: string[] = [];
  const trustRoots = trustRootsPath === null ? [] : await readTrustRoots(trustRootsPath).catch((error: Error) => error);
  if (trustRoots instanceof Error) {
    issues.push(`EVIDENCE_TRUST_ROOTS: ${trustRoots.message}; name a PEM file or a folder of them, or leave it out`);
  }
  const reader = scanReader === null ? null : await openScanReader(scanReader.path);
  if (reader === null && scanReader?.isDemanded === true) {
    issues.push(
      `TESSERACT_PATH: ${scanReader.path} is no tesseract with Vietnamese (vie); ` +
        "install both, or set TESSERACT_PATH=off",
    );
  }
  if (trustRoots instanceof Error || issues.length > 0) return { ok: false, issues };
  return { ok: true, options: { trustRoots, ...(reader === null ? {} : { scanReader: reader }) } };
}
