import { z } from "zod";
import { ANNOTATION_KINDS } from "#domain/event/annotation-events.ts";

/** A larger file than this is no list of notes. */
export const importBytesMax = 2_000_000;

/** Fields of the form that reads a file of annotations. */
export const importFormSchema = z.object({
  file: z.instanceof(Blob).refine((file) => file.size > 0 && file.size <= importBytesMax, "notes.not-a-file"),
  kind: z.enum(ANNOTATION_KINDS),
});
