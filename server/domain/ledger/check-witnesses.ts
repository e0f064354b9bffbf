import { isSignatureOf, verifyCosignature } from "./cosignature.ts";
import { type LedgerCrypto, type Note, parseNote } from "./signed-note.ts";
import { countQuorum, type QuorumCount, type WitnessPolicy } from "./witness-policy.ts";

/** What the witnesses of a policy say about one checkpoint. */
export interface WitnessCheck extends QuorumCount {
  /** Witnesses of the policy whose cosignature holds, in the order of the policy. */
  readonly by: readonly { readonly name: string; readonly timeSeconds: number }[];
  /** Witnesses of the policy with a line that does not hold: the note was tampered with, and is no quorum. */
  readonly bad: readonly string[];
}

/**
 * Which witnesses of a policy have cosigned a checkpoint, and whether they are a quorum.
 *
 * Lines of unknown keys are ignored. The log's own signature is not looked at: see `verifyNote`.
 *
 * @param options.note - from the outside; malformed is cosigned by nobody, and no quorum even where none is asked for.
 */
export function checkWitnesses(
  crypto: LedgerCrypto,
  { note, policy }: { note: string; policy: WitnessPolicy },
): WitnessCheck {
  const parsed = tryParse(note);
  if (parsed === null) return { ...countQuorum(policy, new Set()), by: [], bad: [], isQuorum: false };
  const by: { name: string; timeSeconds: number }[] = [];
  const bad: string[] = [];
  for (const { name, key } of policy.witnesses) {
    const own = parsed.signatures.filter((signature) => isSignatureOf(signature, key));
    const times = own.map((signature) => verifyCosignature(crypto, { text: parsed.text, signature, witness: key }));
    const [first] = times;
    if (times.includes(null)) bad.push(name);
    else if (first !== undefined && first !== null) by.push({ name, timeSeconds: first });
  }
  const count = countQuorum(policy, new Set(by.map(({ name }) => name)));
  return { ...count, by, bad, isQuorum: count.isQuorum && bad.length === 0 };
}

function tryParse(note: string): Note | null {
  try {
    return parseNote(note);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
