import { z } from "zod";

/** Fields of the form; what is too long is no name or password of ours. */
export const signInSchema = z.object({
  login: z.string().trim().min(1).max(200),
  password: z.string().min(1).max(1000),
  next: z.string().max(2000).optional(),
});

/** Why the form is shown again. `missing`: names of the fields to fill in. */
export type SignInProblem =
  | { readonly kind: "missing"; readonly fields: readonly string[] }
  | { readonly kind: "wrong" }
  | { readonly kind: "wait"; readonly waitSeconds: number };
