import type { PageCommand } from "../../../app/live/send-command.ts";
import { hashAnnotation } from "../../../server/domain/annotation/hash-annotation.ts";
import { sha256 } from "../../../server/services/hash.ts";
import type { RoundServer } from "../../helpers/open-round-server.ts";
import { annotationOf, sealOf } from "../../helpers/page-commands.ts";
import type { PageClient } from "../../helpers/page-client.ts";

/** What expert A hides in one run. Both runs make the same number of entries. */
export interface Variant {
  readonly milliPoints: number;
  readonly level: number;
  readonly text: string;
  /** Of the annotations made before the first seal. */
  readonly cited: number;
  /** Seals after the first. */
  readonly replacements: number;
}

export const VARIANTS: readonly [Variant, Variant] = [
  { milliPoints: 19_500, level: 4, text: "Đủ.", cited: 0, replacements: 0 },
  {
    milliPoints: 0,
    level: 0,
    text: "Không thấy văn bản nào; phụ lục không có mức vốn từng năm. ".repeat(40),
    cited: 3,
    replacements: 4,
  },
];

/** Entries of A in each run: annotations, the first seal, and then replacements or as many private annotations. */
const ACTS = { first: 3, later: 4 };

/** A seals, and replaces or annotates; one entry for each act, whatever the variant. */
export async function actByVariant(world: RoundServer, a: PageClient, variant: Variant): Promise<void> {
  const item = await world.hue("2.1");
  const document = world.evidence.get(item.itemId)!;
  const send = async (page: object) => {
    const prepared = a.prepare(page as PageCommand);
    const answer = await a.post(prepared.envelope);
    if (answer.status !== 200) throw new Error(`act by variant: ${answer.body}`);
    return prepared;
  };
  const cites = [];
  const annotate = async (place: number) => {
    const annotation = `rieng-${place}`;
    const body = `${variant.text} ${place}`;
    const given = { annotation, start: place * 20, end: place * 20 + 5 + variant.level, body };
    const { envelope } = await send(annotationOf(item, document, given));
    return { annotation, version: 1, hash: hashAnnotation(sha256, envelope.parts) };
  };
  for (let place = 0; place < ACTS.first; place += 1) {
    const cite = await annotate(place);
    if (place < variant.cited) cites.push(cite);
  }
  const { milliPoints, level, text } = variant;
  for (let at = 0; at <= ACTS.later; at += 1) {
    if (at > variant.replacements) {
      await annotate(ACTS.first + at);
      continue;
    }
    const seal = sealOf(item, { expects: at, milliPoints, level, justification: `${text} ${at}` });
    await send({ ...seal, facts: { ...seal.facts, cites } });
  }
}
