import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { type DocumentSignature, signaturesSchema } from "../../domain/evidence/signature.ts";
import { type CheckedSigner, checkSigner, type SignerTrust } from "./check-signer.ts";

/** More signatures than this are no document that people sign. */
const signaturesMax = 19;
/** Bytes of one signature; a chain of certificates with its timestamps has some twenty thousand. */
const signatureBytesMax = 256 * 1024;

/** Where a signature stands and what it covers; `end` is the first byte after the signed part. */
interface SignedRange {
  readonly signature: Buffer;
  readonly content: readonly Buffer[];
  readonly end: number;
}

type Judged = Pick<DocumentSignature, "state" | "reason">;

const nobody = { signer: null, issuer: null, signedAt: null, coversWholeFile: false };

/**
 * Looks at every digital signature of a PDF.
 *
 * Signatures are found by their byte ranges, which stand in plain sight: they name places in the file. What a range
 * leaves out must be the signature itself and nothing else, and what follows the signed part is told of: neither can a
 * page be laid over a signed one without a word.
 *
 * @returns in the order of the file; empty when nothing is signed.
 * @see ISO 32000-1, 12.8: the byte range, and the signature as its only gap.
 */
export async function readSignatures(bytes: Uint8Array, trust: SignerTrust): Promise<DocumentSignature[]> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = [...file.toString("latin1").matchAll(/\/ByteRange\s*\[([\d\s]{1,80})\]/g)];
  const ranges = found.slice(0, signaturesMax).map(([, numbers]) => findRange(file, numbers!));
  const signers = await Promise.all(ranges.map((range) => checkRange(range, trust)));
  const isWhole = (range: SignedRange | null): boolean =>
    range !== null && /^[\s\0]*$/.test(file.toString("latin1", range.end));
  const isCovered = ranges.some((range, position) => isWhole(range) && signers[position]!.isIntact);
  const signatures = ranges.map((range, position) => {
    const { isIntact: _isIntact, ...facts } = signers[position]!;
    const coversWholeFile = isWhole(range);
    if (facts.state === "invalid" || coversWholeFile || facts.reason === "unsupported") {
      return { ...facts, coversWholeFile };
    }
    const later = { state: "not-checked", reason: isCovered ? "signed-again" : "signed-then-changed" } as const;
    return { ...facts, ...later, coversWholeFile };
  });
  if (found.length > signaturesMax) signatures.push({ state: "not-checked", reason: "too-many", ...nobody });
  return signaturesSchema.parse(signatures);
}

async function checkRange(range: SignedRange | null, trust: SignerTrust): Promise<CheckedSigner> {
  const failed = (judged: Judged): CheckedSigner => ({ ...nobody, ...judged, isIntact: false });
  if (range === null) return failed({ state: "invalid", reason: "ranges-leave-gap" });
  const hash = (algorithm: string): Buffer => {
    const digest = createHash(algorithm);
    for (const part of range.content) digest.update(part);
    return digest.digest();
  };
  return checkSigner({ signature: range.signature, content: Buffer.concat(range.content), hash }, trust);
}

/** Null unless two ranges cover everything from the first byte on but one string of hexadecimal digits. */
function findRange(file: Buffer, numbers: string): SignedRange | null {
  const [start, length, from, rest, ...more] = numbers.trim().split(/\s+/).map(Number);
  if (start !== 0 || length === undefined || from === undefined || rest === undefined || more.length > 0) return null;
  const end = from + rest;
  if (from < length + 2 || end > file.length || from - length > 2 * signatureBytesMax) return null;
  const text = file.toString("latin1", length, from);
  if (!/^<[0-9a-fA-F\s]*>$/.test(text)) return null;
  const signature = Buffer.from(text.replace(/[<>\s]/g, ""), "hex");
  return { signature, content: [file.subarray(0, length), file.subarray(from, end)], end };
}
