import { z } from "zod";
import { hasErasedMark } from "./erased-text.ts";

/** Free text, NFC, so that both ends hash the same bytes. */
export function freeText(lengthMax: number): z.ZodString {
  return z
    .string()
    .max(lengthMax)
    .refine((text) => text === text.normalize("NFC"), "text is not in NFC")
    .refine((text) => !hasErasedMark(text), "text has the mark of erased texts");
}

/** A reason that must be given: at least some words. */
export const reasonSchema = freeText(4_000).refine((text) => text.trim().length >= REASON_LENGTH_MIN, "reason.missing");

/** Characters of a reason at least; a reason that cites evidence may be shorter where its command says so. */
export const REASON_LENGTH_MIN = 20;

export const emptySchema = z.strictObject({});
