import type { IncomingMessage, ServerResponse } from "node:http";
import { utf8 } from "../domain/ledger/bytes.ts";
import { encodeEntryBundle } from "../domain/ledger/entry-bundle.ts";
import { HASH_BYTES } from "../domain/ledger/merkle-tree.ts";
import { parseTilePath, TILE_WIDTH, type TileName } from "../domain/ledger/tile-path.ts";
import type { Ledger } from "../services/ledger/ledger.ts";
import { answer, type HttpHandler } from "./http-handler.ts";

/** What the endpoints need of the log: nothing that is not public. */
export type PublicLog = Pick<
  Ledger,
  | "verifierKey"
  | "readKeys"
  | "publishedCheckpoint"
  | "readTile"
  | "readEntries"
  | "proveInclusion"
  | "proveConsistency"
>;

interface Answer {
  readonly type: "text/plain; charset=utf-8" | "application/octet-stream" | "application/json";
  readonly body: string | Uint8Array;
  readonly cache: string;
}

const FRESH = "no-cache";
const FOR_EVER = "public, max-age=31536000, immutable";
/** A partial tile never changes either; once the full one is there, nobody asks for it. */
const FOR_A_WEEK = "public, max-age=604800, immutable";

/**
 * The public half of the log, `/log/…`: checkpoint, key, tiles and bundles of C2SP tlog-tiles, and proofs as JSON.
 *
 * Serves exactly what the published checkpoint covers. Entries hold commitments only, so nothing here asks who reads.
 */
export function createLogHandler(log: PublicLog): HttpHandler {
  return async (request, response, url) => {
    if (!url.pathname.startsWith("/log/")) return false;
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.setHeader("Allow", "GET, HEAD");
      answer(response, 405, "the log is read only");
      return true;
    }
    const found = await findAnswer(log, url);
    if (found === null) answer(response, 404, "the published log does not have this");
    else send(request, response, found);
    return true;
  };
}

function send(request: IncomingMessage, response: ServerResponse, { type, body, cache }: Answer): void {
  const bytes = Buffer.from(body);
  response.writeHead(200, {
    "Content-Type": type,
    "Content-Length": bytes.length,
    "Cache-Control": cache,
    // Anybody may check the log from a page of their own.
    "Access-Control-Allow-Origin": "*",
  });
  response.end(request.method === "HEAD" ? undefined : bytes);
}

async function findAnswer(log: PublicLog, url: URL): Promise<Answer | null> {
  const path = url.pathname.slice("/log/".length);
  if (path === "key") return { type: "text/plain; charset=utf-8", body: `${log.verifierKey}\n`, cache: FRESH };
  if (path === "keys") return toJson(await log.readKeys());
  const { size, note } = await log.publishedCheckpoint();
  if (path === "checkpoint") return { type: "text/plain; charset=utf-8", body: note, cache: FRESH };
  if (path === "consistency") return findConsistency(log, url.searchParams, size);
  if (path.startsWith("proof/")) return findInclusion(log, path, { query: url.searchParams, size });
  const name = parseTilePath(path);
  return name === null ? null : findTileAnswer(log, name, size);
}

async function findTileAnswer(log: PublicLog, name: TileName, size: number): Promise<Answer | null> {
  const { level, index, width } = name;
  const count = level === "entries" ? size : Math.floor(size / TILE_WIDTH ** level);
  const first = index * TILE_WIDTH;
  if (first + width > count) return null;
  const cache = width === TILE_WIDTH ? FOR_EVER : FOR_A_WEEK;
  if (level === "entries") {
    const entries = await log.readEntries(first, first + width);
    return { type: "application/octet-stream", body: encodeEntryBundle(entries.map(utf8)), cache };
  }
  const hashes = await log.readTile(level, index);
  if (hashes === null) throw new Error(`tile ${level}/${index} of a log of ${size} entries is missing`);
  return { type: "application/octet-stream", body: hashes.subarray(0, width * HASH_BYTES), cache };
}

/** Proof of one leaf, against `size` or the published checkpoint. */
async function findInclusion(
  log: PublicLog,
  path: string,
  { query, size }: { query: URLSearchParams; size: number },
): Promise<Answer | null> {
  const leafIndex = parseCount(path.slice("proof/".length));
  const treeSize = query.has("size") ? parseCount(query.get("size")) : size;
  if (leafIndex === null || treeSize === null || leafIndex >= treeSize || treeSize > size) return null;
  const proof = await log.proveInclusion(leafIndex, treeSize);
  return toJson({ leafIndex, size: treeSize, proof });
}

/** Proof that the log of size `to` (the published one when left out) continues the log of size `from`. */
async function findConsistency(log: PublicLog, query: URLSearchParams, size: number): Promise<Answer | null> {
  const from = parseCount(query.get("from"));
  const to = query.has("to") ? parseCount(query.get("to")) : size;
  if (from === null || to === null || from < 1 || from > to || to > size) return null;
  return toJson({ from, to, proof: await log.proveConsistency(from, to) });
}

function toJson(value: object): Answer {
  return { type: "application/json", body: `${JSON.stringify(value)}\n`, cache: FRESH };
}

function parseCount(text: string | null): number | null {
  return text !== null && /^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : null;
}
