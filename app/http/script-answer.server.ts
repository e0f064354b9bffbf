import type { AppLoadContext } from "@remix-run/node";
import { Refusal } from "#domain/refusal.ts";
import type { SignedIn } from "../../server/services/identity/find-signed-in.ts";
import { refusalResponse } from "./refusal-response.server.ts";
import { noteSessionRefusal } from "./session.server.ts";

/** @throws Refusal `session.signed-out`: a script that is led to a form learns nothing. */
export function requireSessionForScript(context: AppLoadContext): SignedIn {
  if (context.signedIn !== null) return context.signedIn;
  const refusal = new Refusal("session.signed-out");
  noteSessionRefusal(context, refusal);
  throw refusal;
}

/** A refusal as a whole JSON response, for what scripts ask for. @throws what is no refusal, unchanged. */
export function refusalToScript(error: unknown): Response {
  const { data, init } = refusalResponse(error);
  return Response.json(data, init ?? {});
}
