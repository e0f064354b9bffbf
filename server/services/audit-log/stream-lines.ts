/** Whoever takes nothing for so long has gone: what is held open for them keeps what is erased on the disk. */
const STALL_MS = 60_000;

/**
 * Lines as bytes, made as fast as they are read; a reader that goes away ends the making, one that stands still breaks
 * the stream.
 *
 * @param run - makes the lines; what it throws breaks the stream too.
 */
export function streamLines(
  run: (write: (line: string) => Promise<void>) => Promise<void>,
  stallMs = STALL_MS,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let fail = (_reason: Error): void => undefined;
  const { readable, writable } = new TransformStream<string, Uint8Array>({
    start: (controller) => {
      fail = (reason) => controller.error(reason);
    },
    transform: (line, controller) => controller.enqueue(encoder.encode(`${line}\n`)),
  });
  const writer = writable.getWriter();
  const write = async (line: string): Promise<void> => {
    const timer = setTimeout(() => fail(new Error(`nothing was read for ${stallMs} ms`)), stallMs);
    try {
      await writer.write(line);
    } finally {
      clearTimeout(timer);
    }
  };
  // Either end tells the other: nothing is left to hear of it here.
  void run(write).then(
    () => writer.close().catch(() => undefined),
    (error: unknown) => writer.abort(error).catch(() => undefined),
  );
  return readable;
}
