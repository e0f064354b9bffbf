import type { LoaderFunctionArgs } from "@remix-run/node";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";

/** The original of a document. It is somebody else's file: it runs nothing and is framed by nobody. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    const { bytes, fileName, sha256 } = await context.services.pages.evidenceFile(account, params["evidenceId"] ?? "");
    return new Response(new Uint8Array(bytes), {
      headers: {
        "Content-Type": "application/pdf",
        "Content-Length": String(bytes.length),
        "Content-Disposition": `attachment; filename="${fileName}"`,
        "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "Cache-Control": "private, no-store",
        ETag: `"${sha256}"`,
      },
    });
  } catch (error) {
    throw refusalResponse(error);
  }
}
