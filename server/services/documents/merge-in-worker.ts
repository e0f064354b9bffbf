import { Worker } from "node:worker_threads";
import { packUpdates } from "./document-rows.ts";

/** What the worker answers. */
export type MergeAnswer = { readonly id: number } & (
  { readonly merged: Uint8Array<ArrayBuffer> } | { readonly problem: unknown }
);

/** A document of 2 MB takes a small part of it; more is a slip of ours, and ends the worker instead of the server. */
const MEMORY_MB_MAX = 512;
/** The worker ends after so long without work. */
const IDLE_MS = 60_000;

interface Waiting {
  readonly resolve: (merged: Uint8Array) => void;
  readonly reject: (reason: unknown) => void;
}

interface Merger {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
  idleTimer: NodeJS.Timeout | null;
}

let merger: Merger | null = null;
let nextId = 0;

/**
 * One update that says the same as all of them, made off the main thread: a large document would hold up every room for
 * its length.
 *
 * One worker does it for all documents, one after another: starting one costs more than most merges. The updates go
 * there as one buffer, since copying very many small ones costs more than applying them.
 */
export function mergeInWorker(updates: readonly Uint8Array[]): Promise<Uint8Array> {
  merger ??= startMerger();
  const { worker, waiting, idleTimer } = merger;
  if (idleTimer !== null) clearTimeout(idleTimer);
  merger.idleTimer = null;
  // A process that only waits for this must not end; without work the worker keeps none from ending.
  worker.ref();
  const id = nextId++;
  const packed = new Uint8Array(packUpdates(updates));
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, packed }, [packed.buffer]);
  });
}

function startMerger(): Merger {
  const options = { resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB_MAX } };
  const worker = new Worker(new URL("./merge-worker.ts", import.meta.url), options);
  const started: Merger = { worker, waiting: new Map(), idleTimer: null };
  const fail = (reason: unknown): void => {
    if (merger === started) merger = null;
    for (const one of started.waiting.values()) one.reject(reason);
    started.waiting.clear();
  };
  worker.on("message", (answer: MergeAnswer) => {
    const asked = started.waiting.get(answer.id);
    started.waiting.delete(answer.id);
    if ("merged" in answer) asked?.resolve(answer.merged);
    else asked?.reject(answer.problem);
    if (started.waiting.size === 0) rest(started);
  });
  worker.on("error", fail);
  worker.on("exit", (code) => fail(new Error(`merge a document: the worker ended with ${code}`)));
  return started;
}

function rest(resting: Merger): void {
  resting.worker.unref();
  resting.idleTimer = setTimeout(() => {
    if (merger === resting) merger = null;
    void resting.worker.terminate(); // Nobody waits for it.
  }, IDLE_MS);
  resting.idleTimer.unref();
}
