import type { EvidenceSubject } from "./evidence-block.ts";
import type { EvidenceMeta } from "./make-evidence.ts";
import { sampleMark } from "./set-in-type.ts";
import { writeZip, type ZipPart } from "./write-zip.ts";

const FORMATS = "http://schemas.openxmlformats.org";
const WORD = `${FORMATS}/wordprocessingml/2006/main`;
const SHEET = `${FORMATS}/spreadsheetml/2006/main`;
const LINKS = `${FORMATS}/officeDocument/2006/relationships`;
const HEAD = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`;

/** What each official was to do, how it stands, and by when: a Word file with headings, lists and a table. */
export function makeThuyetMinh({ entityNameVi, unit, year, pick }: EvidenceSubject) {
  const place = `${unit} ${entityNameVi}`;
  const meta: EvidenceMeta = {
    number: "00/TM-SKHCN",
    name: `Thuyết minh cách tính số liệu chuyển đổi số ${place} năm ${year}`,
    date: `${year}-11-${10 + pick(0, 18)}`,
    abstract: "Nguồn số liệu, cách tính từng tỷ lệ và cơ quan chịu trách nhiệm cung cấp.",
  };
  const rows = [
    ["Chỉ tiêu", "Nguồn số liệu", "Cơ quan cung cấp", "Kỳ báo cáo"],
    ["Hồ sơ trực tuyến toàn trình", "Hệ thống giải quyết thủ tục hành chính", "Văn phòng UBND", "Tháng"],
    ["Hồ sơ công việc trên môi trường số", "Hệ thống quản lý văn bản", "Văn phòng UBND", "Quý"],
    ["Bộ dữ liệu mở được cập nhật", "Cổng dữ liệu mở", "Sở Khoa học và Công nghệ", "Quý"],
    ["Người dân có chữ ký số", "Tổ chức cung cấp dịch vụ chứng thực", "Sở Khoa học và Công nghệ", "Năm"],
  ];
  const body = [
    paragraph(sampleMark),
    heading(1, "THUYẾT MINH CÁCH TÍNH SỐ LIỆU"),
    paragraph(`Kèm theo Báo cáo kết quả chuyển đổi số ${place} năm ${year}.`),
    heading(2, "1. Nguồn số liệu"),
    paragraph("Số liệu lấy từ các hệ thống đang vận hành, chốt lúc 24 giờ ngày cuối cùng của kỳ báo cáo:"),
    item(`hệ thống thông tin giải quyết thủ tục hành chính của ${unit};`),
    item("hệ thống quản lý văn bản và điều hành, tính cả văn bản cấp xã;"),
    item("cổng dữ liệu mở và nền tảng tích hợp, chia sẻ dữ liệu."),
    heading(2, "2. Cách tính và cơ quan cung cấp"),
    table(rows),
    heading(2, "3. Giới hạn của số liệu"),
    paragraph(
      `Chưa tính ${pick(2, 9)} thủ tục chuyển về cấp xã từ tháng ${pick(6, 9)} năm ${year}; tỷ lệ thực tế ` +
        "có thể cao hơn.",
    ),
  ];
  return { bytes: writeZip(toDocx(body.join(""))), meta };
}

/** Figures of the year by month: a workbook of two sheets. */
export function makeSoLieu({ entityNameVi, unit, year, pick }: EvidenceSubject) {
  const meta: EvidenceMeta = {
    number: "00/BS-SKHCN",
    name: `Bảng số liệu chuyển đổi số ${unit} ${entityNameVi} năm ${year}`,
    date: `${year}-12-${10 + pick(0, 18)}`,
    abstract: "Số hồ sơ trực tuyến theo tháng và số lớp bồi dưỡng kỹ năng số theo quý.",
  };
  const months = Array.from({ length: 12 }, (_, month) => {
    const received = pick(8_000, 14_000);
    return [`Tháng ${month + 1}`, received, Math.round((received * pick(62, 90)) / 100)];
  });
  const quarters = Array.from({ length: 4 }, (_, quarter) => [`Quý ${quarter + 1}`, pick(3, 12), pick(120, 480)]);
  const sheets = [
    { name: "Hồ sơ trực tuyến", rows: [[sampleMark], ["Tháng", "Hồ sơ tiếp nhận", "Xử lý toàn trình"], ...months] },
    { name: "Bồi dưỡng", rows: [[sampleMark], ["Quý", "Số lớp", "Lượt học viên"], ...quarters] },
  ];
  return { bytes: writeZip(toXlsx(sheets)), meta };
}

const run = (text: string): string => `<w:r><w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (text: string): string => `<w:p>${run(text)}</w:p>`;
const heading = (level: number, text: string): string =>
  `<w:p><w:pPr><w:pStyle w:val="Heading${level}"/></w:pPr>${run(text)}</w:p>`;
