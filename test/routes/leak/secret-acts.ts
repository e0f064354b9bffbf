import { connectRoom } from "../../../app/live/room-provider.ts";
import type { PageCommand } from "../../../app/live/send-command.ts";
import type { RoundServer } from "../../helpers/open-round-server.ts";
import { annotationOf, sealOf, withdrawalOf } from "../../helpers/page-commands.ts";
import type { PageClient } from "../../helpers/page-client.ts";
import { until } from "../../helpers/until.ts";
import { addParagraph } from "../../live/start-room-server.ts";
import { type Canary, makeHexCanary, makePointsCanary, makeTextCanary } from "./canaries.ts";

/** What expert A hides, by when it comes out. */
export interface Secrets {
  /** Opened to the panel with the batch. */
  readonly opened: readonly Canary[];
  /** Replaced, withdrawn, removed, or a draft: never anybody else's. */
  readonly kept: readonly Canary[];
  /** Of every commitment; each is disclosed with its part, and not before. */
  readonly salts: readonly Canary[];
}

/** On the scale of 2.1; found nowhere else in a round of the sample framework. */
const POINTS = 19_500;
const REPLACED_POINTS = 18_000;

/** Prepared texts, so that a control can look for them before anything is done. */
export function makeSecrets() {
  return {
    points: makePointsCanary("points", POINTS),
    seal: makeTextCanary("Seal"),
    annotation: makeTextCanary("Annotation"),
    reply: makeTextCanary("Reply"),
    replaced: makeTextCanary("Replaced"),
    firstVersion: makeTextCanary("FirstVersion"),
    removed: makeTextCanary("Removed"),
    withdrawn: makeTextCanary("Withdrawn"),
    draft: makeTextCanary("Draft"),
    refused: makeTextCanary("Refused"),
  };
}

/** Everything that an expert does before an opening, by the doors of a page; salts are secrets too. */
export async function actInSecret(
  { server, hue, evidence }: RoundServer,
  a: PageClient,
  texts: ReturnType<typeof makeSecrets>,
): Promise<Secrets> {
  const salts: Canary[] = [];
  const send = async (page: object): Promise<void> => {
    const prepared = a.prepare(page as PageCommand);
    const answer = await a.post(prepared.envelope);
    if (answer.status !== 200) throw new Error(`act in secret: ${answer.body}`);
    const { seq } = a.check(prepared, answer.body);
    for (const [part, salt] of Object.entries(prepared.envelope.salts))
      salts.push(makeHexCanary(`${part} ${seq}`, salt));
  };
  const item = await hue("2.1");
  const other = await hue("2.3");
  const document = evidence.get(item.itemId)!;
  const mark = (annotation: string, body: string) =>
    annotationOf(item, document, { annotation, start: 20, end: 60, body });

  const sealed = (expects: number, milliPoints: number, justification: string) =>
    sealOf(item, { expects, milliPoints, level: 4, justification });
  await send(sealed(0, REPLACED_POINTS, texts.replaced.text));
  await send(sealed(1, POINTS, texts.seal.text));
  // Refused, so recorded nowhere: neither in what the system says of refusals.
  const stale = a.prepare(sealed(7, POINTS, texts.refused.text));
  const answer = await a.post(stale.envelope);
  if (answer.status !== 409) throw new Error(`act in secret: ${answer.status} ${answer.body}`);
  for (const [part, salt] of Object.entries(stale.envelope.salts)) salts.push(makeHexCanary(`${part} refused`, salt));
  await send(sealOf(other, { expects: 0, milliPoints: 9_500, level: 4, justification: texts.withdrawn.text }));
  await send(withdrawalOf(other, 1));
  const first = mark("ghi-chu-a", texts.firstVersion.text);
  await send(first);
  const revised = mark("ghi-chu-a", texts.annotation.text);
  await send({
    ...revised,
    type: "annotation.revised",
    facts: { ...revised.facts, expects: 1 },
    value: { ...revised.value, version: 2 },
  });
  await send(mark("ghi-chu-b", texts.removed.text));
  await send({
    type: "annotation.removed",
    facts: { ...first.facts, expects: 1 },
    value: { annotation: "ghi-chu-b" },
    text: {},
  });
  await send({
    type: "message.posted",
    facts: first.facts,
    value: { message: "tra-loi-a", annotation: "ghi-chu-a", mentions: [] },
    text: { body: texts.reply.text },
  });
  await typeDraft(server.address, a, item.itemId, texts.draft.text);
  const { points, seal, annotation, reply, replaced, firstVersion, removed, withdrawn, draft, refused } = texts;
  return {
    opened: [points, seal, annotation, reply],
    kept: [replaced, firstVersion, removed, withdrawn, draft, refused],
    salts,
  };
}

async function typeDraft(address: string, a: PageClient, itemId: string, text: string): Promise<void> {
  const room = { kind: "draft", itemId, actorId: a.sender.actorId } as const;
  const url = `${address.replace("http", "ws")}/rooms`;
  const client = connectRoom({ url, room, WebSocketPolyfill: a.WebSocketPolyfill });
  addParagraph(client.doc, text, "draft");
  await until(() => client.saveState.get() === "saved", { what: "the draft is saved" });
  client.destroy();
}
