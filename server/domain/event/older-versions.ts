import { z } from "zod";
import { scoreValueSchema } from "../scoring/value.ts";
import { OLDER_ANNOTATIONS } from "./annotation-versions.ts";
import { evidenceAdded1 } from "./evidence-events.ts";
import { emptySchema, freeText } from "./text-rules.ts";

/** One superseded shape of an event: how its parts are read, and what they say in today's shape. */
interface OlderVersion {
  readonly value: z.ZodType;
  readonly text: z.ZodType;
  upgrade(parts: { value: unknown; text: unknown }): { value: unknown; text: unknown };
}

const level1 = z.int().min(0).max(20).nullable();
const scoreSealed1 = z.strictObject({ value: scoreValueSchema, level: level1, confidence: z.int().min(1).max(4) });
const scoreChanged1 = z.strictObject({ old: scoreValueSchema, new: scoreValueSchema, level: level1 });

const logCreated1 = z.strictObject({ verifierKey: z.string(), clock: z.enum(["real time", "simulated time"]) });

/** Every shape that an event has ever had before today's, by type and version. Nothing is ever taken out. */
export const OLDER_VERSIONS: Readonly<Record<string, Readonly<Record<number, OlderVersion>>>> = {
  "log.created": {
    1: {
      value: logCreated1,
      text: emptySchema,
      upgrade: ({ value }) => ({
        value: { ...logCreated1.parse(value), recoveryKey: null, witnessPolicy: null, previous: null },
        text: { reason: "" },
      }),
    },
  },
  ...OLDER_ANNOTATIONS,
  "evidence.added": {
    1: {
      ...evidenceAdded1,
      upgrade: ({ value, text }) => ({
        value: {
          ...(value as object),
          format: "pdf",
          byteCount: null,
          replaces: null,
          supplement: null,
          signatures: null,
        },
        // An erased text comes with every field of today's shape.
        text: { fileName: "", signers: "", ...(text as object) },
      }),
    },
  },
  // Without parts and ratio no score of a checklist or a ratio could be told from a number.
  "score.sealed": {
    1: {
      value: scoreSealed1,
      text: z.strictObject({ justification: freeText(20_000) }),
      upgrade: ({ value, text }) => ({ value: { ...scoreSealed1.parse(value), parts: null, ratio: null }, text }),
    },
  },
  "score.changed": {
    1: {
      value: scoreChanged1,
      text: z.strictObject({ reason: freeText(4_000) }),
      upgrade: ({ value, text }) => ({ value: { ...scoreChanged1.parse(value), parts: null, ratio: null }, text }),
    },
  },
};
