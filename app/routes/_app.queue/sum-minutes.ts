import { estimateMinutes, type Pace } from "#domain/queue/pace.ts";
import type { QueueItem } from "../../../server/services/queue/read-queue-items.ts";
import { countPages } from "./group-items.ts";

/** What items are likely to take together, whole minutes; 0 for none. */
export function sumMinutes(items: readonly QueueItem[], pace: Pace): number {
  return items.reduce((sum, item) => sum + estimateMinutes(pace, countPages(item)), 0);
}
