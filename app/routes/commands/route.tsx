import type { ActionFunctionArgs } from "@remix-run/node";
import { envelopeSchema } from "#domain/event/envelope.ts";
import { Refusal } from "#domain/refusal.ts";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { demandScriptSession } from "#app/http/session.server.ts";

/** Nothing is read here. */
export function loader(): Response {
  return new Response(null, { status: 405, headers: { Allow: "POST" } });
}

/**
 * Takes one command as JSON and answers with the receipt that the browser recomputes.
 *
 * Whole responses, as it is no page: Remix takes the status of anything else for 200. Those signed out hear 401, since
 * a script that is led to a form learns nothing.
 */
export async function action({ request, context }: ActionFunctionArgs): Promise<Response> {
  try {
    const { account } = demandScriptSession({ request, context });
    const envelope = envelopeSchema.safeParse(await request.json().catch(() => null));
    if (!envelope.success) throw new Refusal("command.invalid");
    const memory = { keptSize: readKeptSize(request) };
    return Response.json(await context.services.commands.execute(account.id, envelope.data, memory));
  } catch (error) {
    const { data, init } = refusalResponse(error);
    return Response.json(data, init ?? {});
  }
}

/** Size of the log that the sender's browser has kept; null when it names none that makes sense. */
function readKeptSize(request: Request): number | null {
  const text = request.headers.get("x-assay-kept-size") ?? "";
  return /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}
