const SOMEWHERE = "http://origin.invalid";

/** @returns path, query and fragment when the text is an address on this site, else "/": never another site. */
export function toSafePath(text: unknown): string {
  if (typeof text !== "string" || !/^\/(?![/\\])/.test(text) || !URL.canParse(text, SOMEWHERE)) return "/";
  const url = new URL(text, SOMEWHERE);
  return url.origin === SOMEWHERE ? url.pathname + url.search + url.hash : "/";
}
