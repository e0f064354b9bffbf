import { setImmediate } from "node:timers/promises";
import {
  findFirstSince,
  type HeadCondition,
  type HeadFilter,
  listMatchingSeqs,
} from "../../../db/queries/audit-log.ts";
import { findTile } from "../../../db/queries/ledger.ts";
import type { Transaction } from "../../../db/dialects/write-queue.ts";
import { toHex } from "../../domain/ledger/bytes.ts";
import { formatTerm, isPublicTerm, type LogTerm } from "../../domain/ledger/log-query.ts";
import { HASH_BYTES } from "../../domain/ledger/merkle-tree.ts";
import { TILE_WIDTH } from "../../domain/ledger/tile-path.ts";
import { type TermWords, toConditions } from "./to-conditions.ts";
import { toInstant } from "./to-instant.ts";
import type { LogReading } from "./log-reading.ts";

/** Rows that one query of the database looks at: it holds up everybody for as long. */
const WINDOW = 4_000;

const HEX_CHARS = 2 * HASH_BYTES;

/** Entries that a query finds. */
export interface Matches {
  readonly count: number;
  /** The query asks for what heads say: what the person may not read is left out, whatever it says. */
  readonly leavesOutHidden: boolean;
  readonly misread: readonly string[];
  /** Numbers below `before`, descending, at most `limit`. */
  list(before: number, limit: number): number[];
}

/** What a query is answered from. */
export interface MatchContext extends TermWords {
  readonly reading: LogReading;
  /** Entries that the newest published checkpoint covers. */
  readonly coveredSize: number;
}

/**
 * Finds the entries of a query.
 *
 * Number, time, hash and checkpoint are public, so any entry answers to those. As soon as a term asks for what a head
 * says, only readable heads are looked at: a withheld one neither fits nor fails to fit, so that the answer for what is
 * hidden is that for what does not exist.
 */
export async function matchEntries(
  db: Transaction,
  terms: readonly LogTerm[],
  context: MatchContext,
): Promise<Matches> {
  const misread: string[] = [];
  const bounds = await boundTerms(db, terms.filter(isPublicTerm), { ...context, misread });
  const asking = terms.filter((term) => !isPublicTerm(term));
  const filter = toFilter(asking, context, misread);
  const leavesOutHidden = filter.all.length + filter.none.length > 0;
  if (!leavesOutHidden && bounds.only === null) return listRange(bounds, misread);
  const { reading } = context;
  let seqs = bounds.only ?? [];
  if (leavesOutHidden) {
    const found = await listAll(db, bounds, filter);
    const only = bounds.only === null ? null : new Set(bounds.only);
    seqs = found.filter((seq) => reading.canRead(seq) && (only === null || only.has(seq)));
  }
  return {
    count: seqs.length,
    leavesOutHidden,
    misread,
    list: (before, limit) => {
      const start = seqs.findIndex((seq) => seq < before);
      return start < 0 ? [] : seqs.slice(start, start + limit);
    },
  };
}

interface Bounds {
  readonly from: number;
  readonly to: number;
  /** These numbers alone, descending and within the bounds; null when there is no such list. */
  readonly only: readonly number[] | null;
}

function listRange({ from, to }: Bounds, misread: readonly string[]): Matches {
  return {
    count: Math.max(0, to - from),
    leavesOutHidden: false,
    misread,
    list: (before, limit) => {
      const top = Math.min(to, before);
      return Array.from({ length: Math.max(0, Math.min(limit, top - from)) }, (_, place) => top - 1 - place);
    },
  };
}

async function boundTerms(
  db: Transaction,
  terms: readonly LogTerm[],
  given: MatchContext & { misread: string[] },
): Promise<Bounds> {
  const { size } = given.reading;
  let [from, to] = [0, size];
  let only: Set<number> | null = null;
  for (const term of terms) {
    const { key, value } = term;
    if (key === "after" || key === "before") {
      const at = toInstant(value);
      if (at === null) given.misread.push(formatTerm(term));
      else if (key === "after") from = Math.max(from, (await findFirstSince(db, size, at)) ?? size);
      else to = Math.min(to, (await findFirstSince(db, size, at)) ?? size);
    } else if (key === "proof" && (value === "checkpoint" || value === "waiting")) {
      if (value === "waiting") from = Math.max(from, given.coveredSize);
      else to = Math.min(to, given.coveredSize);
    } else if (key === "leaf" && /^\d{1,15}(-\d{1,15})?$/.test(value)) {
      const [first = 0, last = first] = value.split("-").map(Number);
      // Several leaves are alternatives; a range narrows down like a time.
      if (value.includes("-")) [from, to] = [Math.max(from, first), Math.min(to, last + 1)];
      else only = new Set([...(only ?? []), first]);
    } else if (key === "hash" && /^[0-9a-f]{6,64}$/i.test(value)) {
      only = new Set([...(only ?? []), ...(await findByHash(db, size, value.toLowerCase()))]);
    } else {
      given.misread.push(formatTerm(term));
    }
  }
  const isIn = (seq: number): boolean => seq >= from && seq < to;
  return { from, to, only: only === null ? null : [...only].filter(isIn).sort((a, b) => b - a) };
}

/** Leaf hashes stand together in the tiles, which are public. */
async function findByHash(db: Transaction, size: number, prefix: string): Promise<number[]> {
  const found: number[] = [];
  for (let tile = 0; tile * TILE_WIDTH < size; tile += 1) {
    const hashes = toHex((await findTile(db, 0, tile)) ?? new Uint8Array(0));
    for (let place = 0; place * HEX_CHARS < hashes.length; place += 1) {
      if (hashes.startsWith(prefix, place * HEX_CHARS)) found.push(tile * TILE_WIDTH + place);
    }
    await setImmediate();
  }
  return found.filter((seq) => seq < size);
}

/** Terms of one key are alternatives, different keys narrow down, negated terms take away. */
function toFilter(terms: readonly LogTerm[], words: TermWords, misread: string[]): HeadFilter {
  const wanted = new Map<string, HeadCondition[]>();
  const none: HeadCondition[] = [];
  for (const term of terms) {
    const conditions = toConditions(term, words);
    if (conditions === null) {
      misread.push(formatTerm(term));
    } else if (term.isNegated) {
      none.push(...conditions);
    } else {
      wanted.set(term.key, [...(wanted.get(term.key) ?? []), ...conditions]);
    }
  }
  return { all: [...wanted.values()], none };
}

async function listAll(db: Transaction, { from, to }: Bounds, filter: HeadFilter): Promise<number[]> {
  const seqs: number[] = [];
  for (let top = to; top > from; top -= WINDOW) {
    seqs.push(...(await listMatchingSeqs(db, { from: Math.max(from, top - WINDOW), to: top, filter })));
    await setImmediate();
  }
  return seqs;
}
