import { redirect } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireSession } from "#app/http/session.server.ts";

/** The workbench without an item: the one that waits for the person, else their queue. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  const itemId = await context.services.pages.nextItem(account);
  return redirect(itemId === null ? "/queue" : `/items/${encodeURIComponent(itemId)}`);
}
