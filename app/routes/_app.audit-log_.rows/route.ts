import type { LoaderFunctionArgs } from "@remix-run/node";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { readCount, readQuery } from "../_app.audit-log/log-address.ts";

/** Older entries of the stream, as JSON: `?q=` and `before=` the last number that is there. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  const { searchParams } = new URL(request.url);
  const asked = { query: readQuery(searchParams), before: readCount(searchParams, "before") };
  try {
    return Response.json(await context.services.pages.logPage(account, asked));
  } catch (error) {
    throw refusalResponse(error);
  }
}
