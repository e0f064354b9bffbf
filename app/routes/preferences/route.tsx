import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs } from "@remix-run/node";
import { toSafePath } from "#app/http/safe-path.server.ts";
import { requireCsrf } from "#app/http/session.server.ts";

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const CHOICES = { locale: ["vi", "en"], theme: ["light", "dark"] } as const;

/** A GET changes nothing: whoever opens this address goes to the start. */
export function loader() {
  return redirect("/");
}

/**
 * Keeps language and theme in the cookies `locale` and `theme`, signed in or not.
 *
 * With `next` it goes there (a plain form); without, it answers with data (a fetcher).
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  if (context.signedIn !== null) requireCsrf({ request, context }, form);
  const headers = new Headers();
  const isSecure = new URL(request.url).protocol === "https:";
  for (const [name, allowed] of Object.entries(CHOICES)) {
    const chosen = allowed.find((value) => value === form.get(name));
    if (chosen !== undefined) headers.append("Set-Cookie", makeCookie(name, chosen, isSecure));
  }
  const next = form.get("next");
  return next === null ? data(null, { headers }) : redirect(toSafePath(next), { headers });
}

function makeCookie(name: string, value: string, isSecure: boolean): string {
  return `${name}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
}
