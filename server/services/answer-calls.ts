import { parentPort } from "node:worker_threads";
import type { WorkerAnswer, WorkerCall } from "./worker-calls.ts";

/**
 * The other end of `createWorkerCalls`: answers each question of the main thread, one after another.
 *
 * @param answer - may say how much of the work is done, 0–1, as often as it likes.
 */
export function answerCalls<Asked, Answer>(
  answer: (asked: Asked, onProgress: (share: number) => void) => Answer,
): void {
  const port = parentPort;
  if (port === null) throw new Error("answer calls: not a worker");
  port.on("message", ({ id, asked }: WorkerCall<Asked>) => {
    let given: WorkerAnswer<Answer>;
    try {
      given = { id, answer: answer(asked, (share) => port.postMessage({ id, share })) };
    } catch (error) {
      given = { id, error: String(error) };
    }
    port.postMessage(given);
  });
}
