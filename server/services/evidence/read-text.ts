import type { Extraction } from "../../domain/annotation/extraction.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DraftBlock, joinBlocks } from "./join-blocks.ts";

/**
 * Decodes a file of text: UTF-8, or UTF-16 with its mark.
 *
 * Older Vietnamese encodings cannot be told from each other, and a wrong guess changes every second word of what an
 * expert quotes: they are refused with a sentence that says how to save the file.
 *
 * @throws Refusal `evidence.unknown-encoding`.
 */
export function decodeText(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : "utf-8";
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal("evidence.unknown-encoding");
  }
}

/** Reads plain text: one block for each line that has something on it. */
export function readText(text: string): Extraction {
  const style = { bold: false, italic: false, underline: false };
  const drafts = text.split(/\r\n|[\n\r\f\u2028\u2029]/).map((line): DraftBlock => ({
    page: 1,
    align: "left",
    indent: /^(\t| {2,})/.test(line),
    kind: "paragraph",
    pieces: [{ ...style, text: line }],
  }));
  return {
    extractor: "assay-plain-text",
    version: "1",
    format: "txt",
    pageCount: 1,
    pages: [{ kind: "text" }],
    ...joinBlocks(drafts),
  };
}
