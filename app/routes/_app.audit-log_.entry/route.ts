import type { LoaderFunctionArgs } from "@remix-run/node";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { readCount } from "../_app.audit-log/log-address.ts";

/** One entry in full, as JSON: `?entry=` its number. `null` when the log has no such number. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  const seq = readCount(new URL(request.url).searchParams, "entry");
  try {
    return Response.json(seq === null ? null : await context.services.pages.logEntry(account, seq));
  } catch (error) {
    throw refusalResponse(error);
  }
}
