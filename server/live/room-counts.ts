/** What happens in the rooms of this process, counted as it happens: a look at it costs nothing. */
export class RoomCounts {
  readonly #events = new Map<string, number>();
  /** Open sockets by account; none of those who have none. */
  readonly #sockets = new Map<string, number>();
  #appended = 0;
  #badFrames = 0;

  /** By reason, since the start. */
  get events(): ReadonlyMap<string, number> {
    return this.#events;
  }

  get appended(): number {
    return this.#appended;
  }

  get badFrames(): number {
    return this.#badFrames;
  }

  socketsOf(accountId: string): number {
    return this.#sockets.get(accountId) ?? 0;
  }

  addEvent(reason: string): void {
    this.#events.set(reason, (this.#events.get(reason) ?? 0) + 1);
  }

  addAppended(updates: number): void {
    this.#appended += updates;
  }

  addBadFrame(): void {
    this.#badFrames += 1;
  }

  addSocket(accountId: string): void {
    this.#sockets.set(accountId, this.socketsOf(accountId) + 1);
  }

  removeSocket(accountId: string): void {
    const left = this.socketsOf(accountId) - 1;
    if (left > 0) this.#sockets.set(accountId, left);
    else this.#sockets.delete(accountId);
  }
}
