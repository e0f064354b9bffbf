import { useEffect, useRef, useState } from "react";

/** Where a download stands. */
export type ExportState =
  | { readonly state: "idle" }
  | { readonly state: "failed" }
  | { readonly state: "running"; readonly done: number; readonly total: number; readonly bytes: number }
  | { readonly state: "done"; readonly bytes: number };

const NEWLINE = 10;

/** Downloads an export and shows how far it is; the file is saved when it is whole. */
export function useExport() {
  const [state, setState] = useState<ExportState>({ state: "idle" });
  const aborted = useRef<AbortController | null>(null);
  useEffect(() => () => aborted.current?.abort(), []);

  const run = async (address: string): Promise<void> => {
    aborted.current?.abort();
    const { signal } = (aborted.current = new AbortController());
    setState({ state: "running", done: 0, total: 0, bytes: 0 });
    try {
      const { blob, fileName } = await download(address, signal, (progress) =>
        setState({ state: "running", ...progress }),
      );
      save(blob, fileName);
      setState({ state: "done", bytes: blob.size });
    } catch {
      setState({ state: signal.aborted ? "idle" : "failed" });
    }
  };
  return { state, run, stop: () => aborted.current?.abort() };
}

async function download(
  address: string,
  signal: AbortSignal,
  onProgress: (progress: { done: number; total: number; bytes: number }) => void,
): Promise<{ blob: Blob; fileName: string }> {
  const response = await fetch(address, { signal });
  if (!response.ok || response.redirected || response.body === null) {
    throw new Error(`export: status ${response.status}`);
  }
  const total = Number(response.headers.get("X-Entry-Count") ?? 0);
  const fileName = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "")?.[1] ?? "assay-log";
  const chunks: Uint8Array[] = [];
  let [lines, bytes] = [0, 0];
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    bytes += value.length;
    for (const byte of value) if (byte === NEWLINE) lines += 1;
    // The lines around the entries are few: the count is right to within them, and never beyond the end.
    onProgress({ done: Math.min(lines, total), total, bytes });
  }
  const type = response.headers.get("Content-Type") ?? "application/octet-stream";
  return { blob: new Blob(chunks as BlobPart[], { type }), fileName };
}

function save(blob: Blob, fileName: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
