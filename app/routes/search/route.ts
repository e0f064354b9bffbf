import type { LoaderFunctionArgs } from "@remix-run/node";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { demandScriptSession } from "#app/http/session.server.ts";

/** What the command palette finds for `?q=`, as JSON; who is signed out hears 401. */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  try {
    const { account } = demandScriptSession({ request, context });
    const query = new URL(request.url).searchParams.get("q") ?? "";
    const headers = { "Cache-Control": "no-store" };
    return Response.json(await context.services.pages.palette(account, { query }), { headers });
  } catch (error) {
    const { data, init } = refusalResponse(error);
    return Response.json(data, init ?? {});
  }
}
