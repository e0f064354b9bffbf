import { verifier as en } from "../i18n/en/verifier.ts";
import { verifier as vi } from "../i18n/vi/verifier.ts";

export const TEXTS = { vi, en };
/** What the page says in one language. */
export type Texts = typeof vi;
export type Language = keyof typeof TEXTS;

/** Fills `{name}` in a text. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
