import { z } from "zod";

/** Why a signature is not valid, or could not be judged. */
export const SIGNATURE_REASONS = {
  invalid: [
    /** The signed bytes are not those that were signed. */
    "content-changed",
    /** The signature does not fit the certificate's key. */
    "signature-broken",
    /** The signed ranges leave out more than the signature itself, or do not begin at the file's first byte. */
    "ranges-leave-gap",
    /** The signature's own structure cannot be read. */
    "malformed",
    /** The certificate was not yet, or no longer, valid at the signing time. */
    "certificate-expired",
  ],
  "not-checked": [
    /** The signed part is intact, and something that no signature covers was added after it. */
    "signed-then-changed",
    /** The signed part is intact; what follows was added before a later signature, which covers it. */
    "signed-again",
    /** Intact, and its certificate leads to no root that this installation trusts. */
    "untrusted-issuer",
    /** Intact, and this installation names no roots. */
    "no-trust-roots",
    /** A kind of signature, or an algorithm, that is not understood here. */
    "unsupported",
    /** More signatures than are looked at. */
    "too-many",
  ],
} as const;

const facts = {
  /** Common name in the signer's certificate, as the certificate writes it; null when it could not be read. */
  signer: z.string().max(300).nullable(),
  /** Common name of whoever issued the certificate. */
  issuer: z.string().max(300).nullable(),
  /** When the signer says it was signed; null when the signature does not say. */
  signedAt: z.iso.datetime().nullable(),
  /** False when bytes follow that this signature does not cover. */
  coversWholeFile: z.boolean(),
};

/**
 * What a look at one digital signature of a PDF found, in the order of the file.
 *
 * `valid` says: the bytes of the whole file are those that were signed, and the certificate leads to a root that this
 * installation trusts and was in its time then. Whether it was revoked is not looked up: that takes a network.
 */
export const signatureSchema = z.discriminatedUnion("state", [
  z.strictObject({ state: z.literal("valid"), reason: z.null(), ...facts }),
  z.strictObject({ state: z.literal("invalid"), reason: z.enum(SIGNATURE_REASONS.invalid), ...facts }),
  z.strictObject({ state: z.literal("not-checked"), reason: z.enum(SIGNATURE_REASONS["not-checked"]), ...facts }),
]);

/** Signatures of one document; empty for a document without any, and for every format but PDF. */
export const signaturesSchema = z.array(signatureSchema).max(20);

export type DocumentSignature = z.infer<typeof signatureSchema>;
