import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { Refusal } from "#domain/refusal.ts";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { demandScriptSession } from "#app/http/session.server.ts";

const bodySchema = z.strictObject({ note: z.string().min(1).max(120) });

/** Nothing is read here. */
export function loader(): Response {
  return new Response(null, { status: 405, headers: { Allow: "POST" } });
}

/** Remembers that the person has read a thread. It is no command: nobody else ever learns of it. */
export async function action({ request, context }: ActionFunctionArgs): Promise<Response> {
  try {
    const { account } = demandScriptSession({ request, context });
    const body = bodySchema.safeParse(await request.json().catch(() => null));
    if (!body.success) throw new Refusal("command.invalid");
    await context.services.markThreadRead(account, body.data.note);
    return new Response(null, { status: 204 });
  } catch (error) {
    const { data, init } = refusalResponse(error);
    return Response.json(data, init ?? {});
  }
}
