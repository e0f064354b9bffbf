// What is written in a shared document and not on the server's disk yet: one sealed row for each page that writes, with
// everything since the last confirmed state. It is applied after the first sync of the next page, so that what it
// builds upon is there, and goes as soon as the server has it.
import { fromBase64, toBase64 } from "#domain/ledger/bytes.ts";
import * as Y from "yjs";
import type { RoomClient } from "../room-provider.ts";
import type { LocalStores } from "./local-stores.ts";
import { isMergeable, type KeptProse, listProseRows, type ProsePlace, toProseContext } from "./prose-rows.ts";

/** What a room holds, and the life that it is in: a page may hear of it after it joined. */
export interface KeptPlace extends Omit<ProsePlace, "epoch"> {
  readonly getEpoch: () => string | null;
}

export interface ProseKeeper {
  stop(): void;
  /** Resolves once what is not saved is kept, to whether it is: a full disk keeps nothing. Never rejects. */
  settle(): Promise<boolean>;
}

/** Keeps what is written in a room until it is saved, and brings back what was kept before. */
export function keepProse(stores: LocalStores, room: RoomClient, place: KeptPlace): ProseKeeper {
  return new Keeper(stores, room, place);
}

class Keeper implements ProseKeeper {
  readonly #stores: LocalStores;
  readonly #room: RoomClient;
  readonly #place: KeptPlace;
  readonly #stopState: () => void;
  /** Confirmed on the server's disk; empty before the first confirmation. */
  #saved: Uint8Array | undefined;
  #ownId: number | null = null;
  /** Rows of earlier pages that are in the document now. */
  #taken: number[] = [];
  #isTaking = false;
  #isDue = false;
  #work: Promise<void> = Promise.resolve();

  constructor(stores: LocalStores, room: RoomClient, place: KeptPlace) {
    this.#stores = stores;
    this.#room = room;
    this.#place = place;
    room.doc.on("update", this.#onUpdate);
    room.provider.on("sync", this.#onSync);
    this.#stopState = room.saveState.subscribe(this.#onState);
    if (room.provider.synced) this.#onSync(true);
  }

  stop(): void {
    this.#room.doc.off("update", this.#onUpdate);
    this.#room.provider.off("sync", this.#onSync);
    this.#stopState();
  }

  async settle(): Promise<boolean> {
    const hasUnsaved = this.#room.saveState.hasUnsaved();
    // Written before this browser's store was open, and nothing since.
    if (hasUnsaved && this.#ownId === null) this.#isDue = true;
    this.#then(() => this.#put());
    await this.#work;
    return !hasUnsaved || (this.#ownId !== null && !this.#isDue);
  }

  readonly #onUpdate = (_update: Uint8Array, origin: unknown): void => {
    if (origin === this.#room.provider || origin === this) return;
    this.#isDue = true;
    this.#then(() => this.#put());
  };

  readonly #onSync = (isSynced: boolean): void => {
    if (!isSynced || this.#isTaking) return;
    this.#isTaking = true;
    this.#then(() => this.#take());
  };

  readonly #onState = (): void => {
    if (this.#room.saveState.get() !== "saved") return;
    this.#saved = Y.encodeStateVector(this.#room.doc);
    const done = [...this.#taken, ...(this.#ownId === null ? [] : [this.#ownId])];
    this.#then(() => this.#clear(done));
  };

  /** One thing at a time; what fails (a full disk, a closed database) leaves the prose in the page, as before. */
  #then(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch(() => undefined);
  }

  /** Writes what came until now in one go: what is typed meanwhile waits for the next. */
  async #put(): Promise<void> {
    if (!this.#isDue) return;
    this.#isDue = false;
    try {
      this.#ownId = await this.#store();
    } catch (error) {
      this.#isDue = true;
      throw error;
    }
  }

  /** @returns the row's id. @throws when there is no room for it. */
  async #store(): Promise<number> {
    const { doc } = this.#room;
    const { path, getEpoch, root } = this.#place;
    const { vault, database } = this.#stores;
    const update = toBase64(Y.encodeStateAsUpdate(doc, this.#saved));
    const kept: KeptProse = { epoch: getEpoch(), update, text: toPlainText(doc.getXmlFragment(root)) };
    const box = await vault.seal(kept, toProseContext(path));
    const room = await vault.toTag(path);
    return database.put("prose", this.#ownId === null ? { room, box } : { id: this.#ownId, room, box });
  }

  async #take(): Promise<void> {
    const { path, getEpoch } = this.#place;
    for (const { id, kept } of await listProseRows(this.#stores, path)) {
      if (id === this.#ownId || !isMergeable(kept, getEpoch())) continue;
      // The provider sends it as an edit of this page.
      Y.applyUpdate(this.#room.doc, fromBase64(kept.update), this);
      this.#taken.push(id);
    }
    if (this.#room.saveState.get() === "saved") this.#onState();
  }

  async #clear(ids: readonly number[]): Promise<void> {
    // Typed since: the row holds more than was confirmed.
    if (this.#isDue || this.#room.saveState.get() !== "saved") return;
    for (const id of ids) await this.#stores.database.delete("prose", id);
    this.#taken = this.#taken.filter((id) => !ids.includes(id));
    if (this.#ownId !== null && ids.includes(this.#ownId)) this.#ownId = null;
  }
}

/** Paragraphs as lines. */
export function toPlainText(node: Y.XmlFragment | Y.XmlElement | Y.XmlText): string {
  if (node instanceof Y.XmlText) {
    return (node.toDelta() as { insert: unknown }[])
      .map(({ insert }) => (typeof insert === "string" ? insert : ""))
      .join("");
  }
  const parts = node.toArray().map((child) => (child instanceof Y.XmlHook ? "" : toPlainText(child)));
  return node instanceof Y.XmlElement && node.nodeName === "paragraph" ? parts.join("") : parts.join("\n");
}
