import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { createInterface } from "node:readline";
import { z } from "zod";
import { fromUtf8 } from "../domain/ledger/bytes.ts";
import { parseCheckpoint } from "../domain/ledger/checkpoint.ts";
import { parseEntryBundle } from "../domain/ledger/entry-bundle.ts";
import { type ExportHeader, formatExportLine } from "../domain/ledger/log-export.ts";
import { followKeyChain } from "../domain/ledger/key-chain.ts";
import { parseNote } from "../domain/ledger/signed-note.ts";
import { TILE_WIDTH, tilePath } from "../domain/ledger/tile-path.ts";
import { nodeCrypto } from "../services/hash.ts";
import { InputError } from "./input-error.ts";

/** Most that a dossier can have: it is of one item, and read whole. */
const DOSSIER_BYTES_MAX = 64 * 1024 * 1024;
const DOSSIER_START = /^\s*\{\s*"kind"\s*:\s*"assay-dossier"/;

/**
 * Text of a file that is a dossier; null when it begins otherwise.
 *
 * @throws InputError when the file cannot be read, or is too large for a dossier.
 */
export async function findDossier(path: string): Promise<string | null> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(256), 0, 256, 0);
      if (!DOSSIER_START.test(buffer.toString("utf8", 0, bytesRead))) return null;
      if ((await file.stat()).size > DOSSIER_BYTES_MAX) throw new Error("too large for a dossier");
      return await file.readFile("utf8");
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new InputError([`${path}: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

/** Lines of an export file. @throws InputError when the file cannot be read. */
export async function* readExportFile(path: string): AsyncIterable<string> {
  const input = createReadStream(path, "utf8");
  try {
    yield* createInterface({ input, crlfDelay: Infinity });
  } catch (error) {
    throw new InputError([`${path}: ${error instanceof Error ? error.message : String(error)}`]);
  }
}

/**
 * A running server's public log, as the lines of an export in which nothing is disclosed.
 *
 * @param base - address of the installation; `/log/…` is below it.
 * @throws InputError when the server does not answer, or answers with what is no log.
 */
export async function* readPublicLog(base: string): AsyncIterable<string> {
  const get = (path: string): Promise<Uint8Array> => fetchBytes(new URL(`log/${path}`, toFolder(base)));
  const key = fromUtf8(await get("key")).trimEnd();
  const note = fromUtf8(await get("checkpoint"));
  const { origin, size } = readCheckpoint(note);
  const header: ExportHeader = {
    kind: "assay-export",
    v: 2,
    log: origin,
    key,
    scope: "public",
    contains: ["every entry that the published checkpoint covers"],
  };
  yield formatExportLine(header);
  for (let first = 0; first < size; first += TILE_WIDTH) {
    const width = Math.min(TILE_WIDTH, size - first);
    const bundle = await get(tilePath("entries", first / TILE_WIDTH, width));
    for (const entry of parseBundle(bundle, first)) yield formatExportLine({ entry: decodeLossily(entry) });
  }
  yield formatExportLine({ checkpoint: note });
}

const rotationSchema = z.object({
  command: z.string(),
  oldKey: z.string(),
  newKey: z.string(),
  signedBy: z.enum(["log-key", "recovery-key"]),
  recoveryKey: z.string().nullable(),
  signature: z.string(),
  newSignature: z.string(),
  nextRecoveryKey: z.string().nullable(),
});
const keysSchema = z.object({ log: z.string(), rotations: z.array(rotationSchema) });

/**
 * The keys that a running server's log has come to from keys that the reader trusts. Rotations that the log's own key
 * signed are followed; one that a recovery key signed needs the entries, which an export has.
 *
 * @returns for each key the newest that it leads to; itself where no rotation that holds ends it.
 * @throws InputError when the server does not answer, or answers with what is no list of keys.
 */
export async function followPublicKeys(base: string, keys: readonly string[]): Promise<string[]> {
  const body = fromUtf8(await fetchBytes(new URL("log/keys", toFolder(base))));
  const parsed = keysSchema.safeParse(parseJson(body));
  if (!parsed.success) throw new InputError(["log/keys is no list of keys"]);
  const { log, rotations } = parsed.data;
  return keys.map(
    (trustedKey) => followKeyChain(nodeCrypto, { log, trustedKey, rotations, recoveryKey: null }) ?? trustedKey,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function toFolder(base: string): string {
  return base.endsWith("/") ? base : `${base}/`;
}

async function fetchBytes(url: URL): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    if (response.ok) return new Uint8Array(await response.arrayBuffer());
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw new InputError([`${url.href}: ${cause instanceof Error ? cause.message : String(cause)}`]);
  }
  throw new InputError([`${url.href}: the server answers ${response.status}`]);
}

const FETCH_TIMEOUT_MS = 60_000;

/** Only to know how much to fetch: the verifier checks signature and size itself. */
function readCheckpoint(note: string): { origin: string; size: number } {
  try {
    return parseCheckpoint(parseNote(note).text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError([`log/checkpoint is no checkpoint: ${error.message}`]);
  }
}

function parseBundle(bundle: Uint8Array, first: number): Uint8Array[] {
  try {
    return parseEntryBundle(bundle);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new InputError([`the bundle of entries from ${first} on does not parse: ${error.message}`]);
  }
}

/** Bytes that are no UTF-8 become others, hash otherwise, and fail where the entry stands. */
function decodeLossily(entry: Uint8Array): string {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(entry);
}
