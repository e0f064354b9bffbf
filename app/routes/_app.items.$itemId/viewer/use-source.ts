import { useCallback, useEffect, useState } from "react";
import type { EvidenceFormat } from "#domain/evidence/format.ts";
import { type EvidenceFile, FileFailure, openEvidenceFile } from "./evidence-file.ts";
import type { PageSource } from "./page-source.ts";
import type { PdfSource } from "./pdf-source.ts";

/** How far a document has come, and whether it is the one that was handed in. */
export interface SourceState {
  /** Null until the first page can be drawn. */
  readonly source: PageSource | null;
  /** Bytes of the whole file; null until it is open. */
  readonly size: number | null;
  readonly loaded: number;
  /** Whether the whole file has the hash that the log names; null until all of it is here. */
  readonly isSound: boolean | null;
  /** Null while nothing is wrong. `unreadable`: the file came, and is no document that can be drawn. */
  readonly failure: FileFailure["reason"] | "unreadable" | null;
}

const NOTHING: SourceState = { source: null, size: null, loaded: 0, isSound: null, failure: null };

/**
 * Opens a document for drawing. Its first page does not wait for the rest; the rest comes all the same, because only
 * the whole file has a hash. A file with another hash is closed again: it must not be read as evidence.
 *
 * @param hasPages - of a document of text only the hash is looked at. @returns with `retry`, for after a failure.
 */
export function useSource(
  { id, sha256, format }: { id: string; sha256: string; format: EvidenceFormat },
  hasPages: boolean,
): SourceState & { retry: () => void } {
  const [state, setState] = useState(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  useEffect(() => {
    const controller = new AbortController();
    let opened: PageSource | null = null;
    const change = (next: Partial<SourceState>): void => {
      if (!controller.signal.aborted) setState((before) => ({ ...before, ...next }));
    };
    const fail = (error: unknown): void => {
      if (!controller.signal.aborted) change({ failure: error instanceof FileFailure ? error.reason : "unreadable" });
    };
    setState(NOTHING);
    const open = async (): Promise<void> => {
      // The program that draws PDFs is fetched beside the file.
      if (format === "pdf") import("./pdf-source.ts").catch(() => undefined);
      const path = `/evidence/${encodeURIComponent(id)}/content`;
      const file = await openEvidenceFile(path, sha256, controller.signal);
      change({ size: file.size, loaded: Math.min(file.head.length, file.size) });
      const onProgress = (loaded: number): void => change({ loaded });
      if (!hasPages) {
        const { isSound } = await file.readWhole({ onChunk: () => undefined, onProgress });
        return change({ isSound, loaded: file.size });
      }
      const isPdf = file.mediaType === "application/pdf";
      const { source, isSound } = await (isPdf ? openPdfOf(file, fail) : openPicture(file, onProgress));
      opened = source;
      if (controller.signal.aborted) return source?.close();
      change({ source });
      if (await (isSound ?? readRest(file, source as PdfSource, onProgress))) {
        return change({ isSound: true, loaded: file.size });
      }
      source?.close();
      opened = null;
      change({ isSound: false, source: null });
    };
    open().catch(fail);
    return () => {
      controller.abort();
      opened?.close();
    };
  }, [id, sha256, format, hasPages, attempt]);
  useEffect(() => {
    if (state.failure !== "offline") return;
    addEventListener("online", retry);
    return () => removeEventListener("online", retry);
  }, [state.failure, retry]);
  return { ...state, retry };
}

interface Opened {
  readonly source: PageSource | null;
  /** Null when the rest of the file has yet to come. */
  readonly isSound: boolean | null;
}

async function openPdfOf(file: EvidenceFile, onFailure: (error: unknown) => void): Promise<Opened> {
  const { openPdf } = await import("./pdf-source.ts");
  return { source: await openPdf(file, onFailure), isSound: null };
}

async function openPicture(file: EvidenceFile, onProgress: (bytes: number) => void): Promise<Opened> {
  const [{ openImage }, { bytes, isSound }] = await Promise.all([
    import("./image-source.ts"),
    file.readWhole({ onChunk: () => undefined, onProgress }),
  ]);
  return { source: isSound ? await openImage(bytes, file) : null, isSound };
}

async function readRest(file: EvidenceFile, pdf: PdfSource, onProgress: (bytes: number) => void): Promise<boolean> {
  const { isSound } = await file.readWhole({ onChunk: (chunk) => pdf.addChunk(chunk), onProgress });
  pdf.endChunks();
  return isSound;
}
