/** The page answers to keys and presses between two turns of so many milliseconds. */
const TURN_MS = 24;

/**
 * Lines of a file as they are read, without their newlines; never the whole file at once.
 *
 * @param onRead - bytes read so far.
 */
export async function* readLines(file: Blob, onRead: (bytes: number) => void): AsyncGenerator<string> {
  const reader = file.stream().getReader();
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let [rest, bytes, turnedAt] = ["", 0, performance.now()];
  for (;;) {
    const { done, value } = await reader.read();
    rest += done ? decoder.decode() : decoder.decode(value, { stream: true });
    bytes += value?.length ?? 0;
    onRead(bytes);
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      yield line;
      if (performance.now() - turnedAt < TURN_MS) continue;
      await new Promise((resolve) => setTimeout(resolve));
      turnedAt = performance.now();
    }
    if (!done) continue;
    if (rest !== "") yield rest;
    return;
  }
}
