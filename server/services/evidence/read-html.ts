import { Parser } from "htmlparser2";
import type { Extraction } from "../../domain/annotation/extraction.ts";
import { Refusal } from "../../domain/refusal.ts";
import { HtmlBlocks } from "./html-blocks.ts";
import { joinBlocks } from "./join-blocks.ts";
import { readPackageVersion } from "./package-version.ts";

const version = readPackageVersion("htmlparser2");

/** What stands in these is never shown as text, or runs, or comes from elsewhere. */
const DROPPED = new Set(
  (
    "script style template noscript iframe frame frameset object embed applet svg math head title canvas audio " +
    "video select textarea button datalist noembed noframes xmp plaintext"
  ).split(" "),
);

/**
 * Reads a page as blocks of text.
 *
 * Scripts, styles, handlers, forms, pictures and addresses are gone by construction: only text, its place and its
 * style are taken over, and nothing of the page's own markup is ever given out.
 *
 * @throws Refusal `evidence.too-complex`.
 */
export function readHtml(html: string, depthMax: number): Extraction {
  const blocks = new HtmlBlocks();
  const open: { name: string; isDropped: boolean }[] = [];
  let dropped = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (open.length === depthMax) throw new Refusal("evidence.too-complex", { depthMax });
      const isDropped = DROPPED.has(name) || isHidden(attributes);
      open.push({ name, isDropped });
      if (isDropped) dropped += 1;
      else if (dropped === 0) blocks.open(name, attributes);
    },
    ontext(text) {
      if (dropped === 0) blocks.addText(text);
    },
    onclosetag(name) {
      const last = open.pop();
      if (last?.isDropped === true) dropped -= 1;
      else if (dropped === 0) blocks.close(name);
    },
  });
  parser.write(html);
  parser.end();
  return {
    extractor: "assay-html-text",
    version: `1+htmlparser2-${version}`,
    format: "html",
    pageCount: 1,
    pages: [{ kind: "text" }],
    ...joinBlocks(blocks.end()),
  };
}

/** What a reader of the page would not see is no text of it. */
function isHidden(attributes: Readonly<Record<string, string>>): boolean {
  const style = attributes["style"] ?? "";
  return Object.hasOwn(attributes, "hidden") || /(display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style);
}
