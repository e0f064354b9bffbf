import { Refusal } from "../../domain/refusal.ts";
import type { Asking } from "../page-services.ts";
import type { Pages } from "../pages.ts";
import type { AccessLog } from "./access-log.ts";

/** Doors that show nothing which somebody's rights disclose; a refusal there is noted all the same. */
const QUIET: ReadonlySet<keyof Pages> = new Set([
  "shell",
  "firstPlace",
  "queue",
  "palette",
  "firstBoard",
  "nextItem",
  "interests",
  "unread",
  "myEntries",
  "results",
]);

/** Doors that hand out a file of what the log discloses. */
const EXPORTS: ReadonlySet<string> = new Set(["logExport", "dossier", "accessLogExport", "noteExport"]);

type Reader = (asking: Asking | object, asked?: unknown) => Promise<unknown>;

/** The same pages; who reads what, and whom it is refused, goes to the access log. */
export function watchPages(pages: Pages, access: Pick<AccessLog, "note">): Pages {
  const watched = Object.entries(pages).map(([name, read]) => [
    name,
    watch(name as keyof Pages, read as Reader, access),
  ]);
  return Object.fromEntries(watched) as Pages;
}

function watch(door: keyof Pages, read: Reader, access: Pick<AccessLog, "note">): Reader {
  return async (asking, asked) => {
    const accountId = "id" in asking ? asking.id : null;
    const about = { accountId, door, thing: toThing(asked) };
    try {
      const view = await read(asking, asked);
      const kind = EXPORTS.has(door) ? "exported" : "read";
      if (!QUIET.has(door)) access.note({ ...about, kind, outcome: "ok" });
      return view;
    } catch (error) {
      if (error instanceof Refusal) access.note({ ...about, kind: "refused", outcome: error.code });
      throw error;
    }
  };
}

/** The id that a page is asked for: alone, or the first in what is asked. */
function toThing(asked: unknown): string | null {
  const values: unknown[] = typeof asked === "object" && asked !== null ? Object.values(asked) : [asked];
  for (const value of values) {
    if (typeof value === "number") return String(value);
    if (typeof value === "string" && value !== "") return value;
  }
  return null;
}
