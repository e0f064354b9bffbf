/** An answer as it can be compared with another: without what is new in each response. */
export interface BareAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const FRESH_HEADERS = ["date", "x-request-id"];
/** The time of the request and the cursor of the feed, as pages are given them. */
const FRESH = /(\\?"now\\?",\\?")\d{4}-\d\d-\d\dT[\d:.]+Z|(\\?"feedCursor\\?",\\?")[A-Za-z0-9+/=]+/g;

/**
 * Status, headers and body; the nonce, the time, the feed's cursor and the given ids, which an address repeats, are
 * replaced by placeholders.
 *
 * @param ids - of the thing that was asked for.
 */
export async function toBareAnswer(response: Response, ids: readonly string[] = []): Promise<BareAnswer> {
  const nonce = /'nonce-([^']+)'/.exec(response.headers.get("content-security-policy") ?? "")?.[1];
  const hide = (text: string): string =>
    [...ids, ...(nonce === undefined ? [] : [nonce])].reduce((rest, one) => rest.replaceAll(one, "*"), text);
  const headers = [...response.headers].filter(([name]) => !FRESH_HEADERS.includes(name));
  return {
    status: response.status,
    headers: Object.fromEntries(headers.map(([name, value]) => [name, hide(value)])),
    body: hide(await response.text()).replace(FRESH, "$1$2*"),
  };
}
