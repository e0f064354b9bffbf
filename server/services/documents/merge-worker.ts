import { parentPort } from "node:worker_threads";
import { unpackUpdates } from "./document-rows.ts";
import { mergeDocument } from "./merge-document.ts";
import type { MergeAnswer } from "./merge-in-worker.ts";

parentPort?.on("message", ({ id, packed }: { id: number; packed: Uint8Array }) => {
  let answer: MergeAnswer;
  try {
    // In a buffer of its own: it is handed over, not copied.
    answer = { id, merged: new Uint8Array(mergeDocument(unpackUpdates(packed))) };
  } catch (problem) {
    answer = { id, problem };
  }
  parentPort?.postMessage(answer, "merged" in answer ? [answer.merged.buffer] : []);
});
