import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { Witness } from "../services/witness/witness.ts";
import { createAddressReader } from "./client-address.ts";
import { answer } from "./http-handler.ts";

/** A proof has at most 63 hashes and a note at most 64 signatures. */
const BODY_BYTES_MAX = 32_768;
/** A log asks a few times in ten seconds. */
const WINDOW_MS = 10_000;
const REQUESTS_MAX = 100;
/** Addresses counted in one window; beyond it all are too many. */
const ADDRESSES_MAX = 10_000;

/** The witness over HTTP: `POST /add-checkpoint`, limited for each address. */
export function createWitnessListener(
  witness: Witness,
  { onError }: { onError: (error: unknown) => void },
): RequestListener {
  const limit = createLimit();
  return (request, response) => {
    // Whatever fails is answered and told here.
    void handle(witness, limit, { request, response }).catch((error: unknown) => {
      if (response.destroyed) return;
      onError(error);
      answer(response, 500, "something went wrong");
    });
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function handle(witness: Witness, isTooMany: RequestLimit, { request, response }: Exchange): Promise<void> {
  if (request.url?.split("?", 1)[0] !== "/add-checkpoint") return answer(response, 404, "nothing here");
  if (request.method !== "POST") {
    response.setHeader("Allow", "POST");
    return answer(response, 405, "add-checkpoint is posted");
  }
  if (isTooMany(request)) {
    response.setHeader("Retry-After", String(WINDOW_MS / 1000));
    return answer(response, 429, "too many requests");
  }
  const body = await readBody(request);
  if (body === null) {
    response.setHeader("Connection", "close");
    return answer(response, 413, `the request is larger than ${BODY_BYTES_MAX} bytes`);
  }
  const { status, type, body: text } = await witness.addCheckpoint(body);
  response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-store" }).end(text);
}

/** @returns null when it is larger than allowed; what is not UTF-8 is malformed to the witness too. */
async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

type RequestLimit = (request: IncomingMessage) => boolean;

function createLimit(): RequestLimit {
  const readAddress = createAddressReader([]);
  const counts = new Map<string, number>();
  let windowEndsMs = 0;
  return (request) => {
    const nowMs = performance.now();
    if (nowMs >= windowEndsMs) {
      counts.clear();
      windowEndsMs = nowMs + WINDOW_MS;
    }
    const address = readAddress(request);
    const count = (counts.get(address) ?? 0) + 1;
    if (count === 1 && counts.size >= ADDRESSES_MAX) return true;
    counts.set(address, count);
    return count > REQUESTS_MAX;
  };
}
