import { redirect } from "@remix-run/node";
import type { ActionFunctionArgs } from "@remix-run/node";
import { requireCsrf, requireSession } from "#app/http/session.server.ts";

/** There is nothing to read here: who comes by link goes home. */
export function loader() {
  return redirect("/");
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { session } = requireSession({ request, context });
  requireCsrf({ request, context }, await request.formData());
  const setCookie = await context.identity.signOut(session.idHash);
  // The next person at this browser goes back to no page of this one's, kept as it was.
  return redirect("/sign-in", { headers: { "Set-Cookie": setCookie, "Clear-Site-Data": '"cache"' } });
}
