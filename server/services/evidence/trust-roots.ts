import { X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Reads the root certificates that signatures of documents have to lead to.
 *
 * @param path - a PEM file with any number of certificates, and any words between them.
 * @returns DER of each; never empty.
 * @throws Error that names the file and what is wrong with it.
 */
export async function readTrustRoots(path: string): Promise<Uint8Array[]> {
  const found = (await readFile(path, "utf8")).match(block) ?? [];
  if (found.length === 0) throw new Error(`trust roots: no certificate in ${path}; put PEM certificates there`);
  return found.map((pem, position) => {
    try {
      return new Uint8Array(new X509Certificate(pem).raw);
    } catch (cause) {
      throw new Error(`trust roots: certificate ${position + 1} of ${path} cannot be read`, { cause });
    }
  });
}
