import type { EvidenceFile } from "./evidence-file.ts";
import type { PageSource } from "./page-source.ts";

/** A picture as a document of one page. It is drawn from the bytes that were hashed, never from an address. */
export async function openImage(
  bytes: Uint8Array<ArrayBuffer>,
  { mediaType }: Pick<EvidenceFile, "mediaType">,
): Promise<PageSource> {
  const picture = await createImageBitmap(new Blob([bytes], { type: mediaType }));
  const { width, height } = picture;
  return {
    pageCount: 1,
    firstSize: { width, height },
    readSize: async () => ({ width, height }),
    async draw(_page, canvas, { width: wanted }) {
      // Larger than it is a picture shows nothing more.
      const scale = Math.min(1, wanted / width);
      canvas.width = Math.max(1, Math.round(width * scale));
      canvas.height = Math.max(1, Math.round(height * scale));
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("draw picture: the browser gives no canvas");
      context.imageSmoothingQuality = "high";
      context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    },
    letter: async () => null,
    release: () => undefined,
    close: () => picture.close(),
  };
}
