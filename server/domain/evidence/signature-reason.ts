/**
 * Why a signature is not valid, or was not judged.
 *
 * `valid` has no reason: the bytes of the whole file are those that were signed, and the certificate leads to a root
 * that this installation trusts and was in its time at the signing. Whether it was revoked is not looked up.
 */
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
  ],
} as const;

export type SignatureReason = (typeof SIGNATURE_REASONS)[keyof typeof SIGNATURE_REASONS][number];
