import { redirect } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { PLACE_PATHS } from "#app/ui/places.ts";

/** Everyone begins where their work is; who is not signed in sees the results. */
export async function loader({ context }: LoaderFunctionArgs) {
  if (context.signedIn === null) return redirect("/results");
  const { nav } = await context.services.pages.shell(context.signedIn.account, context.logSize);
  return redirect(nav[0] === undefined ? "/results" : PLACE_PATHS[nav[0]]);
}