const item = (text: string): string =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>${run(text)}</w:p>`;
const table = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows.map((cells, place) => toRow(cells, place === 0)).join("")}</w:tbl>`;
const toRow = (cells: readonly string[], isHeader: boolean): string =>
  `<w:tr>${isHeader ? "<w:trPr><w:tblHeader/></w:trPr>" : ""}` +
  `${cells.map((text) => `<w:tc>${paragraph(text)}</w:tc>`).join("")}</w:tr>`;

const link = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${LINKS}/${type}" Target="${target}"/>`;
const links = (list: string): string =>
  `${HEAD}<Relationships xmlns="${FORMATS}/package/2006/relationships">${list}</Relationships>`;
const types = (parts: readonly (readonly [name: string, type: string])[]): string =>
  `${HEAD}<Types xmlns="${FORMATS}/package/2006/content-types">` +
  `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
  `<Default Extension="xml" ContentType="application/xml"/>` +
  parts.map(([name, type]) => `<Override PartName="/${name}" ContentType="${OFFICE}.${type}+xml"/>`).join("") +
  "</Types>";
const OFFICE = "application/vnd.openxmlformats-officedocument";

function toDocx(body: string): ZipPart[] {
  const styles = [1, 2].map(
    (level) =>
      `<w:style w:type="paragraph" w:styleId="Heading${level}"><w:name w:val="heading ${level}"/>` +
      `<w:pPr><w:outlineLvl w:val="${level - 1}"/></w:pPr></w:style>`,
  );
  const level = `<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>`;
  const numbering =
    `<w:abstractNum w:abstractNumId="0">${level}</w:abstractNum>` +
    `<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`;
  const part = (root: string, content: string): string => `${HEAD}<w:${root} xmlns:w="${WORD}">${content}</w:${root}>`;
  const parts = ["document.main", "styles", "numbering"].map(
    (type) => [`word/${type.replace(".main", "")}.xml`, `wordprocessingml.${type}`] as const,
  );
  return [
    { name: "[Content_Types].xml", content: types(parts) },
    { name: "_rels/.rels", content: links(link("r1", "officeDocument", "word/document.xml")) },
    { name: "word/document.xml", content: part("document", `<w:body>${body}</w:body>`) },
    { name: "word/styles.xml", content: part("styles", styles.join("")) },
    { name: "word/numbering.xml", content: part("numbering", numbering) },
    {
      name: "word/_rels/document.xml.rels",
      content: links(link("r1", "styles", "styles.xml") + link("r2", "numbering", "numbering.xml")),
    },
  ];
}

interface MadeSheet {
  readonly name: string;
  readonly rows: readonly (readonly (string | number)[])[];
}

function toXlsx(sheets: readonly MadeSheet[]): ZipPart[] {
  const list = sheets.map(({ name }, at) => `<sheet name="${name}" sheetId="${at + 1}" r:id="s${at + 1}"/>`);
  const own = sheets.map((_, at) => [`xl/worksheets/sheet${at + 1}.xml`, "spreadsheetml.worksheet"] as const);
  return [
    { name: "[Content_Types].xml", content: types([["xl/workbook.xml", "spreadsheetml.sheet.main"], ...own]) },
    { name: "_rels/.rels", content: links(link("r1", "officeDocument", "xl/workbook.xml")) },
    {
      name: "xl/workbook.xml",
      content: `${HEAD}<workbook xmlns="${SHEET}" xmlns:r="${LINKS}"><sheets>${list.join("")}</sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content: links(sheets.map((_, at) => link(`s${at + 1}`, "worksheet", `worksheets/sheet${at + 1}.xml`)).join("")),
    },
    ...sheets.map(({ rows }, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, content: toSheet(rows) })),
  ];
}

function toSheet(rows: MadeSheet["rows"]): string {
  const toCell = (value: string | number): string =>
    typeof value === "number" ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`;
  const lines = rows.map((cells) => `<row>${cells.map(toCell).join("")}</row>`);
  return `${HEAD}<worksheet xmlns="${SHEET}"><sheetData>${lines.join("")}</sheetData></worksheet>`;
}
