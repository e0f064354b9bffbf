import { z } from "zod";

export const SIGNATURE_STATES = ["valid", "invalid", "not-checked"] as const;
export type SignatureState = (typeof SIGNATURE_STATES)[number];

/** What was found of one digital signature of a document. */
export const signatureCheckSchema = z.strictObject({
  state: z.enum(SIGNATURE_STATES),
  /** Code of why it is not valid, or was not checked; null for a valid one. */
  reason: z
    .string()
    .regex(/^[a-z][a-z-]{0,59}$/)
    .nullable(),
  /** When the signer says it was made; null when it does not say. */
  signedAt: z.iso.datetime({ precision: 3 }).nullable(),
});

/** The same with the name of the signer, one line; null when it names nobody. */
export const signatureSchema = signatureCheckSchema.extend({
  signer: z
    .string()
    .max(300)
    .refine((name) => !/[\r\n]/.test(name))
    .nullable(),
});

export type SignatureCheck = z.infer<typeof signatureCheckSchema>;
export type Signature = z.infer<typeof signatureSchema>;

/** Signatures in the two parts of an event: a name is of a person and stands in the part that can be erased. */
export interface SplitSignatures {
  readonly signatures: SignatureCheck[];
  /** A line for each signature, in their order; empty for one that names nobody. */
  readonly signers: string;
}

export function splitSignatures(signatures: readonly Signature[]): SplitSignatures {
  return {
    signatures: signatures.map(({ state, reason, signedAt }) => ({ state, reason, signedAt })),
    signers: signatures
      .map(({ signer }) => (signer ?? "").normalize("NFC"))
      .join("\n")
      .trimEnd(),
  };
}

/** The reverse of `splitSignatures`. @param signers - or the mark of an erased text, which then names every signer. */
export function joinSignatures(signatures: readonly SignatureCheck[], signers: string): Signature[] {
  const names = signers.split("\n");
  const isOneForAll = names.length === 1 && signatures.length > 1;
  return signatures.map((signature, place) => {
    const name = names[isOneForAll ? 0 : place] ?? "";
    return { ...signature, signer: name === "" ? null : name };
  });
}
