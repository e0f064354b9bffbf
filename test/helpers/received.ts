import type { CDPSession, Page } from "playwright-core";
import { until } from "./until.ts";

/** Everything that a page receives over its connections, whatever it then does with it. */
export interface Received {
  /** Bodies that the browser did not keep long enough; a search that is to find nothing needs this to be empty. */
  readonly unread: readonly string[];
  /** Waits for the end of the responses under way. */
  settle(): Promise<void>;
  /** Settles. @returns where any of the needles stands, with what stands around it. */
  find(needles: readonly RegExp[]): Promise<string[]>;
}

interface ReceivedText {
  readonly from: string;
  readonly text: string;
}

/** Scripts, styles and fonts of the build: the same bytes for everybody. */
const BUILT = /\/(assets|fonts)\/|\/favicon\./;
const BUFFER_BYTES_MAX = 100_000_000;
const SHOWN_AROUND = 60;

/** Records from now on, by the browser's own protocol: responses, server-sent events, frames of sockets. */
export async function recordReceived(page: Page): Promise<Received> {
  const texts: ReceivedText[] = [];
  const session = await page.context().newCDPSession(page);
  session.on("Network.webSocketFrameReceived", ({ response: { opcode, payloadData } }) => {
    texts.push({ from: "room", text: opcode === 2 ? decode(payloadData) : payloadData });
  });
  session.on("Network.eventSourceMessageReceived", ({ data }) => void texts.push({ from: "feed", text: data }));
  const { arriving, unread } = recordResponses(session, texts);
  await session.send("Network.enable", {
    maxTotalBufferSize: BUFFER_BYTES_MAX,
    maxResourceBufferSize: BUFFER_BYTES_MAX,
  });
  const settle = async (): Promise<void> => {
    await until(
      () => {
        if (arriving.size > 0) throw new Error([...arriving.values()].map(({ url }) => url).join(" "));
        return true;
      },
      { what: "the end of every response" },
    );
  };
  return {
    unread,
    settle,
    find: async (needles) => {
      await settle();
      return texts.flatMap(({ from, text }) => needles.flatMap((needle) => show(from, text, needle)));
    },
  };
}

/** A response that has begun and is not read yet. */
interface Arriving {
  readonly url: string;
  readonly chunks: Buffer[];
  /** Whether its bytes are told as they come; false when it had ended before that could be asked for. */
  readonly isStreamed: Promise<boolean>;
}

function recordResponses(session: CDPSession, texts: ReceivedText[]) {
  const unread: string[] = [];
  const arriving = new Map<string, Arriving>();
  session.on("Network.responseReceived", ({ requestId, type, response: { url, mimeType } }) => {
    // Of what an older document was loading nothing more is told: what came counts.
    if (type === "Document") {
      for (const one of arriving.values()) texts.push({ from: one.url, text: toText(one.chunks) });
      arriving.clear();
    }
    // A feed never ends: its messages are told one by one.
    if (mimeType === "text/event-stream" || BUILT.test(url)) return;
    const chunks: Buffer[] = [];
    const isStreamed = session.send("Network.streamResourceContent", { requestId }).then(
      ({ bufferedData }) => chunks.unshift(Buffer.from(bufferedData, "base64")) > 0,
      () => false,
    );
    arriving.set(requestId, { url, chunks, isStreamed });
  });
  session.on("Network.dataReceived", ({ requestId, data }) => {
    if (data !== undefined) arriving.get(requestId)?.chunks.push(Buffer.from(data, "base64"));
  });
  const end = async ({ requestId }: { requestId: string }): Promise<void> => {
    const one = arriving.get(requestId);
    if (one === undefined) return;
    const { url: from, chunks } = one;
    try {
      if (await one.isStreamed) {
        texts.push({ from, text: toText(chunks) });
      } else {
        const { body, base64Encoded } = await session.send("Network.getResponseBody", { requestId });
        texts.push({ from, text: base64Encoded ? decode(body) : body });
      }
    } catch {
      if (arriving.has(requestId)) unread.push(from);
    }
    arriving.delete(requestId);
  };
  session.on("Network.loadingFinished", (event) => void end(event));
  // A page that has what it needs lets go of the rest: what came counts.
  session.on("Network.loadingFailed", (event) => void end(event));
  return { arriving, unread };
}

const toText = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString("utf8");

const decode = (base64: string): string => Buffer.from(base64, "base64").toString("utf8");

function show(from: string, text: string, needle: RegExp): string[] {
  const at = text.search(needle);
  return at < 0 ? [] : [`${from}: …${text.slice(Math.max(0, at - SHOWN_AROUND), at + SHOWN_AROUND)}…`];
}
