import { z } from "zod";
import { isErasedText } from "../event/erased-text.ts";
import { type DocumentSignature, signatureSchema } from "./signature.ts";

const [valid, invalid, notChecked] = signatureSchema.options;
const withoutName = { signer: true } as const;

/** What was found of a signature, without the name of its signer. */
export const signatureCheckSchema = z.discriminatedUnion("state", [
  valid.omit(withoutName),
  invalid.omit(withoutName),
  notChecked.omit(withoutName),
]);

export type SignatureCheck = z.infer<typeof signatureCheckSchema>;

/** Signatures in the two parts of an event: a name is of a person and stands in the part that can be erased. */
export interface SplitSignatures {
  readonly signatures: SignatureCheck[];
  /** A line for each signature, in their order; empty for one that names nobody. */
  readonly signers: string;
}

export function splitSignatures(signatures: readonly DocumentSignature[]): SplitSignatures {
  const names = signatures.map(({ signer }) => (signer ?? "").normalize("NFC").replace(/[\p{Cc}\p{Co}]+/gu, " "));
  return {
    signatures: signatures.map((signature) => signatureCheckSchema.parse(omitName(signature))),
    signers: names.join("\n").trimEnd(),
  };
}

/** The reverse of `splitSignatures`. @param signers - or the mark of an erased text, which then names every signer. */
export function joinSignatures(signatures: readonly SignatureCheck[], signers: string): DocumentSignature[] {
  const names = signers.split("\n");
  const isOneForAll = isErasedText(signers);
  return signatures.map((signature, place) => {
    const name = names[isOneForAll ? 0 : place] ?? "";
    return { ...signature, signer: name === "" ? null : name };
  });
}

function omitName({ signer: _signer, ...check }: DocumentSignature): object {
  return check;
}
