import { redirect } from "@remix-run/node";
import type { AppLoadContext } from "@remix-run/node";
import { Refusal } from "#domain/refusal.ts";
import type { SignedIn } from "../../server/services/identity/find-signed-in.ts";
import { refusalResponse } from "./refusal-response.server.ts";

interface Asked {
  readonly request: Request;
  readonly context: AppLoadContext;
}

/** @throws Response that sends somebody without a session to sign in, and back here afterwards. */
export function requireSession({ request, context }: Asked): SignedIn {
  if (context.signedIn !== null) return context.signedIn;
  const { pathname, search } = new URL(request.url);
  throw redirect(`/sign-in?${new URLSearchParams({ next: pathname + search }).toString()}`);
}

/**
 * The token of the session, from the form's field `csrf` or the header `x-csrf-token`. Every action asks for it.
 *
 * @param form - the parsed body; left out when the body is no form.
 * @throws the answer 403 when it is missing, another session's, or nobody is signed in.
 */
export function requireCsrf({ request, context }: Asked, form?: FormData): void {
  const token = form?.get("csrf") ?? request.headers.get("x-csrf-token");
  const { signedIn, identity } = context;
  if (signedIn !== null && identity.isCsrfToken(signedIn, token)) return;
  const refusal = new Refusal("session.csrf-missing");
  noteSessionRefusal(context, refusal);
  throw refusalResponse(refusal);
}

/**
 * For what scripts of a page ask, which a redirect would tell nothing.
 *
 * @throws Refusal `session.signed-out` when nobody is signed in, `session.csrf-missing` without the token of the
 *   session in the header `x-csrf-token`.
 */
export function demandScriptSession({ request, context }: Asked): SignedIn {
  const { signedIn, identity } = context;
  const isOurs = signedIn !== null && identity.isCsrfToken(signedIn, request.headers.get("x-csrf-token"));
  if (isOurs) return signedIn;
  const refusal = new Refusal(signedIn === null ? "session.signed-out" : "session.csrf-missing");
  noteSessionRefusal(context, refusal);
  throw refusal;
}

/** Notes what was refused before any service was asked; the services note the rest. */
export function noteSessionRefusal({ signedIn, services }: AppLoadContext, { code }: Refusal): void {
  const accountId = signedIn?.account.id ?? null;
  services.access.note({ kind: "refused", accountId, door: "session", thing: null, outcome: code });
}
