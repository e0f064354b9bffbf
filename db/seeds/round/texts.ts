import { choose, chooseOne } from "./choose.ts";
import { INDICATOR_TEXTS, type IndicatorTexts } from "./indicator-texts.ts";

/** Texts of an indicator for experts. @throws RangeError for any other indicator. */
export function getIndicatorTexts(indicator: string): IndicatorTexts {
  const texts = INDICATOR_TEXTS[indicator];
  if (texts === undefined) throw new RangeError(`no texts for indicator ${indicator}`);
  return texts;
}

/** An expert's justification of a score that is `share` percent of the maximum; null: no evidence was found. */
export function writeJustification(key: string, indicator: string, share: number | null): string {
  if (share === null) return chooseOne(key, NO_EVIDENCE);
  const { strengths, gaps } = getIndicatorTexts(indicator);
  const [strength, gap] = [chooseOne(`${key}/strength`, strengths), chooseOne(`${key}/gap`, gaps)];
  if (share >= 90) return `${strength}. ${chooseOne(`${key}/full`, FULL)}`;
  const [opening, closing] = [chooseOne(`${key}/opening`, OPENINGS), chooseOne(`${key}/closing`, CLOSINGS)];
  return choose(`${key}/order`, 0, 1) === 0
    ? `${strength}; ${gap}. ${closing}`
    : `${opening} ${gap}; ${lower(strength)}.`;
}

/** A reason for a change after the opening. */
export function writeChangeReason(key: string, indicator: string, isUp: boolean): string {
  const { strengths, gaps } = getIndicatorTexts(indicator);
  return isUp
    ? `${chooseOne(key, REASONS_UP)} ${lower(chooseOne(`${key}/strength`, strengths))}.`
    : `${chooseOne(key, REASONS_DOWN)} ${chooseOne(`${key}/gap`, gaps)}.`;
}

/** What somebody says when they keep a score; often nothing. */
export const writeKeepReason = (key: string): string => chooseOne(key, KEEP_REASONS);

/** An answer under an annotation. */
export const writeReply = (key: string): string => chooseOne(key, REPLIES);

/** The joint conclusion of an item, one or two paragraphs. */
export function writeConclusion(key: string, indicator: string): string[] {
  const { strengths, gaps } = getIndicatorTexts(indicator);
  return [
    `${chooseOne(`${key}/strength`, strengths)}. Hội đồng thống nhất ghi nhận sau khi đối chiếu với thang mô tả.`,
    `Còn hạn chế: ${chooseOne(`${key}/gap`, gaps)}.`,
  ];
}

/** The chair's reason for a final score over experts who stay apart. */
export const writeSpreadReason = (key: string): string => chooseOne(key, SPREAD_REASONS);

/** Goes on a sentence with another's beginning; the name of a body keeps its capital. */
const lower = (text: string): string =>
  text.startsWith("Ban Chỉ đạo") ? text : text.charAt(0).toLowerCase() + text.slice(1);

const NO_EVIDENCE = [
  "Đơn vị không nộp tài liệu kiểm chứng, cũng không có giải trình.",
  "Không tìm thấy tài liệu nào cho chỉ số này trong hồ sơ đã khóa.",
  "Hồ sơ trống, không có căn cứ để cho điểm.",
];

const FULL = [
  "Đáp ứng mức cao nhất của thang mô tả.",
  "Các tiêu chí đều có tài liệu kiểm chứng.",
  "Không thấy thiếu sót đáng kể.",
];

const OPENINGS = ["Trừ điểm vì", "Chưa đạt mức cao hơn do", "Điểm trừ chính:", "Hạn chế là"];

const CLOSINGS = [
  "Chọn mức theo thang mô tả, không cộng thêm.",
  "Cho điểm ở nửa dưới của mức.",
  "Cho điểm ở nửa trên của mức vì tài liệu rõ ràng.",
  "Sẵn sàng xem lại nếu có tài liệu bổ sung.",
  "Đã đối chiếu với tệp đính kèm.",
];

const REASONS_UP = [
  "Đã đọc lại tệp đính kèm theo góp ý của hội đồng:",
  "Bỏ sót phụ lục ở lần đọc đầu; đã đối chiếu:",
  "Đồng ý với ghi chú của hội đồng:",
  "Xét lại theo thang mô tả:",
];

const REASONS_DOWN = [
  "Hạ điểm sau thảo luận vì",
  "Đã kiểm tra lại tài liệu:",
  "Đồng ý với câu hỏi đã nêu:",
  "Cho điểm cao hơn mức mà tài liệu chứng minh được:",
];

const KEEP_REASONS = ["", "", "", "Giữ nguyên, đã cân nhắc các ý kiến.", "Tài liệu không có gì mới so với lúc chấm."];

const REPLIES = [
  "Đồng ý, tài liệu nêu đúng như vậy.",
  "Tôi đã tìm trong tệp còn lại nhưng không thấy thêm.",
  "Có trong phần tổ chức thực hiện, tuy chỉ nêu chung.",
  "Theo thang mô tả thì điểm này chưa đủ cho mức trên.",
  "Nên ghi vào kết luận chung để đơn vị biết.",
];

const SPREAD_REASONS = [
  "Đã thảo luận hai vòng, một chuyên gia giữ ý kiến khác; lấy theo quy tắc trung vị.",
  "Khác biệt do cách hiểu tiêu chí về nguồn lực; chốt theo trung vị, ghi nhận ý kiến riêng.",
];
