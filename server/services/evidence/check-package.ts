import type { Buffer } from "node:buffer";
import type { EvidenceFormat } from "../../domain/evidence/format.ts";
import { Refusal } from "../../domain/refusal.ts";
import type { FileLimits } from "./evidence-limits.ts";
import { type OfficePackage, readPackage } from "./read-package.ts";
import { getAttribute, readXml } from "./read-xml.ts";

/** A relationship of a part to another one, or to something outside of the file. */
export interface Relationship {
  readonly id: string;
  /** Last word of its address: `hyperlink`, `oleObject`. */
  readonly type: string;
  readonly target: string;
  readonly isExternal: boolean;
}

/** An Office file that runs nothing and embeds nothing but pictures and the figures of its charts. */
export interface CheckedPackage extends OfficePackage {
  readonly format: Extract<EvidenceFormat, "docx" | "xlsx">;
}

const MAIN_TYPES: Readonly<Record<string, CheckedPackage["format"]>> = {
  "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "docx",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": "xlsx",
};
const macroNames = /(^|\/)(vbaProject[^/]*\.bin|vbaData\.xml|macrosheets|dialogsheets)(\/|$)/i;
const macroTypes = /macroEnabled|vbaProject|vbaData|macrosheet|dialogsheet/i;
const objectNames = /(^|\/)(activeX\/|oleObject|embeddings\/(?!.*\.xlsx$))/i;
const objectTypes = /activeX|oleObject/i;
const objectRelationships = /^(oleObject|control|activeXControlBinary|aFChunk|subDocument|frame)$/;

/**
 * Unpacks an Office file and refuses what could run or hide in it, by its parts, types and relationships.
 *
 * @param bytes - begins as a zip file.
 * @throws Refusal `evidence.macros`, `evidence.embedded-object`, `evidence.unknown-format`, `evidence.two-formats`, and
 *   as `readPackage` and `readXml` say.
 */
export async function checkPackage(bytes: Buffer, limits: FileLimits, isNested = false): Promise<CheckedPackage> {
  const unpacked = await readPackage(bytes, limits);
  const format = findFormat(unpacked, limits.depthMax);
  for (const name of unpacked.names) {
    if (macroNames.test(name)) throw new Refusal("evidence.macros");
    if (objectNames.test(name) || (isNested && /\.xlsx$/i.test(name))) throw new Refusal("evidence.embedded-object");
  }
  for (const [name, part] of unpacked.parts) {
    if (/\.xlsx$/i.test(name)) {
      // The figures behind a chart: a workbook of its own, and no deeper one.
      await checkPackage(part, limits, true);
    } else if (/\.rels$/i.test(name)) {
      for (const relationship of listRelationships(part, limits.depthMax)) checkRelationship(relationship);
    } else if (/\.xml$/i.test(name)) {
      checkFields(part, limits.depthMax);
    }
  }
  return { ...unpacked, format };
}

function findFormat({ parts }: OfficePackage, depthMax: number): CheckedPackage["format"] {
  const types = parts.get("[Content_Types].xml");
  if (types === undefined) throw new Refusal("evidence.unknown-format", { detected: "zip" });
  const found = new Set<CheckedPackage["format"]>();
  readXml(types, depthMax, {
    open: (_name, attributes) => {
      const type = getAttribute(attributes, "ContentType") ?? "";
      if (macroTypes.test(type)) throw new Refusal("evidence.macros");
      if (objectTypes.test(type)) throw new Refusal("evidence.embedded-object");
      if (Object.hasOwn(MAIN_TYPES, type)) found.add(MAIN_TYPES[type]!);
    },
  });
  const [format, other] = [...found];
  if (format === undefined) throw new Refusal("evidence.unknown-format", { detected: "zip" });
  if (other !== undefined) throw new Refusal("evidence.two-formats");
  return format;
}

/** Relationships in the order of the part. */
export function listRelationships(part: Uint8Array, depthMax: number): Relationship[] {
  const list: Relationship[] = [];
  readXml(part, depthMax, {
    open: (name, attributes) => {
      if (name !== "Relationship") return;
      list.push({
        id: getAttribute(attributes, "Id") ?? "",
        type: (getAttribute(attributes, "Type") ?? "").split("/").at(-1) ?? "",
        target: getAttribute(attributes, "Target") ?? "",
        isExternal: getAttribute(attributes, "TargetMode")?.toLowerCase() === "external",
      });
    },
  });
  return list;
}

/** On another machine; a template of the writer's own disk is named by many honest files and found nowhere else. */
const elsewhere = /^(https?|ftp):|^[\\/]{2}|^file:\/\/(?!\/)|^file:\/{4}/i;

function checkRelationship({ type, target, isExternal }: Relationship): void {
  if (macroTypes.test(type)) throw new Refusal("evidence.macros");
  // A template from elsewhere is loaded when the file is opened, with its macros.
  const loads = isExternal && (type === "package" || (type === "attachedTemplate" && elsewhere.test(target)));
  if (objectRelationships.test(type) || loads) throw new Refusal("evidence.embedded-object");
}

/** Reads a part to its end, and refuses fields and links that start a program by dynamic data exchange. */
function checkFields(part: Uint8Array, depthMax: number): void {
  let isInstruction = false;
  let instructions = "";
  readXml(part, depthMax, {
    open: (name, attributes) => {
      isInstruction = name === "instrText";
      if (name === "fldSimple") instructions += ` ${getAttribute(attributes, "instr") ?? ""} `;
      if (name === "ddeLink") throw new Refusal("evidence.macros");
    },
    text: (text) => {
      if (isInstruction) instructions += text;
    },
    close: (name) => {
      isInstruction = false;
      if (name === "p") instructions += " ";
    },
  });
  if (/\bDDE(AUTO)?\b/i.test(instructions)) throw new Refusal("evidence.macros");
}
