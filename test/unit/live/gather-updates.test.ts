import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { expect, onTestFinished, test, vi } from "vitest";
import { messageSync, WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { gatherUpdates } from "../../../app/live/gather-updates.ts";
import { encodeStepTwo, encodeUpdate } from "../../../server/live/frames.ts";

/** A provider that hears frames as if a server had sent them, and what its document was changed by. */
function openPage() {
  vi.useFakeTimers();
  const provider = new WebsocketProvider("ws://localhost/rooms", "room", new Y.Doc(), {
    connect: false,
    disableBc: true,
  });
  const gathering = gatherUpdates(provider);
  const changes: { origin: unknown; local: boolean; text: string }[] = [];
  const text = provider.doc.getText("conclusion");
  provider.doc.on("afterTransaction", ({ origin, local }: Y.Transaction) => {
    changes.push({ origin, local, text: text.toJSON() });
  });
  onTestFinished(() => {
    gathering.stop();
    provider.awareness.destroy();
    provider.destroy();
    vi.useRealTimers();
  });
  const hear = (frame: Uint8Array): void => {
    const decoder = decoding.createDecoder(frame);
    const type = decoding.readVarUint(decoder);
    provider.messageHandlers[messageSync]!(encoding.createEncoder(), decoder, provider, true, type);
  };
  return { provider, gathering, changes, text, hear };
}

/** What somebody types, letter by letter. */
function typeLetters(letters: string): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  for (const letter of letters) doc.getText("conclusion").insert(doc.getText("conclusion").length, letter);
  return updates;
}

test("the first change of others is there at once, and what follows closely is one change", () => {
  const { provider, changes, hear } = openPage();
  for (const update of typeLetters("minh chứng")) hear(encodeUpdate(update));
  expect(changes).toEqual([{ origin: provider, local: false, text: "m" }]);
  vi.advanceTimersByTime(60);
  expect(changes.slice(1)).toEqual([{ origin: provider, local: false, text: "minh chứng" }]);
  vi.advanceTimersByTime(60_000);
  expect(changes).toHaveLength(2);
});

test("an answer of the server finds everything applied that came before it", () => {
  const { provider, changes, text, hear } = openPage();
  for (const update of typeLetters("một hai")) hear(encodeUpdate(update));
  hear(encodeStepTwo(Uint8Array.of(0, 0)));
  expect(text.toJSON()).toBe("một hai");
  expect(provider.synced).toBe(true);
  expect(changes.map((change) => change.text)).toEqual(["m", "một hai", "một hai"]);
});

test("a page that is left changes no more", () => {
  const { gathering, text, hear } = openPage();
  for (const update of typeLetters("hai")) hear(encodeUpdate(update));
  gathering.stop();
  vi.advanceTimersByTime(60_000);
  expect(text.toJSON()).toBe("h");
});
