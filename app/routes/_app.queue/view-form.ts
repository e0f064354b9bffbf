import { z } from "zod";

/** What the queue's forms ask for. */
export const VIEW_INTENTS = { save: "save-view", remove: "remove-view" } as const;

/** Fields of both forms; how long a name may be is for the service to say. */
export const viewFormSchema = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal(VIEW_INTENTS.save), name: z.string().max(1_000), query: z.string().max(10_000) }),
  z.object({ intent: z.literal(VIEW_INTENTS.remove), name: z.string().max(1_000) }),
]);

/** `problem`: code of a refusal. */
export type ViewAnswer = { readonly ok: true } | { readonly ok: false; readonly problem: string };
