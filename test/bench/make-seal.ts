import { buildParts } from "../../server/domain/event/act.ts";
import { NO_DETAIL } from "../../server/domain/scoring/choice.ts";
import { type EntryDraft, makeSalts } from "../../server/services/ledger/ledger.ts";
import { ACTOR, commandOf } from "../db/make-ledger.ts";

/** As much as people write for a score. */
const JUSTIFICATION =
  "Cổng dịch vụ công của tỉnh có đủ danh mục, nhưng chỉ một phần hồ sơ được nộp trực tuyến; số liệu của báo cáo " +
  "và của hệ thống giám sát lệch nhau ở hai quý cuối năm.";
const HASH = "5f".repeat(32);

/** A sealed score with its reason: what most entries of a round are. */
export function makeSeal(number: number): EntryDraft {
  const command = commandOf(number);
  const place = { round: "dti-2025-provincial", panel: "dti-2025-provincial.p1", entity: "hue", indicator: "1.2" };
  const facts = { ...place, item: `${place.round}.hue.1.2`, expects: 0, rubric: HASH, evidenceSet: HASH, cites: [] };
  const value = { value: { state: "number" as const, milliPoints: 13_000 }, ...NO_DETAIL, level: 3, confidence: 3 };
  const text = { justification: JUSTIFICATION };
  const parts = buildParts({ type: "score.sealed", actor: ACTOR, command, facts, value, text });
  return { head: { type: "score.sealed", v: 1, actor: ACTOR, command, ...facts }, parts, salts: makeSalts() };
}
