import type { SubmittedDocument, UploadView } from "../../../server/services/submission/submission-view.ts";

/** What the item has with the same bytes: a document that stands, or the name of another file that waits. */
export type Twin = { readonly number: string; readonly name: string } | { readonly other: string };

/** Finds what has the same bytes as a file; of two files that wait the later one is the double. */
export function findTwin(
  upload: UploadView,
  waiting: readonly UploadView[],
  documents: readonly Pick<SubmittedDocument, "newest">[],
): Twin | null {
  const sha256 = upload.stored?.sha256;
  const document = documents.find(({ newest }) => newest.sha256 === sha256)?.newest;
  if (document !== undefined) return { number: document.number, name: document.name };
  const before = waiting.slice(0, waiting.indexOf(upload)).find((one) => one.stored?.sha256 === sha256);
  return before === undefined ? null : { other: before.fileName };
}
