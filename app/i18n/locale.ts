export const LOCALES = ["vi", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/** Vietnamese is the first language: whatever is not known to us is shown in it. */
export function toLocale(tag: string | null | undefined): Locale {
  return tag?.toLowerCase().startsWith("en") ? "en" : "vi";
}
