import { useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";
import type { Upload } from "tus-js-client";
import { toSafeFileName } from "#domain/evidence/file-name.ts";
import { toHex } from "#domain/ledger/bytes.ts";
import { useRootData } from "#app/ui/use-root-data.ts";
import type { SubmissionView, UploadView } from "../../../server/services/submission/submission-view.ts";
import { sendFile } from "./send-file.ts";

/** A file as the list shows it. */
export interface ListedFile {
  readonly key: string;
  readonly name: string;
  readonly state: "sending" | "waiting" | "paused" | "failed" | "receiving" | "reading" | "refused" | "changed";
  /** 0–1. */
  readonly share: number;
  readonly refusal: string | null;
  readonly expiresAt: string | null;
}

interface Sending {
  readonly key: string;
  readonly file: File;
  uploadId: string | null;
  upload: Upload | null;
  state: "sending" | "waiting" | "paused" | "failed" | "done";
  share: number;
  refusal: string | null;
  /** Of the file as it is here, once all of it was sent. */
  sha256: string | null;
}

/** How often a page asks whether the server has read a file, ms. */
const ASK_EVERY_MS = 1_500;

/** Files that this page sends, joined with what the server has of the agency's files for the item. */
export function useUploads(itemId: string, { uploads }: NonNullable<SubmissionView["add"]>) {
  const { revalidate } = useRevalidator();
  const csrfToken = useRootData()?.csrfToken ?? "";
  const sending = useRef<Sending[]>([]);
  const [, setVersion] = useState(0);
  const change = useCallback((one: Sending, changes: Partial<Sending>): void => {
    Object.assign(one, changes);
    setVersion((version) => version + 1);
  }, []);

  const isReading = uploads.some((upload) => upload.state === "reading");
  useEffect(() => {
    if (!isReading) return;
    const timer = setInterval(revalidate, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isReading, revalidate]);
  // A page that goes stops sending; what the server has of the files stays, and they can be chosen again.
  useEffect(() => () => sending.current.forEach((one) => void one.upload?.abort()), []);

  const start = async (one: Sending): Promise<void> => {
    change(one, { state: "sending", refusal: null });
    const upload = await sendFile({
      file: one.file,
      itemId,
      csrfToken,
      uploadId: one.uploadId,
      onBegun: (uploadId) => change(one, { uploadId }),
      onProgress: (share) => change(one, { share, ...(one.state === "waiting" ? { state: "sending" } : {}) }),
      onWaiting: () => change(one, { state: "waiting" }),
      onFailed: (refusal) => change(one, { state: "failed", refusal }),
      onDone: () => {
        change(one, { state: "done", share: 1 });
        revalidate();
        void hashFile(one.file).then((sha256) => change(one, { sha256 }));
      },
    });
    change(one, { upload });
  };
  const find = (key: string): Sending | undefined => sending.current.find((one) => one.key === key);
  const forget = (key: string): void => {
    sending.current = sending.current.filter((one) => one.key !== key);
    setVersion((version) => version + 1);
  };
  const drop = async (uploadId: string): Promise<void> => {
    await fetch(`/uploads/${uploadId}`, {
      method: "DELETE",
      headers: { "X-CSRF-Token": csrfToken, "Tus-Resumable": "1.0.0" },
    }).catch(() => undefined);
    revalidate();
  };
  const isChanged = (upload: UploadView): boolean => {
    const own = sending.current.find((one) => one.uploadId === upload.id)?.sha256 ?? null;
    return own !== null && upload.stored !== null && upload.stored.sha256 !== own;
  };

  return {
    list: listFiles(sending.current, uploads, isChanged),
    isChanged,
    drop,
    send: (files: readonly File[]): void => {
      for (const file of files) {
        const known = findUnfinished(file, uploads, sending.current);
        const one: Sending = {
          key: crypto.randomUUID(),
          file,
          uploadId: known?.id ?? null,
          upload: null,
          state: "sending",
          share: 0,
          refusal: null,
          sha256: null,
        };
        sending.current.push(one);
        void start(one);
      }
    },
    pause: (key: string): void => {
      const one = find(key);
      if (one !== undefined) void one.upload?.abort().then(() => change(one, { state: "paused" }));
    },
    resume: (key: string): void => {
      const one = find(key);
      if (one !== undefined) void start(one);
    },
    cancel: (key: string): void => {
      const one = find(key);
      const uploadId = one === undefined ? key : one.uploadId;
      void one?.upload?.abort();
      if (one !== undefined) forget(key);
      if (uploadId !== null) void drop(uploadId);
    },
  };
}

export type PageUploads = ReturnType<typeof useUploads>;

/** An upload that stopped, of a file of this name and size: it goes on instead of beginning anew. */
function findUnfinished(file: File, uploads: readonly UploadView[], sending: readonly Sending[]): UploadView | null {
  const name = toSafeFileName(file.name);
  const isOpen = (upload: UploadView): boolean =>
    upload.state === "receiving" &&
    upload.fileName === name &&
    upload.byteCount === file.size &&
    !sending.some((one) => one.uploadId === upload.id);
  return uploads.find(isOpen) ?? null;
}

function listFiles(
  sending: readonly Sending[],
  uploads: readonly UploadView[],
  isChanged: (upload: UploadView) => boolean,
): ListedFile[] {
  const active = sending.flatMap(({ key, file, state, share, refusal }): ListedFile[] =>
    state === "done" ? [] : [{ key, name: file.name.normalize("NFC"), state, share, refusal, expiresAt: null }],
  );
  const shown = new Set(sending.filter((one) => one.state !== "done").map((one) => one.uploadId));
  const waiting = uploads.flatMap((upload): ListedFile[] => {
    const { id: key, fileName: name, expiresAt, refusal, state } = upload;
    if (shown.has(key) || (state === "stored" && !isChanged(upload))) return [];
    const shownState = state === "stored" ? "changed" : state;
    return [{ key, name, state: shownState, share: 0, refusal: refusal?.code ?? null, expiresAt }];
  });
  return [...active, ...waiting];
}

async function hashFile(file: File): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer())));
}
