import type { LoaderFunctionArgs } from "@remix-run/node";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";

/** The access log as a file, for those who watch over it. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    const csv = await context.services.pages.accessLogExport(account);
    return new Response(csv, {
      headers: {
        "Content-Type": "text/csv; charset=utf-8",
        "Content-Disposition": 'attachment; filename="access-log.csv"',
        "Cache-Control": "private, no-store",
      },
    });
  } catch (error) {
    throw refusalResponse(error);
  }
}
