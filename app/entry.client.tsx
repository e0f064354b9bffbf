import { RemixBrowser } from "@remix-run/react";
import { StrictMode, startTransition } from "react";
import { hydrateRoot } from "react-dom/client";
import { I18nextProvider } from "react-i18next";
import { loadCatalogue } from "./i18n/load-catalogue.ts";
import { makeI18n } from "./i18n/make-i18n.ts";
import { toLocale } from "./i18n/locale.ts";
import { holdEvents } from "./live/hold-events.ts";
import { makePatientFetch } from "./live/patient-fetch.ts";

window.fetch = makePatientFetch(window.fetch.bind(window));

// The server decided the language; only that catalogue is fetched, and hydration waits for it so that no text flashes.
const locale = toLocale(document.documentElement.lang);
const i18n = makeI18n(locale, await loadCatalogue(locale));

// The router gives up a load when a newer one begins, and leaves the end of the old stream without a handler.
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof DOMException && event.reason.name === "AbortError") event.preventDefault();
});

// The router puts the page's data there as soon as it has read them.
holdEvents(window, () => window.__remixContext.state !== undefined);

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <I18nextProvider i18n={i18n}>
        <RemixBrowser />
      </I18nextProvider>
    </StrictMode>,
  );
});
