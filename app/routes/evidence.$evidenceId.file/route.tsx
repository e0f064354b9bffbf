import type { LoaderFunctionArgs } from "@remix-run/node";
import { answerFile, toAttachment } from "#app/http/file-answer.server.ts";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { FORMAT_NAMES } from "#domain/evidence/format.ts";

/** The original of a document, to be kept under its name. */
export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    const content = await context.services.pages.evidenceContent(account, params["evidenceId"] ?? "");
    const { mediaType } = FORMAT_NAMES[content.format];
    return await answerFile(request, content, { mediaType, disposition: toAttachment(content.fileName) });
  } catch (error) {
    throw refusalResponse(error);
  }
}
