import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerFile, type FileDelivery } from "#app/http/file-answer.server.ts";
import { refusalToScript, requireSessionForScript } from "#app/http/script-answer.server.ts";
import { type EvidenceFormat, FORMAT_NAMES } from "#domain/evidence/format.ts";

/** What the viewer draws. Whatever else there is goes out as bytes: no browser shows it under our address. */
const DRAWN: readonly EvidenceFormat[] = ["pdf", "png", "jpeg"];

/** The bytes of a document for our own viewer, which checks the hash of the whole itself. */
export async function loader({ request, context, params }: LoaderFunctionArgs): Promise<Response> {
  try {
    const { account } = requireSessionForScript(context);
    const content = await context.services.pages.evidenceContent(account, params["evidenceId"] ?? "");
    return await answerFile(request, content, toDelivery(content.format));
  } catch (error) {
    return refusalToScript(error);
  }
}

function toDelivery(format: EvidenceFormat): FileDelivery {
  if (DRAWN.includes(format)) return { mediaType: FORMAT_NAMES[format].mediaType, disposition: "inline" };
  return { mediaType: "application/octet-stream", disposition: "attachment" };
}
