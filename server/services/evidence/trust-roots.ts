import { X509Certificate } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

const block = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * Reads the root certificates that signatures of documents have to lead to.
 *
 * @param path - a PEM file with any number of certificates, and any words between them; or a folder of such files, of
 *   which those ending in `.pem`, `.crt` or `.cer` are read.
 * @returns DER of each; never empty.
 * @throws Error that names the file and what is wrong with it.
 */
export async function readTrustRoots(path: string): Promise<Uint8Array[]> {
  const found = await Promise.all((await listFiles(path)).map(readFileRoots));
  const roots = found.flat();
  if (roots.length === 0) throw new Error(`trust roots: no certificate in ${path}; put PEM certificates there`);
  return roots;
}

async function listFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch((cause: unknown) => {
    throw new Error(`trust roots: ${path} cannot be read`, { cause });
  });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path)).filter((name) => /\.(pem|crt|cer)$/i.test(name));
  return names.sort().map((name) => join(path, name));
}

async function readFileRoots(path: string): Promise<Uint8Array[]> {
  const found = (await readFile(path, "utf8")).match(block) ?? [];
  return found.map((pem, position) => {
    try {
      return new Uint8Array(new X509Certificate(pem).raw);
    } catch (cause) {
      throw new Error(`trust roots: certificate ${position + 1} of ${path} cannot be read`, { cause });
    }
  });
}
