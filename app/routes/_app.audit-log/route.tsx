import type { LoaderFunctionArgs } from "@remix-run/node";
import { type ShouldRevalidateFunctionArgs, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { Page } from "#app/ui/context-bar.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { toRoundSteps } from "#app/ui/phase-steps.ts";
import { freshness } from "./freshness.ts";
import { readCount, readQuery } from "./log-address.ts";
import { LogPane } from "./log-pane.tsx";
import { useLogQuery } from "./use-log-query.ts";

export const handle: PageHandle = { title: (t) => t("log:title") };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  const { searchParams } = new URL(request.url);
  const asked = { query: readQuery(searchParams), entry: readCount(searchParams, "entry") };
  try {
    return await context.services.pages.log(account, asked);
  } catch (error) {
    throw refusalResponse(error);
  }
}

export function shouldRevalidate(change: ShouldRevalidateFunctionArgs): boolean {
  return freshness.isDue(change);
}

export default function AuditLog() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation(["log", "shell"]);
  const query = useLogQuery();
  const { round } = view;
  const crumbs = [{ label: t("title") }];
  if (round !== null) crumbs.unshift({ label: t(`shell:tier.${round.tier as "provincial"}`, { year: round.year }) });
  return (
    <Page hasPanes crumbs={crumbs} phases={round === null ? undefined : toRoundSteps(round)}>
      {/* The pages of one filter do not join on to those of another. */}
      <LogPane key={query.text} view={view} query={query} />
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
