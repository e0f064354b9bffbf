import type { LoaderFunctionArgs } from "@remix-run/node";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { formatDossier } from "#domain/ledger/dossier.ts";

/** The dossier of an item's final score as one file that verifies by itself. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    const { dossier } = await context.services.pages.dossier(account, { itemId: params["itemId"] ?? "" });
    return new Response(formatDossier(dossier), {
      headers: {
        "Content-Type": "application/json; charset=utf-8",
        "Content-Disposition": 'attachment; filename="assay-dossier.json"',
        "Cache-Control": "private, no-store",
      },
    });
  } catch (error) {
    throw refusalResponse(error);
  }
}
