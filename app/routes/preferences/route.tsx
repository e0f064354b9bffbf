import { data, redirect } from "@remix-run/node";
import type { ActionFunctionArgs } from "@remix-run/node";

const YEAR_SECONDS = 365 * 24 * 60 * 60;
const CHOICES = { locale: ["vi", "en"], theme: ["light", "dark"] } as const;

/** A GET changes nothing: whoever opens this address goes to the start. */
export function loader() {
  return redirect("/");
}

/**
 * Keeps language and theme in the cookies `locale` and `theme`, signed in or not.
 *
 * With `returnTo` it goes back there (a plain form); without, it answers with data (a fetcher).
 */
export async function action({ request, context }: ActionFunctionArgs) {
  const form = await request.formData();
  if (context.csrfToken !== null && form.get("csrf") !== context.csrfToken) throw data(null, 403);
  const headers = new Headers();
  const isSecure = new URL(request.url).protocol === "https:";
  for (const [name, allowed] of Object.entries(CHOICES)) {
    const chosen = allowed.find((value) => value === form.get(name));
    if (chosen !== undefined) headers.append("Set-Cookie", makeCookie(name, chosen, isSecure));
  }
  const returnTo = form.get("returnTo");
  return typeof returnTo === "string"
    ? redirect(toLocalPath(returnTo, request.url), { headers })
    : data(null, { headers });
}

function makeCookie(name: string, value: string, isSecure: boolean): string {
  return `${name}=${value}; Path=/; Max-Age=${YEAR_SECONDS}; HttpOnly; SameSite=Lax${isSecure ? "; Secure" : ""}`;
}

/** Never another site: what is not on this origin becomes the start page. */
function toLocalPath(path: string, base: string): string {
  if (!URL.canParse(path, base)) return "/";
  const url = new URL(path, base);
  return url.origin === new URL(base).origin && path.startsWith("/") ? url.pathname + url.search : "/";
}
