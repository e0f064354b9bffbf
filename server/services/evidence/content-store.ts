/** A kept byte string that is being read. */
export interface OpenedContent {
  /** Of the whole content, in bytes. */
  readonly size: number;
  /** The bytes that were asked for, in order; ends early with an error when they cannot be read. */
  readonly stream: ReadableStream<Uint8Array>;
}

/** Bytes from `start` up to, not including, `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * Keeps byte strings under the SHA-256 of their content; what is put once never changes. It holds no names, owners or
 * types: whoever asks has asked the policy before.
 *
 * **Durability.** When `put` returns, the bytes and the name that they are found under survive a crash and a power
 * loss. When it throws, or the process dies, either all of them are kept or nothing is found under the hash; what was
 * half written is never given out, and is cleared away at the next start.
 * **Concurrency.** Any number of calls may run at the same time, on one hash too. Nothing is ever removed, so a hash
 * that was found stays found.
 * **Retries.** Every call may be made again after an error; the same bytes again change nothing.
 * **Memory.** Contents are streamed: only `get` holds a whole one.
 *
 * So it fits a folder as well as a store that speaks S3: an object under a temporary key while its hash is not known,
 * a copy to its own key once it is; ranges, existence and size are what `GET` and `HEAD` give.
 */
export interface ContentStore {
  /** @returns the hash in lower-case hexadecimal, and the number of bytes. @throws Error with `cause` as it came. */
  put(content: Uint8Array | AsyncIterable<Uint8Array>): Promise<{ sha256: string; size: number }>;
  /**
   * Gives the bytes, hashed again on the way.
   *
   * @returns null when nothing is kept under this hash, or the text is no SHA-256.
   * @throws Error when the kept bytes no longer have this hash.
   */
  get(sha256: string): Promise<Uint8Array | null>;
  /** Number of bytes, without reading them; null when nothing is kept under this hash. */
  size(sha256: string): Promise<number | null>;
  /**
   * Opens the bytes, or a part of them. What nobody has hashed since it was last written is hashed first, so that a
   * part of a damaged content is not given out.
   *
   * @param range - cut at the end of the content; all of it when left out. Whoever opens reads or cancels the stream.
   * @returns null when nothing is kept under this hash.
   * @throws Error when the kept bytes no longer have this hash. @throws RangeError when no byte is in the range.
   */
  openRange(sha256: string, range?: ByteRange): Promise<OpenedContent | null>;
  /** Says whether the bytes are there and sound, without handing them out. */
  verify(sha256: string): Promise<"sound" | "missing" | "damaged">;
  /** Hash and length of what is kept in the place of this hash, also when it is damaged; null when nothing is. */
  measure(sha256: string): Promise<{ sha256: string; bytes: number } | null>;
}
