import { z } from "zod";
import { OLDER_ANNOTATIONS } from "./annotation-versions.ts";
import { emptySchema } from "./text-rules.ts";

/** One superseded shape of an event: how its parts are read, and what they say in today's shape. */
interface OlderVersion {
  readonly value: z.ZodType;
  readonly text: z.ZodType;
  upgrade(parts: { value: unknown; text: unknown }): { value: unknown; text: unknown };
}

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
};
