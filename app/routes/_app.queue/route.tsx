import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireCsrf, requireSession } from "#app/http/session.server.ts";
import { useShell } from "#app/live/use-commands.ts";
import { type Crumb, Page } from "#app/ui/context-bar.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { toPhaseSteps, toRoundSteps } from "#app/ui/phase-steps.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { AgencyScores } from "./agency-scores.tsx";
import { isRefusal } from "#domain/refusal-status.ts";
import { MemberQueue } from "./member-queue.tsx";
import { StartPage } from "./start-page.tsx";
import { VIEW_INTENTS, type ViewAnswer, viewFormSchema } from "./view-form.ts";

export const handle: PageHandle = { title: (t) => t("queue:title") };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    return await context.services.pages.queue(account);
  } catch (error) {
    throw refusalResponse(error);
  }
}

/** Keeps a view of the own queue under a name, or drops one. */
export async function action({ request, context }: ActionFunctionArgs): Promise<ViewAnswer> {
  const { account } = requireSession({ request, context });
  const form = await request.formData();
  requireCsrf({ request, context }, form);
  const parsed = viewFormSchema.safeParse(Object.fromEntries(form));
  if (!parsed.success) return { ok: false, problem: "view.unnamed" };
  const { savedViews } = context.services;
  try {
    if (parsed.data.intent === VIEW_INTENTS.save) await savedViews.save(account.id, parsed.data);
    else await savedViews.remove(account.id, parsed.data.name);
    return { ok: true };
  } catch (error) {
    if (isRefusal(error)) return { ok: false, problem: error.code };
    throw refusalResponse(error);
  }
}

/** Where everybody's work begins: a member's items, an agency's scores, or what a role does here. */
export default function QueuePage() {
  const queue = useLoaderData<typeof loader>();
  const { t } = useTranslation(["queue", "shell", "board"]);
  const format = useFormat();
  const { round } = useShell();
  const crumbs: Crumb[] =
    round === null ? [] : [{ label: t(`shell:tier.${round.tier}`, { year: round.year }), to: "/" }];
  if (queue.kind === "role") {
    return (
      <Page
        crumbs={[...crumbs, { label: t("shell:nav.queue") }]}
        phases={queue.round === null ? undefined : toRoundSteps(queue.round)}
      >
        <StartPage queue={queue} />
      </Page>
    );
  }
  if (queue.kind === "agency") {
    return (
      <Page
        crumbs={[...crumbs, { label: queue.entityName[format.locale] }]}
        phases={toPhaseSteps(queue.round.phase, queue.batches, (dueAt) => format.deadline(dueAt, queue.now))}
      >
        <AgencyScores queue={queue} />
      </Page>
    );
  }
  const panel = { label: t("board:panelNumber", { number: queue.seat.number }), to: "/board" };
  return (
    <Page
      hasPanes
      crumbs={[...crumbs, panel, { label: t("title") }]}
      phases={toPhaseSteps(queue.round.phase, queue.batches, (dueAt) => format.deadline(dueAt, queue.now))}
    >
      <MemberQueue queue={queue} />
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
