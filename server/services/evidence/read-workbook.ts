import { posix } from "node:path";
import { Refusal } from "../../domain/refusal.ts";
import { type CellFormat, toCellFormat } from "./cell-format.ts";
import { type CheckedPackage, listRelationships } from "./check-package.ts";
import type { FileLimits } from "./evidence-limits.ts";
import { getAttribute, readXml } from "./read-xml.ts";

/** A sheet that a reader of the workbook sees, with the name of its part. */
export interface SheetPart {
  readonly name: string;
  readonly part: string;
}

/** What cells refer to. */
export interface Workbook {
  readonly sheets: readonly SheetPart[];
  readonly strings: readonly string[];
  /** By the number that a cell names. */
  readonly styles: readonly CellStyle[];
  readonly is1904: boolean;
}

export interface CellStyle {
  readonly format: CellFormat;
  readonly bold: boolean;
  readonly italic: boolean;
}

/**
 * Reads what stands around the cells of a workbook.
 *
 * @returns visible sheets only, in their order: a hidden one is not what the agency shows.
 * @throws Refusal `evidence.unreadable`, `evidence.too-many-pages`.
 */
export function readWorkbook({ parts }: CheckedPackage, limits: FileLimits): Workbook {
  const path = findWorkbook(parts, limits.depthMax);
  const folder = posix.dirname(path);
  const toPart = (target: string): string =>
    target.startsWith("/") ? target.slice(1) : posix.normalize(posix.join(folder, target));
  const name = `${folder === "." ? "" : `${folder}/`}_rels/${posix.basename(path)}.rels`;
  const relationships = listRelationships(getPart(parts, name), limits.depthMax);
  const targets = new Map(relationships.map((one) => [one.id, toPart(one.target)]));
  const sheets: SheetPart[] = [];
  let is1904 = false;
  readXml(getPart(parts, path), limits.depthMax, {
    open: (tag, attributes) => {
      if (tag === "workbookPr") is1904 = /^(1|true)$/.test(getAttribute(attributes, "date1904") ?? "");
      if (tag !== "sheet") return;
      if ((getAttribute(attributes, "state") ?? "visible") !== "visible") return;
      const id = Object.values(attributes).find((one) => one.local === "id" && one.prefix !== "")?.value ?? "";
      const part = targets.get(id);
      if (part === undefined) throw new Refusal("evidence.unreadable", { problem: "a sheet is missing" });
      sheets.push({ name: getAttribute(attributes, "name") ?? "", part });
    },
  });
  if (sheets.length === 0) throw new Refusal("evidence.unreadable", { problem: "no visible sheet" });
  if (sheets.length > limits.sheetsMax) {
    throw new Refusal("evidence.too-many-pages", { pages: sheets.length, pagesMax: limits.sheetsMax });
  }
  const findTarget = (type: string): Uint8Array | undefined => {
    const target = relationships.find((one) => one.type === type)?.target;
    return target === undefined ? undefined : parts.get(toPart(target));
  };
  const [strings, styles] = [findTarget("sharedStrings"), findTarget("styles")];
  return {
    sheets,
    strings: strings === undefined ? [] : readStrings(strings, limits.depthMax),
    styles: styles === undefined ? [] : readStyles(styles, limits.depthMax),
    is1904,
  };
}

export function getPart(parts: ReadonlyMap<string, Uint8Array>, name: string): Uint8Array {
  const part = parts.get(name);
  if (part === undefined) throw new Refusal("evidence.unreadable", { problem: `the part ${name} is missing` });
  return part;
}

function findWorkbook(parts: ReadonlyMap<string, Uint8Array>, depthMax: number): string {
  const root = listRelationships(getPart(parts, "_rels/.rels"), depthMax);
  const target = root.find((one) => one.type === "officeDocument")?.target ?? "xl/workbook.xml";
  return target.replace(/^\//, "");
}

/** Phonetic readings stand beside the words and are left out. */
function readStrings(part: Uint8Array, depthMax: number): string[] {
  const strings: string[] = [];
  let current = "";
  let isText = false;
  let phonetic = 0;
  readXml(part, depthMax, {
    open: (name) => {
      if (name === "si") current = "";
      if (name === "rPh") phonetic += 1;
      isText = name === "t" && phonetic === 0;
    },
    text: (text) => {
      if (isText) current += text;
    },
    close: (name) => {
      isText = false;
      if (name === "rPh") phonetic -= 1;
      if (name === "si") strings.push(current);
    },
  });
  return strings;
}

function readStyles(part: Uint8Array, depthMax: number): CellStyle[] {
  const codes = new Map<number, string>();
  const fonts: { bold: boolean; italic: boolean }[] = [];
  const styles: CellStyle[] = [];
  const path: string[] = [];
  readXml(part, depthMax, {
    open: (name, attributes) => {
      const parent = path.at(-1);
      path.push(name);
      const isOn = !/^(0|false)$/.test(getAttribute(attributes, "val") ?? "1");
      if (name === "numFmt" && parent === "numFmts") {
        codes.set(Number(getAttribute(attributes, "numFmtId")), getAttribute(attributes, "formatCode") ?? "");
      } else if (name === "font" && parent === "fonts") {
        fonts.push({ bold: false, italic: false });
      } else if (parent === "font" && path.at(-3) === "fonts") {
        if (name === "b") fonts.at(-1)!.bold = isOn;
        if (name === "i") fonts.at(-1)!.italic = isOn;
      } else if (name === "xf" && parent === "cellXfs") {
        const id = Number(getAttribute(attributes, "numFmtId") ?? 0);
        const font = fonts[Number(getAttribute(attributes, "fontId") ?? 0)] ?? { bold: false, italic: false };
        styles.push({ format: toCellFormat(id, codes.get(id) ?? null), ...font });
      }
    },
    close: () => path.pop(),
  });
  return styles;
}
