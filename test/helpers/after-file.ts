/** Something that a test file opened. */
export interface Opened {
  close(): Promise<void>;
}

const opened = new Set<Opened>();

/**
 * Keeps in mind what has to be closed when the test file ends: files share a process, so nothing may outlive its own.
 *
 * @returns its `close`, which forgets it as well; calling it again does nothing.
 */
export function closeAfterFile(one: Opened): () => Promise<void> {
  opened.add(one);
  return async () => {
    if (opened.delete(one)) await one.close();
  };
}

/** Closes what the file left open, the newest first. */
export async function closeLeftOpen(): Promise<void> {
  for (const one of [...opened].reverse()) {
    opened.delete(one);
    await one.close();
  }
}
