import { Worker } from "node:worker_threads";

/** A question to a worker; answers come in any order. */
export interface WorkerCall<Asked> {
  readonly id: number;
  readonly asked: Asked;
}

/** What comes back for a question: some shares of the work that are done, then an answer or an error. */
export type WorkerAnswer<Answer> =
  | { readonly id: number; readonly share: number }
  | { readonly id: number; readonly answer: Answer }
  | { readonly id: number; readonly error: string };

export type AskWorker<Asked, Answer> = (asked: Asked, onProgress?: (share: number) => void) => Promise<Answer>;

interface Waiting<Answer> {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (reason: Error) => void;
  readonly onProgress: ((share: number) => void) | undefined;
}

/**
 * Work for one thread beside the main loop, which answers by `answerCalls`.
 *
 * It starts with the first question, again after one that it did not survive, and keeps no process alive but while
 * somebody waits.
 *
 * @param name - of the work, for errors.
 * @returns asks, and hears of the share that is done, 0–1, where the work says so; rejects when the work fails or its
 *   thread stops.
 */
export function createWorkerCalls<Asked, Answer>(script: URL, name: string): AskWorker<Asked, Answer> {
  const waiting = new Map<number, Waiting<Answer>>();
  let worker: Worker | null = null;
  let count = 0;

  const lose = (reason: Error): void => {
    worker = null;
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = new Worker(script, { env: {} });
    started.unref();
    started.on("message", (given: WorkerAnswer<Answer>) => {
      const one = waiting.get(given.id);
      if ("share" in given) {
        one?.onProgress?.(given.share);
        return;
      }
      waiting.delete(given.id);
      if ("answer" in given) one?.resolve(given.answer);
      else one?.reject(new Error(`${name}: ${given.error}`));
      if (waiting.size === 0) started.unref();
    });
    started.on("error", (error) => lose(new Error(name, { cause: error })));
    started.on("exit", (code) => lose(new Error(`${name}: the worker stopped with ${code}`)));
    return started;
  };
  return (asked, onProgress) =>
    new Promise((resolve, reject) => {
      worker ??= start();
      worker.ref();
      count += 1;
      waiting.set(count, { resolve, reject, onProgress });
      const call: WorkerCall<Asked> = { id: count, asked };
      worker.postMessage(call);
    });
}
