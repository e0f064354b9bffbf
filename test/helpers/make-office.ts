import type { ZipEntry } from "./make-zip.ts";

const MAIN = "application/vnd.openxmlformats-officedocument";
const RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

export interface OfficeOptions {
  /** More content types: `<Override PartName="…" ContentType="…"/>`. */
  readonly types?: string;
  /** Relationships of the main part. */
  readonly relationships?: string;
  readonly more?: readonly ZipEntry[];
}

export const relationship = (id: string, type: string, target: string, mode = ""): string =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"${mode && ` TargetMode="${mode}"`}/>`;

const relationships = (list: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="${RELATIONSHIPS}">${list}</Relationships>`;

const types = (main: string, type: string, more = ""): string =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Override PartName="/${main}" ContentType="${type}"/>${more}</Types>`;

/** Parts of a Word file with this body. */
export function makeDocxParts(body: string, options: OfficeOptions = {}): ZipEntry[] {
  return [
    {
      name: "[Content_Types].xml",
      content: types("word/document.xml", `${MAIN}.wordprocessingml.document.main+xml`, options.types),
    },
    { name: "_rels/.rels", content: relationships(relationship("r1", "officeDocument", "word/document.xml")) },
    {
      name: "word/document.xml",
      content:
        `<?xml version="1.0"?><w:document xmlns:w="${WORD}" xmlns:r="${OFFICE}"><w:body>` +
        `${body}</w:body></w:document>`,
    },
    { name: "word/_rels/document.xml.rels", content: relationships(options.relationships ?? "") },
    ...(options.more ?? []),
  ];
}

/** A paragraph of a Word file. @param properties - inside `<w:pPr>`. */
export const paragraph = (text: string, properties = "", run = ""): string =>
  `<w:p><w:pPr>${properties}</w:pPr><w:r><w:rPr>${run}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r></w:p>`;

export interface SheetOptions extends OfficeOptions {
  readonly strings?: readonly string[];
  readonly styles?: string;
}

/** Parts of a workbook. @param sheets - name, and what stands inside `<worksheet>`; a name with `*` is hidden. */
export function makeXlsxParts(sheets: readonly (readonly [name: string, xml: string])[], options: SheetOptions = {}) {
  const list = sheets.map(([name], position) => {
    const state = name.startsWith("*") ? ' state="hidden"' : "";
    return `<sheet name="${name.replace("*", "")}" sheetId="${position + 1}"${state} r:id="s${position + 1}"/>`;
  });
  const links = sheets.map((_, position) =>
    relationship(`s${position + 1}`, "worksheet", `worksheets/sheet${position + 1}.xml`),
  );
  links.push(relationship("t1", "sharedStrings", "sharedStrings.xml"), relationship("t2", "styles", "/xl/styles.xml"));
  const strings = (options.strings ?? []).map((text) => `<si><t>${text}</t></si>`).join("");
  const entries: ZipEntry[] = [
    {
      name: "[Content_Types].xml",
      content: types("xl/workbook.xml", `${MAIN}.spreadsheetml.sheet.main+xml`, options.types),
    },
    { name: "_rels/.rels", content: relationships(relationship("r1", "officeDocument", "xl/workbook.xml")) },
    {
      name: "xl/workbook.xml",
      content: `<workbook xmlns="${SHEET}" xmlns:r="${OFFICE}"><sheets>${list.join("")}</sheets></workbook>`,
    },
    { name: "xl/_rels/workbook.xml.rels", content: relationships(links.join("") + (options.relationships ?? "")) },
    { name: "xl/sharedStrings.xml", content: `<sst xmlns="${SHEET}">${strings}</sst>` },
    { name: "xl/styles.xml", content: `<styleSheet xmlns="${SHEET}">${options.styles ?? ""}</styleSheet>` },
    ...sheets.map(([, xml], position) => ({
      name: `xl/worksheets/sheet${position + 1}.xml`,
      content: `<worksheet xmlns="${SHEET}">${xml}</worksheet>`,
    })),
    ...(options.more ?? []),
  ];
  return entries;
}
