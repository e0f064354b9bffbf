import { z } from "zod";

const saltSchema = z.string().regex(/^[0-9a-f]{64}$/);

/** A command as it travels: the parts of its entry as the sender built them, and their salts. */
export const envelopeSchema = z.strictObject({
  parts: z.strictObject({ head: z.string(), value: z.string(), text: z.string() }),
  salts: z.strictObject({ head: saltSchema, value: saltSchema, text: saltSchema }),
});

export type CommandEnvelope = z.infer<typeof envelopeSchema>;
