import type { ActionFunctionArgs } from "@remix-run/node";
import { envelopeSchema } from "#domain/event/envelope.ts";
import { Refusal } from "#domain/refusal.ts";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireCsrf, requireSession } from "#app/http/session.server.ts";

/** Takes one command as JSON and answers with the receipt that the browser recomputes. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { account } = requireSession({ request, context });
  requireCsrf({ request, context });
  try {
    const envelope = envelopeSchema.safeParse(await request.json().catch(() => null));
    if (!envelope.success) throw new Refusal("command.invalid");
    return await context.services.commands.execute(account.id, envelope.data);
  } catch (error) {
    return refusalResponse(error);
  }
}
