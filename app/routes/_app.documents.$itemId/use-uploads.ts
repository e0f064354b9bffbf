import { useRevalidator } from "@remix-run/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { useRootData } from "#app/ui/use-root-data.ts";
import type { SubmissionView, UploadView } from "../../../server/services/submission/submission-view.ts";
import { findUnfinished, hashFile, isChangedUpload, listFiles, makeSending, type Sending } from "./listed-files.ts";
import { sendFile } from "./send-file.ts";

/** How often a page asks whether the server has read a file, ms. */
const ASK_EVERY_MS = 1_500;

/** Files that this page sends, joined with what the server has of the agency's files for the item. */
export function useUploads(itemId: string, { uploads }: NonNullable<SubmissionView["add"]>) {
  const { sending, change, forget } = useSending();
  const { revalidate } = useRevalidator();
  const csrfToken = useRootData()?.csrfToken ?? "";
  useAskAgain(uploads.some((upload) => upload.state === "reading"));

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
  const drop = async (uploadId: string): Promise<void> => {
    const headers = { "X-CSRF-Token": csrfToken, "Tus-Resumable": "1.0.0" };
    // What could not be dropped is still in the list when it is loaded anew.
    await fetch(`/uploads/${uploadId}`, { method: "DELETE", headers }).catch(() => undefined);
    revalidate();
  };
  const find = (key: string): Sending | undefined => sending.current.find((one) => one.key === key);

  return {
    list: listFiles(sending.current, uploads),
    isChanged: (upload: UploadView): boolean => isChangedUpload(upload, sending.current),
    drop,
    send: (files: readonly File[]): void => {
      for (const file of files) {
        const one = makeSending(file, findUnfinished(file, uploads, sending.current)?.id ?? null);
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
      if (one !== undefined) forget(one);
      if (uploadId !== null) void drop(uploadId);
    },
  };
}

export type PageUploads = ReturnType<typeof useUploads>;

/** Files of this page, in the order in which they were chosen. */
function useSending() {
  const sending = useRef<Sending[]>([]);
  const [, setVersion] = useState(0);
  const redraw = (): void => setVersion((version) => version + 1);
  const change = useCallback((one: Sending, changes: Partial<Sending>): void => {
    Object.assign(one, changes);
    redraw();
  }, []);
  const forget = (one: Sending): void => {
    sending.current = sending.current.filter((other) => other !== one);
    redraw();
  };
  // A page that goes stops sending; what the server has of the files stays, and they can be chosen again.
  useEffect(
    () => () => {
      for (const one of sending.current) void one.upload?.abort();
    },
    [],
  );
  return { sending, change, forget };
}

/** Loads the page's data anew from time to time while it is true. */
function useAskAgain(isWaiting: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(revalidate, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [isWaiting, revalidate]);
}
