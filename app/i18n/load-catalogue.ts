import type { Catalogue } from "./catalogue.ts";
import type { Locale } from "./locale.ts";

/** Loads one language and leaves the other where it is: a page ships one catalogue. */
export async function loadCatalogue(locale: Locale): Promise<Catalogue> {
  return locale === "en" ? (await import("./en.ts")).en : (await import("./vi.ts")).vi;
}
