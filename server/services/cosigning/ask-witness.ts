import {
  type AddCheckpoint,
  formatAddCheckpoint,
  parseKnownSize,
  SIZE_TYPE,
} from "../../domain/ledger/add-checkpoint.ts";
import { isSignatureOf, verifyCosignature } from "../../domain/ledger/cosignature.ts";
import {
  formatSignatureLine,
  type NoteSignature,
  parseNote,
  parseSignatureLine,
} from "../../domain/ledger/signed-note.ts";
import type { PolicyWitness } from "../../domain/ledger/witness-policy.ts";
import { nodeCrypto } from "../hash.ts";

/** A witness that can be asked. */
export type ReachableWitness = PolicyWitness & { readonly url: string };

/** What a witness said. Only a cosignature that holds counts as one. */
export type WitnessReply =
  | { readonly kind: "cosigned"; readonly line: string; readonly timeSeconds: number }
  /** It knows the log at another size, or another log of the same size. */
  | { readonly kind: "knows"; readonly size: number }
  /** It will not cosign this: 422 is a proof that does not hold. */
  | { readonly kind: "refused"; readonly status: number }
  | { readonly kind: "failed"; readonly reason: string };

const TIMEOUT_MS = 5_000;
const ANSWER_BYTES_MAX = 16_384;

/**
 * Asks a witness for its cosignature. Never throws: whatever the other side or the network does is a reply.
 *
 * @param options.signal - ends the asking early.
 */
export async function askWitness(
  witness: ReachableWitness,
  request: AddCheckpoint,
  { signal, timeoutMs = TIMEOUT_MS }: { signal: AbortSignal; timeoutMs?: number },
): Promise<WitnessReply> {
  try {
    const response = await fetch(new URL("add-checkpoint", `${witness.url.replace(/\/$/, "")}/`), {
      method: "POST",
      headers: { "Content-Type": "text/plain; charset=utf-8" },
      body: formatAddCheckpoint(request),
      redirect: "error",
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    const body = await readBody(response);
    if (response.status === 200) return findCosignature(witness, request.note, body);
    const type = response.headers.get("content-type")?.split(";", 1)[0]?.trim();
    const size = response.status === 409 && type === SIZE_TYPE ? parseKnownSize(body) : null;
    return size === null ? { kind: "refused", status: response.status } : { kind: "knows", size };
  } catch (error) {
    return { kind: "failed", reason: toReason(error) };
  }
}

function findCosignature(witness: ReachableWitness, note: string, body: string): WitnessReply {
  const { text } = parseNote(note);
  for (const line of body.split("\n")) {
    const signature = tryParse(line);
    if (signature === null || !isSignatureOf(signature, witness.key)) continue;
    const timeSeconds = verifyCosignature(nodeCrypto, { text, signature, witness: witness.key });
    if (timeSeconds !== null) return { kind: "cosigned", line: formatSignatureLine(signature), timeSeconds };
  }
  return { kind: "failed", reason: "its answer has no cosignature of this checkpoint that holds" };
}

function tryParse(line: string): NoteSignature | null {
  try {
    return parseSignatureLine(line);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

async function readBody(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  for (let bytes = 0; reader !== undefined;) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes += value.length;
    if (bytes > ANSWER_BYTES_MAX) {
      await reader.cancel();
      throw new Error(`its answer is larger than ${ANSWER_BYTES_MAX} bytes`);
    }
    chunks.push(value);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The reason of a failed fetch stands in its cause. */
function toReason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
