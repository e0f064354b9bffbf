import { Worker } from "node:worker_threads";

/** A question to a worker; answers come in any order. */
export interface WorkerCall<Asked> {
  readonly id: number;
  readonly asked: Asked;
}

export type WorkerAnswer<Answer> =
  { readonly id: number; readonly answer: Answer } | { readonly id: number; readonly error: string };

/**
 * Work for one thread beside the main loop, which answers by `answerCalls`.
 *
 * It starts with the first question, again after one that it did not survive, and keeps no process alive but while
 * somebody waits.
 *
 * @param name - of the work, for errors.
 * @returns asks; rejects when the work fails or its thread stops.
 */
export function createWorkerCalls<Asked, Answer>(script: URL, name: string): (asked: Asked) => Promise<Answer> {
  const waiting = new Map<number, { resolve: (answer: Answer) => void; reject: (reason: Error) => void }>();
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
      waiting.delete(given.id);
      if ("answer" in given) one?.resolve(given.answer);
      else one?.reject(new Error(`${name}: ${given.error}`));
      if (waiting.size === 0) started.unref();
    });
    started.on("error", (error) => lose(new Error(name, { cause: error })));
    started.on("exit", (code) => lose(new Error(`${name}: the worker stopped with ${code}`)));
    return started;
  };
  return (asked) =>
    new Promise((resolve, reject) => {
      worker ??= start();
      worker.ref();
      count += 1;
      waiting.set(count, { resolve, reject });
      const call: WorkerCall<Asked> = { id: count, asked };
      worker.postMessage(call);
    });
}
