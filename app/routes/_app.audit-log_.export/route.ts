import type { LoaderFunctionArgs } from "@remix-run/node";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { readQuery } from "../_app.audit-log/log-address.ts";

/** The log as a file: `?range=view|whole`, `format=ndjson|csv`, and for a view `q=`. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  const { searchParams } = new URL(request.url);
  const range = searchParams.get("range") === "whole" ? "whole" : "view";
  const format = searchParams.get("format") === "csv" ? "csv" : "ndjson";
  try {
    const file = await context.services.pages.logExport(account, { range, format, query: readQuery(searchParams) });
    return new Response(file.body, {
      headers: {
        "Content-Type": file.contentType,
        "Content-Disposition": `attachment; filename="${file.fileName}"`,
        "Cache-Control": "private, no-store",
        "X-Entry-Count": String(file.entryCount),
      },
    });
  } catch (error) {
    throw refusalResponse(error);
  }
}
