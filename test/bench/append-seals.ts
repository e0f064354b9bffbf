import type { Ledger } from "../../server/services/ledger/ledger.ts";
import { appendDraft } from "../db/make-ledger.ts";
import { readProcessMs } from "./measure-ratio.ts";
import { makeSeal } from "./make-seal.ts";

const GROUP = 256;

/** Appends sealed scores in full groups. @returns milliseconds of the process that it took, drafts included. */
export async function appendSeals(ledger: Ledger, count: number): Promise<number> {
  const startedMs = readProcessMs();
  const end = ledger.size() + count;
  // One that waits makes the next group a full one.
  for (let from = ledger.size(); from < end; from += GROUP) {
    const numbers = Array.from({ length: Math.min(GROUP, end - from) }, (_, place) => from + place);
    await Promise.all(numbers.map((number) => appendDraft(ledger, makeSeal(number))));
  }
  return readProcessMs() - startedMs;
}
