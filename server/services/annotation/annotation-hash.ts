import { hashAnnotation } from "../../domain/annotation/hash-annotation.ts";
import { sha256 } from "../hash.ts";
import type { DecideContext } from "../commands/handler.ts";

/** Hash of the version that an entry holds, from its decrypted parts: private annotations are not in any projection. */
export async function computeAnnotationHash(context: Pick<DecideContext, "readParts">, seq: number): Promise<string> {
  const parts = (await context.readParts([seq])).get(seq);
  if (parts === undefined) throw new RangeError(`annotation hash: entry ${seq} has no parts`);
  // Nobody cites any more what can be erased: its round is published.
  if (parts.text === "erased") throw new RangeError(`annotation hash: the text of entry ${seq} was erased`);
  return hashAnnotation(sha256, { value: parts.value.bytes, text: parts.text.bytes });
}
