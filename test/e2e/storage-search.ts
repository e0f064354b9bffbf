import type { Page } from "playwright-core";

/**
 * Looks for texts in everything that a browser keeps for the site: databases with every byte in them, local and session
 * storage, caches, cookies that scripts see.
 *
 * @returns each find as "place: text".
 */
export async function findInStorage(page: Page, texts: readonly string[]): Promise<string[]> {
  return page.evaluate(async (wanted) => {
    const kept: [place: string, text: string][] = [
      ["localStorage", JSON.stringify({ ...localStorage })],
      ["sessionStorage", JSON.stringify({ ...sessionStorage })],
      ["cookie", document.cookie],
    ];
    const toPromise = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error("a request of the search failed"));
      });
    // Bytes are read as UTF-8, so that a text in the clear is found in them.
    const spell = (value: unknown): string => {
      if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return new TextDecoder().decode(value);
      if (typeof value !== "object" || value === null) return String(value);
      return Object.entries(value)
        .map(([name, inner]) => `${name}=${spell(inner)}`)
        .join("; ");
    };
    for (const { name = "" } of await indexedDB.databases()) {
      kept.push(["database", name]);
      const database = await toPromise(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const rows = await toPromise(database.transaction(store).objectStore(store).getAll());
        kept.push([`${name}/${store}`, rows.map(spell).join("\n")]);
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        kept.push([`cache ${name}`, request.url + (await (await cache.match(request))!.text())]);
      }
    }
    return kept.flatMap(([place, text]) => wanted.filter((one) => text.includes(one)).map((one) => `${place}: ${one}`));
  }, texts);
}
