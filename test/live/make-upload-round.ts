import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Upload } from "tus-js-client";
import { makeEvidencePdf } from "../../db/seeds/evidence/make-evidence.ts";
import { itemFacts } from "../../server/services/commands/item-context.ts";
import { inDays, makeRound, PASSWORD, type Person, ROUND, type TestRound } from "../helpers/make-round.ts";
import { getItem } from "../helpers/path-steps.ts";
import { ORIGIN, type UploadServer } from "./start-upload-server.ts";

export const ITEM = `${ROUND}.hue.1.1`;

/** What a page of somebody signed in sends with every request. */
export type PageHeaders = Readonly<Record<string, string>>;

/** A round in which Huế is asked for more on one item. */
export async function makeUploadRound({ services }: UploadServer): Promise<TestRound> {
  const round = await makeRound(services);
  await round.support.submit({
    type: "supplement.requested",
    facts: itemFacts(await getItem(services, ITEM)),
    value: { supplement: "bo-sung-1", until: inDays(services, 3) },
    text: { reason: "Thiếu bản có chữ ký và dấu của cơ quan." },
  });
  return round;
}

export async function signIn(
  { identity, services }: UploadServer,
  { login }: Pick<Person, "login">,
): Promise<PageHeaders> {
  const request = { login, password: PASSWORD, address: "127.0.0.1", cookieHeader: null };
  const { setCookie, signedIn } = await identity.signIn(request, services.now());
  const cookie = setCookie.split(";", 1)[0] as string;
  return { Cookie: cookie, Origin: ORIGIN, "X-CSRF-Token": signedIn.csrfToken, "Tus-Resumable": "1.0.0" };
}

export async function makeFile(seed = 1): Promise<Uint8Array> {
  const options = { kind: "ke-hoach", entityNameVi: "Huế", entityKind: "city", year: 2024, seed } as const;
  return (await makeEvidencePdf(options)).bytes;
}

const encode = (text: string): string => Buffer.from(text, "utf8").toString("base64");

/** Announces a file. */
export async function announce(
  address: string,
  headers: PageHeaders,
  file: { size: number; itemId?: string; fileName?: string; mediaType?: string },
): Promise<Response> {
  const { size, itemId = ITEM, fileName = "kế hoạch.pdf", mediaType } = file;
  const type = mediaType === undefined ? "" : `,mediaType ${encode(mediaType)}`;
  const metadata = `itemId ${encode(itemId)},fileName ${encode(fileName)}${type}`;
  return fetch(`${address}/uploads`, {
    method: "POST",
    headers: { ...headers, "Upload-Length": String(size), "Upload-Metadata": metadata },
  });
}

/** Sends bytes of an announced file. */
export function sendBytes(
  url: string,
  headers: PageHeaders,
  part: { offset: number; bytes: Uint8Array },
): Promise<Response> {
  return fetch(url, {
    method: "PATCH",
    headers: { ...headers, "Upload-Offset": String(part.offset), "Content-Type": "application/offset+octet-stream" },
    body: part.bytes as BodyInit,
  });
}

/** Sends a whole file with the library of the page. @returns the upload's address. */
export function sendFile(
  address: string,
  headers: PageHeaders,
  given: {
    bytes: Uint8Array;
    fileName?: string;
    mediaType?: string;
    chunkSize?: number;
    onProgress?: (sent: number) => void;
  },
): Promise<string> {
  const { bytes, fileName = "kế hoạch.pdf", mediaType, chunkSize = 64 * 1024, onProgress } = given;
  const { "Tus-Resumable": _own, ...rest } = headers;
  return new Promise((resolve, reject) => {
    const upload: Upload = new Upload(Buffer.from(bytes), {
      endpoint: `${address}/uploads`,
      headers: rest,
      chunkSize,
      retryDelays: Array.from({ length: 600 }, () => 200),
      metadata: { itemId: ITEM, fileName, ...(mediaType === undefined ? {} : { mediaType }) },
      onError: reject,
      onSuccess: () => resolve(upload.url as string),
      ...(onProgress === undefined ? {} : { onChunkComplete: (_size: number, sent: number) => onProgress(sent) }),
    });
    upload.start();
  });
}

/** Hashes of all contents on the disk, in order, by their places; a half-written one by its temporary name. */
export async function listKept(dataDir: string): Promise<string[]> {
  const all = await readdir(join(dataDir, "content"), { recursive: true, withFileTypes: true });
  const names = all.filter((one) => one.isFile()).map((one) => one.parentPath.slice(-2) + one.name);
  return names.sort();
}
