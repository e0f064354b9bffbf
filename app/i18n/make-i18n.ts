import { createInstance } from "i18next";
import type { i18n } from "i18next";
import type { Catalogue } from "./catalogue.ts";
import type { Locale } from "./locale.ts";

/**
 * Makes the translator of one request or one page.
 *
 * One instance for each, never a global: on the server two languages are rendered at the same time.
 */
export function makeI18n(locale: Locale, catalogue: Catalogue): i18n {
  const instance = createInstance();
  void instance.init({
    lng: locale,
    resources: { [locale]: catalogue },
    ns: Object.keys(catalogue),
    defaultNS: "common",
    fallbackLng: false,
    // With the resources at hand, init is done when it returns; the promise has nothing left to say.
    initAsync: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return instance;
}
