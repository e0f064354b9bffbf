import type { DetailedError, Upload } from "tus-js-client";
import type { UploadRefusal } from "./listed-files.ts";

/** One request's bytes: the server's time for a request holds for slow lines too. */
const CHUNK_BYTES = 1024 * 1024;
const RETRY_MS = [500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 30_000, 30_000];

export interface FileToSend {
  readonly file: File;
  readonly itemId: string;
  readonly csrfToken: string;
  /** The upload that the server has of it already, to go on with; null to begin. */
  readonly uploadId: string | null;
  onBegun(uploadId: string): void;
  onProgress(share: number): void;
  /** The line is gone; it is tried again by itself. */
  onWaiting(): void;
  onDone(): void;
  /** @param refusal - of the server; null when the line stayed away too long. */
  onFailed(refusal: UploadRefusal | null): void;
}

/** Sends a file in pieces, and goes on where it stopped. The library comes with the first file. */
export async function sendFile(given: FileToSend): Promise<Upload> {
  const { Upload: TusUpload } = await import("tus-js-client");
  const upload: Upload = new TusUpload(given.file, {
    endpoint: "/uploads",
    ...(given.uploadId === null ? {} : { uploadUrl: `/uploads/${given.uploadId}` }),
    chunkSize: CHUNK_BYTES,
    retryDelays: RETRY_MS,
    headers: { "X-CSRF-Token": given.csrfToken },
    metadata: {
      itemId: given.itemId,
      fileName: given.file.name.normalize("NFC"),
      ...(given.file.type === "" ? {} : { mediaType: given.file.type }),
    },
    // Which files a person has sent is kept by the server alone: the next one at this computer finds nothing.
    storeFingerprintForResuming: false,
    onUploadUrlAvailable: () => given.onBegun(upload.url?.split("/").at(-1) ?? ""),
    onProgress: (sent, total) => given.onProgress(total === 0 ? 0 : sent / total),
    onShouldRetry: (error) => {
      const isRetried = isPassing(error);
      if (isRetried) given.onWaiting();
      return isRetried;
    },
    onSuccess: () => given.onDone(),
    onError: (error) => given.onFailed(findRefusal(error)),
  });
  upload.start();
  return upload;
}

/** What may be over at the next try: no answer, a busy server, another request that still holds the file. */
function isPassing(error: Error): boolean {
  const status = statusOf(error);
  return status === 0 || status === 409 || status === 423 || status === 429 || (status >= 500 && status !== 507);
}

const responseOf = (error: Error): DetailedError["originalResponse"] =>
  "originalResponse" in error ? ((error as DetailedError).originalResponse ?? null) : null;

const statusOf = (error: Error): number => responseOf(error)?.getStatus() ?? 0;

function findRefusal(error: Error): UploadRefusal | null {
  try {
    const body = JSON.parse(responseOf(error)?.getBody() ?? "null") as { refusal?: Partial<UploadRefusal> } | null;
    const { code, details = {} } = body?.refusal ?? {};
    return typeof code === "string" ? { code, details } : null;
  } catch {
    return null;
  }
}
