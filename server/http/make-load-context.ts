import type { AppLoadContext } from "@remix-run/node";
import type { Identity } from "../services/identity/identity.ts";
import type { Services } from "../services/services.ts";
import { createAddressReader } from "./client-address.ts";
import type { HttpHandler } from "./http-handler.ts";
import { parsePreferences } from "./preferences.ts";
import { getRequestFacts } from "./request-listener.ts";

/** What a page is given beside its request: who asks, the services, and what belongs to the answer. */
export function makeLoadContext(given: {
  readonly services: Services;
  readonly identity: Identity;
  readonly isDemo: boolean;
  readonly trustedProxies: readonly string[];
  readonly now: () => Date;
}) {
  const { services, identity, isDemo, now } = given;
  const readAddress = createAddressReader(given.trustedProxies);
  return async (request: Parameters<HttpHandler>[0]): Promise<AppLoadContext> => {
    const { nonce, log } = getRequestFacts(request);
    const logSize = services.ledger.size();
    const signedIn = await identity.findSession(request.headers.cookie, now());
    return {
      nonce,
      log,
      ...parsePreferences(request.headers.cookie),
      demo: isDemo,
      csrfToken: signedIn?.csrfToken ?? null,
      signedIn,
      services,
      identity,
      address: readAddress(request),
      now: now(),
      logSize,
    };
  };
}
