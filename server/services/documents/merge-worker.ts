import { parentPort, workerData } from "node:worker_threads";
import { mergeDocument } from "./merge-document.ts";

// Compaction off the main thread: a large document would hold up every room for its length.
parentPort?.postMessage(mergeDocument(workerData as Uint8Array[]));
