import { useNavigate, useSearchParams } from "@remix-run/react";
import { useMemo } from "react";
import { formatTerm, type LogTerm, parseLogQuery } from "#domain/ledger/log-query.ts";
import { readQuery, withTerms } from "./log-address.ts";

/** The filter in the address, and what changes it. */
export interface LogQuery {
  readonly text: string;
  readonly terms: readonly LogTerm[];
  has(term: LogTerm): boolean;
  /** Replaces the whole filter. */
  set(terms: readonly LogTerm[]): void;
  add(terms: readonly LogTerm[]): void;
  remove(terms: readonly LogTerm[]): void;
}

export function useLogQuery(): LogQuery {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  return useMemo(() => {
    const text = readQuery(search);
    const terms = parseLogQuery(text);
    const keyOf = (some: readonly LogTerm[]): Set<string> => new Set(some.map(formatTerm));
    // The router shows an address that cannot be opened; there is nothing to wait for.
    const set = (next: readonly LogTerm[]): void =>
      void navigate(withTerms(search, next), { preventScrollReset: true });
    return {
      text,
      terms,
      has: (term) => keyOf(terms).has(formatTerm(term)),
      set,
      add: (more) => set([...terms.filter((term) => !keyOf(more).has(formatTerm(term))), ...more]),
      remove: (gone) => set(terms.filter((term) => !keyOf(gone).has(formatTerm(term)))),
    };
  }, [search, navigate]);
}
