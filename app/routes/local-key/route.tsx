import type { LoaderFunctionArgs } from "@remix-run/node";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { demandScriptSession } from "#app/http/session.server.ts";

/**
 * The key of what this browser keeps of the signed-in account, Base64: for the page's memory and no other place.
 *
 * Only a page of the session has its token, so that no link leads here. Asked with HEAD it tells a page whether its
 * session is still the browser's: 401 when nobody is signed in, 403 when it is another one.
 */
export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  try {
    const signedIn = demandScriptSession({ request, context });
    const key = Buffer.from(await context.identity.localKey(signedIn)).toString("base64");
    return Response.json({ key });
  } catch (error) {
    const { data, init } = refusalResponse(error);
    return Response.json(data, init ?? {});
  }
}
