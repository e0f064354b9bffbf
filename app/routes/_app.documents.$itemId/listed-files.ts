import type { Upload } from "tus-js-client";
import { toSafeFileName } from "#domain/evidence/file-name.ts";
import { toHex } from "#domain/ledger/bytes.ts";
import type { UploadView } from "../../../server/services/submission/submission-view.ts";

/** Why a file was not taken. */
export type UploadRefusal = NonNullable<UploadView["refusal"]>;

/** A file as the list shows it. */
export interface ListedFile {
  readonly key: string;
  readonly name: string;
  readonly state: "sending" | "waiting" | "paused" | "failed" | "receiving" | "reading" | "refused" | "changed";
  /** 0–1. */
  readonly share: number;
  readonly refusal: UploadRefusal | null;
  readonly expiresAt: string | null;
  readonly byteCount: number;
}

/** Refusals that may be over when there is room, or its sender has signed in again; the others are for good. */
const PASSING_REFUSALS: ReadonlySet<string> = new Set([
  "session.signed-out",
  "session.csrf-missing",
  "storage.full",
  "upload.quota-reached",
  "upload.throttled",
  "upload.too-many",
]);

/** Whether sending can go on from here by a press. */
export function canResume({ state, refusal }: Pick<ListedFile, "state" | "refusal">): boolean {
  if (state === "paused") return true;
  return state === "failed" && (refusal === null || PASSING_REFUSALS.has(refusal.code));
}

/** A file that this page sends or has sent. */
export interface Sending {
  readonly key: string;
  readonly file: File;
  uploadId: string | null;
  upload: Upload | null;
  state: "sending" | "waiting" | "paused" | "failed" | "done";
  share: number;
  refusal: UploadRefusal | null;
  /** Of the file as it is here, once all of it was sent. */
  sha256: string | null;
}

/** @param uploadId - the upload that the server has of it already, to go on with; null to begin. */
export function makeSending(file: File, uploadId: string | null): Sending {
  const key = crypto.randomUUID();
  return { key, file, uploadId, upload: null, state: "sending", share: 0, refusal: null, sha256: null };
}

/** An upload that stopped, of a file of this name and size: it goes on instead of beginning anew. */
export function findUnfinished(
  file: File,
  uploads: readonly UploadView[],
  sending: readonly Sending[],
): UploadView | null {
  const name = toSafeFileName(file.name);
  const isOpen = (upload: UploadView): boolean =>
    upload.state === "receiving" &&
    upload.fileName === name &&
    upload.byteCount === file.size &&
    !sending.some((one) => one.uploadId === upload.id);
  return uploads.find(isOpen) ?? null;
}

/** Whether what arrived is another file than the one that was chosen here. */
export function isChangedUpload(upload: UploadView, sending: readonly Sending[]): boolean {
  const own = sending.find((one) => one.uploadId === upload.id)?.sha256 ?? null;
  return own !== null && upload.stored !== null && upload.stored.sha256 !== own;
}

/** Files of this page that are under way, then those that the server has and nobody sends. */
export function listFiles(sending: readonly Sending[], uploads: readonly UploadView[]): ListedFile[] {
  const active = sending.flatMap(({ key, file, state, share, refusal }): ListedFile[] =>
    state === "done"
      ? []
      : [{ key, name: file.name.normalize("NFC"), state, share, refusal, expiresAt: null, byteCount: file.size }],
  );
  const shown = new Set(sending.filter((one) => one.state !== "done").map((one) => one.uploadId));
  const waiting = uploads.flatMap((upload): ListedFile[] => {
    const { id: key, fileName: name, expiresAt, refusal, state, byteCount } = upload;
    const isChanged = isChangedUpload(upload, sending);
    if (shown.has(key) || (state === "stored" && !isChanged)) return [];
    const shownState = state === "stored" ? "changed" : state;
    return [{ key, name, state: shownState, share: 0, refusal, expiresAt, byteCount }];
  });
  return [...active, ...waiting];
}

/** Lower-case hex. */
export async function hashFile(file: File): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
}
