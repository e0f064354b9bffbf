import { browserCrypto } from "#app/live/browser-crypto.ts";
import { toHex } from "#domain/ledger/bytes.ts";
import { CompactRange } from "#domain/ledger/compact-range.ts";
import { parseEntryBundle } from "#domain/ledger/entry-bundle.ts";
import { hashLeaf } from "#domain/ledger/merkle-tree.ts";
import { TILE_WIDTH, tilePath } from "#domain/ledger/tile-path.ts";

/**
 * Downloads every entry below `size`, hashes them from the first on, and computes the root of the tree.
 *
 * @param options.onProgress - entries that are hashed so far.
 * @returns root, hex. @throws Error when the log cannot be reached or a bundle is not one.
 */
export async function recomputeRoot(
  size: number,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (done: number) => void },
): Promise<string> {
  const range = new CompactRange(browserCrypto.sha256);
  for (let bundle = 0; range.size < size; bundle += 1) {
    const width = Math.min(TILE_WIDTH, size - range.size);
    const response = await fetch(`/log/${tilePath("entries", bundle, width)}`, { signal });
    if (!response.ok) throw new Error(`fetch entries ${range.size} and on: status ${response.status}`);
    const entries = parseEntryBundle(new Uint8Array(await response.arrayBuffer()));
    if (entries.length !== width) throw new Error(`entries ${range.size} and on: ${entries.length} of ${width}`);
    for (const entry of entries) range.append(hashLeaf(browserCrypto.sha256, entry));
    onProgress(range.size);
  }
  return toHex(range.computeRoot());
}
