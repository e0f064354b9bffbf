import { type CaseView, readCase } from "./review/read-case.ts";
import { readReviews, type ReviewsView } from "./review/read-reviews.ts";
import { readShell, type ShellView } from "./shell/read-shell.ts";
import type { PageServices } from "./services.ts";

/** Who asks for a page: a signed-in account. */
export interface Asking {
  readonly id: string;
  readonly displayName: string;
}

/**
 * What pages show. Every reader asks `can` and gives a view that lists each field that may leave the server, never a
 * row. A thing that the person may not know of is refused as `thing.absent`.
 */
export interface Pages {
  shell(asking: Asking): Promise<ShellView>;
  reviews(asking: Asking): Promise<ReviewsView>;
  case(asking: Asking, caseId: string): Promise<CaseView>;
}

export function createPages(services: PageServices): Pages {
  return {
    shell: (asking) => readShell(services, asking),
    reviews: (asking) => readReviews(services, asking),
    case: (asking, caseId) => readCase(services, asking, caseId),
  };
}
