import type { LoaderFunctionArgs } from "@remix-run/node";
import { refusalToScript, requireSessionForScript } from "#app/http/script-answer.server.ts";

/** The text of a document as JSON, `null` when nobody could read it: too much for the data of the page around it. */
export async function loader({ context, params }: LoaderFunctionArgs): Promise<Response> {
  try {
    const { account } = requireSessionForScript(context);
    const { document } = await context.services.pages.evidenceText(account, params["evidenceId"] ?? "");
    return new Response(document ?? "null", {
      headers: { "Content-Type": "application/json; charset=utf-8", "Cache-Control": "private, no-store" },
    });
  } catch (error) {
    return refusalToScript(error);
  }
}
