import { z } from "zod";
import { hashSchema } from "./head.ts";
import { emptySchema, freeText, reasonSchema } from "./text-rules.ts";

const clockSchema = z.enum(["real time", "simulated time"]);
const sizeSchema = z.int().min(0);
/** `<name>+<key id>+<base64>` of C2SP signed-note. */
const verifierKeySchema = z.string().max(1_000);
/** C2SP tlog-policy; null is no policy: nothing has to be cosigned. */
const policySchema = z.string().max(10_000).nullable();
const instantSchema = z.iso.datetime({ precision: 3 });

/** What happens to the log itself: keys, witnesses, its beginning, and the hours of the access log. */
export const LOG_EVENTS = {
  "log.created": {
    value: z.strictObject({
      verifierKey: verifierKeySchema,
      clock: clockSchema,
      /** SHA-256 of the text of the recovery key's verifier key; null when there is none. */
      recoveryKey: hashSchema.nullable(),
      witnessPolicy: policySchema,
      /** For a successor: the log that it goes on from. */
      previous: z
        .strictObject({
          origin: z.string(),
          /** Largest size that was signed, and its root. */
          size: sizeSchema,
          root: hashSchema,
          /** Entries that survive, as the beginning of this log: the number of this very entry. */
          entries: sizeSchema,
          /** Entries that are gone, `from ≤ seq < to`, ascending. */
          lost: z.array(z.strictObject({ from: sizeSchema, to: sizeSchema })),
        })
        .nullable(),
    }),
    text: z.strictObject({ reason: freeText(4_000) }),
  },
  "log.key-rotated": {
    value: z.strictObject({
      oldKey: verifierKeySchema,
      newKey: verifierKeySchema,
      signedBy: z.enum(["log-key", "recovery-key"]),
      /** Verifier key of the recovery key when that signed, else null. */
      recoveryKey: verifierKeySchema.nullable(),
      /** Base64, of the old or the recovery key. */
      signature: z.string(),
      /** Base64, of the new key. */
      newSignature: z.string(),
      /** Hash of the recovery key from now on, as in `log.created`. */
      nextRecoveryKey: hashSchema.nullable(),
    }),
    text: z.strictObject({ reason: reasonSchema }),
  },
  "log.witness-policy-changed": {
    value: z.strictObject({ old: policySchema, new: policySchema }),
    text: z.strictObject({ reason: freeText(4_000) }),
  },
  "parts-key.rotated": {
    /** Short ids of the keys that seal parts at rest. */
    value: z.strictObject({ oldKey: z.string().max(64), newKey: z.string().max(64) }),
    text: z.strictObject({ reason: reasonSchema }),
  },
  "access.rooted": {
    value: z.strictObject({
      /** Beginning of the hour. */
      hour: instantSchema,
      /** Root of the RFC 6962 tree over the canonical records, in order. */
      root: hashSchema,
      /** Records in the tree, and how many more were not kept. */
      count: sizeSchema,
      dropped: sizeSchema,
      kinds: z.strictObject({
        refused: sizeSchema,
        failedSignIn: sizeSchema,
        read: sizeSchema,
        exported: sizeSchema,
      }),
    }),
    text: emptySchema,
  },
} as const;
