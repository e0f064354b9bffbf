import type { LoaderFunctionArgs } from "@remix-run/node";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { toItemPath } from "#app/ui/places.ts";

/** The notes of an item that the person may read, as a W3C annotation collection. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  const itemId = params["itemId"] ?? "";
  const address = new URL(toItemPath(itemId), request.url).href;
  try {
    const json = await context.services.pages.noteExport(account, { itemId, address });
    const name = itemId.replace(/[^\w.-]/g, "_");
    return new Response(json, {
      headers: {
        "Content-Type": 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
        "Content-Disposition": `attachment; filename="${name}.notes.jsonld"`,
        "Cache-Control": "private, no-store",
      },
    });
  } catch (error) {
    throw refusalResponse(error);
  }
}
