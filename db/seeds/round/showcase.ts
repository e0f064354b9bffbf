import type { MarkPlan } from "./indicator-texts.ts";
import type { Letter } from "./panels.ts";

/** A score of the showcase item as it is sealed. */
export interface ShowcaseScore {
  readonly milliPoints: number;
  readonly level: number;
  readonly confidence: number;
  readonly justification: string;
}

/** Blind scores of the item that is under discussion: far apart, so that the discussion has something to do. */
export const SHOWCASE_SCORES: Readonly<Record<Letter, ShowcaseScore>> = {
  A: score(15_000, 3, 3, "Chỉ tiêu định lượng theo năm, có phân công; trừ điểm vì chưa có mức vốn và báo cáo sơ kết."),
  B: score(12_500, 3, 2, "Văn bản chuyên đề, có phân công. Mục tiêu trong thân nghị quyết chỉ có mốc 2025 và 2030."),
  C: score(
    14_000,
    3,
    3,
    "Nghị quyết chuyên đề còn hiệu lực, chỉ tiêu định lượng theo năm. Chưa có mức vốn và báo cáo sơ kết nên chưa đạt Mức 4.",
  ),
  D: score(17_500, 4, 3, "Đủ chuyên đề, định lượng, phân công; kinh phí đã bố trí từ ngân sách hằng năm."),
  E: score(8_000, 2, 2, "Chuyên đề nhưng chưa thấy chỉ tiêu chia theo từng năm trong phần mục tiêu."),
};

/** Marks on the resolution, by number and author; the first three are made before the opening. */
export const SHOWCASE_MARKS: readonly (MarkPlan & { readonly author: Letter })[] = [
  mark("A", /100% thủ tục hành chính.*?xử lý hoàn toàn trực tuyến/, ["supports", "2", "Có chỉ tiêu và mốc thời gian."]),
  mark("B", /Chỉ tiêu cụ thể từng năm quy định tại Phụ lục II kèm theo Nghị quyết này\./, [
    "supports",
    "2",
    "Phụ lục II có 24 chỉ tiêu theo năm.",
  ]),
  mark("C", /Kinh phí được cân đối từ ngân sách thành phố hằng năm theo phân cấp/, [
    "question",
    "4",
    "Chỉ nêu nguyên tắc cân đối. Mức vốn từng năm ở đâu?",
  ]),
  mark("E", /Ủy ban nhân dân thành phố xây dựng kế hoạch, phân công cơ quan chủ trì từng chỉ tiêu/, [
    "supports",
    "3",
    "Có phân công theo chỉ tiêu.",
  ]),
  mark("E", /Báo cáo Hội đồng nhân dân kết quả thực hiện tại kỳ họp thường lệ cuối năm/, [
    "missing",
    "5",
    "Chưa nộp báo cáo.",
  ]),
];

/** Who has sealed the blind item; the others still work on it. */
export const BLIND_SEALED: readonly Letter[] = ["A", "E"];
/** The expert of the blind panel who has marked the evidence and not sealed yet. */
export const BLIND_AUTHOR: Letter = "C";

/** A change of an opened score. `cites` is the number of a mark. */
export interface ShowcaseChange {
  readonly letter: Letter;
  readonly milliPoints: number;
  readonly level: number;
  readonly cites: number;
  readonly reason: string;
}

/** What has just happened, in this order. A and C have neither changed nor kept yet. */
export const SHOWCASE_CHANGES: readonly ShowcaseChange[] = [
  { letter: "E", milliPoints: 12_000, level: 2, cites: 2, reason: "Bỏ sót Phụ lục II; đã đối chiếu." },
  { letter: "B", milliPoints: 15_000, level: 3, cites: 2, reason: "Phụ lục II có chỉ tiêu theo từng năm." },
  { letter: "D", milliPoints: 16_000, level: 3, cites: 3, reason: "Kinh phí chỉ nêu nguyên tắc." },
  { letter: "E", milliPoints: 13_500, level: 3, cites: 4, reason: "Có phân công cơ quan chủ trì ở Điều 4." },
];

/** Answers under marks, by the mark's number. */
export const SHOWCASE_REPLIES: readonly { readonly mark: number; readonly letter: Letter; readonly body: string }[] = [
  { mark: 2, letter: "E", body: "Tôi đọc thiếu phụ lục này, sẽ xem lại điểm." },
  { mark: 2, letter: "B", body: "Mỗi chỉ tiêu có đơn vị đo và giá trị cho từng năm." },
  { mark: 3, letter: "C", body: "Kế hoạch (tệp 2, trang 2) có tổng vốn của một năm, không chia theo các năm sau." },
  { mark: 3, letter: "D", body: "Vậy chưa đủ cho Mức 4. Tôi hạ 1,5 điểm." },
  { mark: 5, letter: "B", body: "Đúng, trong hồ sơ đã khóa không có báo cáo sơ kết." },
];

/** The joint conclusion so far: the first sentence by B, the second by the chair. */
export const SHOWCASE_CONCLUSION = [
  "Nghị quyết chuyên đề còn hiệu lực, 24 chỉ tiêu định lượng theo năm @2, phân công rõ @4.",
  "Chưa có mức vốn chia theo năm @3; báo cáo sơ kết chưa được nộp @5.",
] as const;

function score(milliPoints: number, level: number, ...[confidence, justification]: [number, string]): ShowcaseScore {
  return { milliPoints, level, confidence, justification };
}

function mark(
  author: Letter,
  quote: RegExp,
  [kind, criterion, body]: [kind: MarkPlan["kind"], criterion: string, body: string],
): MarkPlan & { readonly author: Letter } {
  return { author, document: "nghi-quyet", quote, kind, criterion, body };
}
