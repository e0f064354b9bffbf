import { formatLogQuery, type LogTerm, parseLogQuery } from "#domain/ledger/log-query.ts";

/** The filter of an address; several `q` are one. A form without JavaScript sends one for each token. */
export function readQuery(search: URLSearchParams): string {
  return formatLogQuery(parseLogQuery(search.getAll("q").join(" ")));
}

/** A number of an address; null when it is missing or no whole number. */
export function readCount(search: URLSearchParams, name: string): number | null {
  const text = search.get(name) ?? "";
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

/** The same address with another filter; what else it says stays. */
export function withTerms(search: URLSearchParams, terms: readonly LogTerm[]): string {
  const next = new URLSearchParams(search);
  next.delete("q");
  if (terms.length > 0) next.set("q", formatLogQuery(terms));
  return `?${next.toString()}`;
}

/** The same address with one parameter set, or with null taken out. */
export function withParameter(search: URLSearchParams, name: string, value: string | null): string {
  const next = new URLSearchParams(search);
  if (value === null) next.delete(name);
  else next.set(name, value);
  return `?${next.toString()}`;
}
