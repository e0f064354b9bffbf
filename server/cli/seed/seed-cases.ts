import { ulid } from "ulid";
import { toAllowed } from "../../../db/seeds/round/choose-score.ts";
import type { ScoreValue } from "../../domain/scoring/value.ts";
import { toScoreValue } from "../../../db/queries/scores.ts";
import { itemFacts } from "../../services/commands/item-context.ts";
import { listSeedItems, type SeedItem } from "./list-ballots.ts";
import { sealItem } from "./seal-item.ts";
import { paceStage, type SeedContext } from "./seed-context.ts";

/** A review that is closed: the agency of Thanh Hóa was right. An expert of panel 3 looked with fresh eyes. */
const CLOSED = { entity: "thanh-hoa", indicator: "1.2", reviewer: { panel: 3, letter: "C" } } as const;
/** A request that an officer has to admit or refuse. */
const OPEN = { entity: "lao-cai", indicator: "1.2" } as const;

/** One request goes the whole way: opened, admitted, assigned, re-scored, proposed, approved by the other officer. */
export async function seedClosedCase(context: SeedContext): Promise<void> {
  const { people } = context;
  const one = await findItemOf(context, CLOSED);
  if (one === null) return;
  paceStage(context, "closedCase", 6);
  const [first, second] = people.officers;
  const reviewer = people.panels.get(CLOSED.reviewer.panel)!.experts.get(CLOSED.reviewer.letter)!;
  const { item, caseId, expects } = await openCase(context, one, {
    ground: "evidence-overlooked",
    claim:
      "Báo cáo nêu rõ số phiên họp và tỷ lệ nhiệm vụ hoàn thành đúng hạn theo từng kết luận; phần theo dõi kết quả " +
      "chưa được tính khi chốt điểm.",
  });
  const facts = { ...itemFacts(item), case: caseId };
  await first.submit({
    type: "case.admitted",
    facts,
    value: {},
    text: { reason: "Đề nghị gửi đúng hạn, nêu rõ tài liệu và đoạn bị bỏ sót." },
  });
  await first.submit({ type: "case.assigned", facts: { ...facts, subject: reviewer.actorId }, value: {}, text: {} });
  const old = await getFinal(context, item.itemId);
  const raised = (old.state === "number" ? old.milliPoints : 0) + one.component.maxMilliPoints / 10;
  const { value, detail } = toAllowed(one.component, raised);
  await sealItem(
    item,
    reviewer,
    {
      value,
      detail,
      confidence: 4,
      justification: "Tài liệu có theo dõi kết quả từng kết luận; theo thang mô tả xứng đáng điểm cao hơn.",
      cites: [],
    },
    caseId,
  );
  const proposed = await first.submit({
    type: "case.decision-proposed",
    facts: { ...facts, expects },
    value: { value },
    text: { reason: "Chấm lại độc lập cho thấy điểm đã chốt không phản ánh phần theo dõi kết quả trong báo cáo." },
  });
  await second.submit({
    type: "case.decision-approved",
    facts: { ...facts, expects },
    value: { proposal: proposed.seq, old, new: value },
    text: { reason: "Đồng ý với kết quả chấm lại." },
  });
}

/** A second request waits for an officer. */
export async function seedOpenCase(context: SeedContext): Promise<void> {
  const one = await findItemOf(context, OPEN);
  if (one === null) return;
  paceStage(context, "openCase", 1);
  await openCase(context, one, {
    ground: "evidence-misread",
    claim:
      "Số phiên họp trong báo cáo là số phiên chuyên đề của Ban Chỉ đạo, không phải phiên họp lồng ghép như hội đồng " +
      "đã hiểu; đề nghị xem lại mức áp dụng.",
  });
}

async function findItemOf(
  context: SeedContext,
  { entity, indicator }: { entity: string; indicator: string },
): Promise<SeedItem | null> {
  const items = await listSeedItems(context);
  return items.find(({ item }) => item.entityId === entity && item.indicator === indicator) ?? null;
}

async function openCase(
  { people, clock }: SeedContext,
  { item }: SeedItem,
  request: { ground: "evidence-overlooked" | "evidence-misread"; claim: string },
) {
  const caseId = ulid(clock.peek().getTime());
  const { decisionVersion } = item;
  await people.agencies.get(item.entityId)!.submit({
    type: "case.opened",
    command: caseId,
    facts: { ...itemFacts(item), case: caseId, expects: decisionVersion },
    value: { ground: request.ground, decisionVersion },
    text: { claim: request.claim },
  });
  return { item, caseId, expects: decisionVersion };
}

async function getFinal({ services }: SeedContext, itemId: string): Promise<ScoreValue> {
  const row = await services.database.reader
    .selectFrom("decision")
    .selectAll()
    .where("item_id", "=", itemId)
    .orderBy("version", "desc")
    .executeTakeFirstOrThrow();
  return toScoreValue(row.value_state, row.milli_points)!;
}
