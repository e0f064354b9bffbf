import type { i18n } from "i18next";

/**
 * What a route tells the document about itself: `export const handle: PageHandle = { title: (t) => t("queue:title") }`.
 *
 * The root writes the title, so that it is in the page's language without a route knowing which.
 */
export interface PageHandle {
  /** @param data - what the route's loader returned; undefined when it failed. */
  title: (t: i18n["t"], data: unknown) => string;
}
