import PDFDocument from "pdfkit";
import { drawText, type DrawnLine } from "./draw-text.ts";
import type { EvidenceSubject } from "./evidence-block.ts";
import type { EvidenceMeta } from "./make-evidence.ts";
import { sampleMark } from "./set-in-type.ts";
import { writePng } from "./write-png.ts";

/** A4 at 150 dots to the inch. */
const SIZE = { width: 1240, height: 1754, slope: 0.006 };
const LINE_HEIGHT = 36;
const LETTERS = 62;

/** Minutes of a check on the spot, signed on paper and scanned: one page, a picture without a text layer. */
export async function makeBienBan({ entityNameVi, unit, year, pick }: EvidenceSubject) {
  const place = `${unit} ${entityNameVi}`;
  const date = `${year}-10-${10 + pick(0, 18)}`;
  const meta: EvidenceMeta = {
    number: "00/BB-TCT",
    name: `Biên bản kiểm tra việc thực hiện kế hoạch chuyển đổi số ${place} năm ${year}`,
    date,
    abstract: "Bản quét có chữ ký: kết quả kiểm tra tại ba sở và hai xã, việc đã làm, việc còn chậm và kiến nghị.",
  };
  const paragraphs = [
    `Tổ công tác chuyển đổi số ${place} đã kiểm tra ${pick(3, 5)} sở và ${pick(2, 4)} xã. Kết quả như sau:`,
    `1. Kế hoạch năm ${year} đã được ban hành và giao nhiệm vụ cho từng cơ quan.`,
    `2. Đã hoàn thành ${pick(28, 36)} trong số 40 nhiệm vụ; các nhiệm vụ còn lại chậm so với thời hạn.`,
    "3. Hai xã chưa số hóa xong hồ sơ hộ tịch, do thiếu máy quét và thiếu người nhập liệu.",
    "4. Kiến nghị Ủy ban nhân dân bổ sung kinh phí và gia hạn đến hết quý một năm sau.",
    "Biên bản được lập thành hai bản và đã đọc lại cho các thành viên cùng nghe.",
  ];
  const head: DrawnLine[] = [
    { text: sampleMark, x: 980, y: 60, size: 22 },
    { text: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", x: 620, y: 150, size: 28, isBold: true, isCentred: true },
    { text: "Độc lập - Tự do - Hạnh phúc", x: 620, y: 195, size: 26, isBold: true, isCentred: true },
    { text: "BIÊN BẢN KIỂM TRA", x: 620, y: 300, size: 34, isBold: true, isCentred: true },
  ];
  const lines = paragraphs.flatMap((text) => [...wrap(text), ""]);
  const body = lines.map((text, row): DrawnLine => ({ text, x: 150, y: 390 + row * LINE_HEIGHT, size: 25 }));
  const foot: DrawnLine[] = [
    { text: "TỔ TRƯỞNG", x: 900, y: 1_260, size: 26, isBold: true, isCentred: true },
    { text: "(đã ký)", x: 900, y: 1_320, size: 25, isCentred: true },
  ];
  return { bytes: await bind(writePng(drawText([...head, ...body, ...foot], SIZE)), meta), meta };
}

/** Lines of at most `LETTERS` letters, broken between words. */
function wrap(text: string): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = `${lines.at(-1) ?? ""} ${word}`.trim();
    if (line.length <= LETTERS) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines;
}

/** A PDF whose only page is the picture. */
async function bind(picture: Buffer, { name, date }: EvidenceMeta): Promise<Uint8Array> {
  const info = { Title: `${name} (${sampleMark})`, Subject: sampleMark, Creator: "Assay", Producer: "Assay" };
  const CreationDate = new Date(`${date}T00:00:00Z`);
  const document = new PDFDocument({ size: "A4", margin: 0, font: "", lang: "vi", info: { ...info, CreationDate } });
  const chunks: Buffer[] = [];
  document.on("data", (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve) => document.on("end", () => resolve()));
  document.image(picture, 0, 0, { width: document.page.width, height: document.page.height });
  document.end();
  await ended;
  return new Uint8Array(Buffer.concat(chunks));
}
