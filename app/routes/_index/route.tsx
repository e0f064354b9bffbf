import { redirect } from "@remix-run/node";
import type { LoaderFunctionArgs } from "@remix-run/node";
import { PLACE_PATHS } from "#app/ui/places.ts";

/** Everyone begins where their work is; who is not signed in sees the results. */
export async function loader({ context }: LoaderFunctionArgs) {
  if (context.signedIn === null) return redirect("/results");
  const place = await context.services.pages.firstPlace(context.signedIn.account);
  return redirect(place === null ? "/results" : PLACE_PATHS[place]);
}
