import { parentPort } from "node:worker_threads";
import type { TextAnchor } from "../../domain/annotation/anchor.ts";
import { locateAnchors, type LocatedAnchors } from "./locate-anchors.ts";

export interface LocateRequest {
  readonly id: number;
  readonly document: string;
  readonly before: string | null;
  readonly anchors: readonly TextAnchor[];
}

export type LocateAnswer =
  { readonly id: number; readonly located: LocatedAnchors } | { readonly id: number; readonly error: string };

const port = parentPort;
if (port === null) throw new Error("anchor worker: not a worker");

port.on("message", ({ id, document, before, anchors }: LocateRequest) => {
  let answer: LocateAnswer;
  try {
    answer = { id, located: locateAnchors(document, before, anchors) };
  } catch (error) {
    answer = { id, error: String(error) };
  }
  port.postMessage(answer);
});
