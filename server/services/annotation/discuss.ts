import { findAnnotation, findMessage } from "../../../db/queries/annotations.ts";
import { Refusal } from "../../domain/refusal.ts";
import { type DecideContext, defineHandler, demand } from "../commands/handler.ts";
import { itemFacts } from "../commands/item-context.ts";
import { checkMentions, projectMentions } from "./mentions.ts";
import { demandReadable } from "./own-annotation.ts";

/** Anybody of the panel closes or reopens a thread, the author alone while it is private. */
export const resolveAnnotation = defineHandler({
  type: "annotation.resolved",
  decide: async (context, act) => {
    const { row, item } = await demandReadable(context, act.value.annotation);
    if (row.state === "private" && row.actor_id !== context.actingAs) throw new Refusal("thing.absent");
    demand(context, "contribution.write", { kind: "item", item });
    return { facts: itemFacts(item) };
  },
  project: async ({ trx }, act) => {
    await trx
      .updateTable("annotation")
      .set({ is_resolved: act.value.resolved ? 1 : 0 })
      .where("id", "=", act.value.annotation)
      .execute();
  },
});

/** A reply under an annotation; as private as the annotation is. */
export const postMessage = defineHandler({
  type: "message.posted",
  decide: async (context, act) => {
    const { row, item } = await demandReadable(context, act.value.annotation);
    demand(context, "contribution.write", { kind: "item", item });
    if ((await findMessage(context.trx, act.value.message)) !== null) throw new Refusal("message.exists");
    if (row.hidden_seq !== null) throw new Refusal("annotation.is-hidden");
    await checkMentions(context, item, { mentions: act.value.mentions, isPrivate: row.state === "private" });
    return { facts: itemFacts(item) };
  },
  project: async (context, act) => {
    const { trx, seq, at } = context;
    const { message, annotation, mentions } = act.value;
    const isPrivate = (await findAnnotation(trx, annotation))?.state === "private";
    const [item, by] = [act.head.item as string, act.head.actor];
    await trx
      .insertInto("message")
      .values({
        id: message,
        item_id: item,
        annotation_id: annotation,
        actor_id: by,
        body: isPrivate ? null : act.text.body,
        state: isPrivate ? "private" : "panel",
        seq,
        at,
        version: 1,
        first_seq: seq,
        edited_at: null,
        hidden_seq: null,
        hidden_reason: null,
      })
      .execute();
    await projectMentions(context, { annotation, message, item, by, mentions });
  },
});

/** A new version of one's own reply; the log keeps the earlier ones. */
export const reviseMessage = defineHandler({
  type: "message.revised",
  decide: async (context, act) => {
    const { message, annotation, version, mentions } = act.value;
    const { row, item } = await demandReadable(context, annotation);
    const reply = await demandOwnMessage(context, { message, annotation });
    demand(context, "contribution.write", { kind: "contribution", item, authorId: reply.actor_id });
    if (version !== reply.version + 1) throw new Refusal("message.version-conflict", { actual: reply.version });
    await checkMentions(context, item, { mentions, isPrivate: row.state === "private" });
    return { facts: { ...itemFacts(item), expects: reply.version } };
  },
  project: async (context, act) => {
    const { trx, seq, at } = context;
    const { message, annotation, version, mentions } = act.value;
    const before = await findMessage(trx, message);
    const body = before?.state === "private" ? null : act.text.body;
    await trx.updateTable("message").set({ version, body, seq, edited_at: at }).where("id", "=", message).execute();
    const [item, by] = [act.head.item as string, act.head.actor];
    await projectMentions(context, { annotation, message, item, by, mentions });
  },
});

async function demandOwnMessage(context: DecideContext, { message, annotation }: Record<string, string>) {
  const row = await findMessage(context.trx, message as string);
  if (row === null || row.annotation_id !== annotation) throw new Refusal("thing.absent");
  if (row.actor_id !== context.actingAs) throw new Refusal("actor.forbidden");
  return row;
}

/** The chair takes a note, or one reply, from the pages, and can put it back; the log keeps what it says. */
export const hideAnnotation = defineHandler({
  type: "annotation.hidden",
  decide: async (context, act) => {
    const { annotation, message, hidden } = act.value;
    const { row, item } = await demandReadable(context, annotation);
    const reply = message === null ? null : await findMessage(context.trx, message);
    if (message !== null && reply?.annotation_id !== annotation) throw new Refusal("thing.absent");
    const authorId = reply?.actor_id ?? row.actor_id;
    demand(context, "contribution.hide", { kind: "contribution", item, authorId });
    const isHidden = (reply ?? row).hidden_seq !== null;
    if (isHidden === hidden) throw new Refusal(hidden ? "annotation.is-hidden" : "annotation.is-shown");
    return { facts: itemFacts(item) };
  },
  project: async ({ trx, seq }, act) => {
    const { annotation, message, hidden } = act.value;
    const set = hidden
      ? { hidden_seq: seq, hidden_reason: act.text.reason }
      : { hidden_seq: null, hidden_reason: null };
    if (message === null) await trx.updateTable("annotation").set(set).where("id", "=", annotation).execute();
    else await trx.updateTable("message").set(set).where("id", "=", message).execute();
  },
});
