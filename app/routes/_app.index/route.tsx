import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData, useNavigate } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { Page } from "#app/ui/context-bar.tsx";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { toTracePath } from "#app/ui/places.ts";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { toRoundSteps } from "#app/ui/phase-steps.ts";
import { useShortcuts } from "#app/ui/shortcuts.tsx";
import { useShell } from "#app/live/use-commands.ts";
import { EntityPane } from "./entity-pane.tsx";
import { IndexGate } from "./index-gate.tsx";
import { RankingTable } from "./ranking-table.tsx";

export const handle: PageHandle = { title: (t) => t("index:title") };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  const entityId = new URL(request.url).searchParams.get("entity");
  try {
    return await context.services.pages.index(account, { entityId });
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function IndexPage() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation(["index", "shell"]);
  const navigate = useNavigate();
  const { round } = useShell();
  const roundName = round === null ? "" : t(`shell:tier.${round.tier}`, { year: round.year });
  const at = view.rows.findIndex((row) => row.entityId === view.selected?.entityId);
  const selectAt = (place: number): void => {
    const row = view.rows[place];
    // An address that cannot be opened is shown by the router; there is nothing to wait for.
    if (row) void navigate(`?entity=${encodeURIComponent(row.entityId)}`, { replace: true, preventScrollReset: true });
  };
  const traceItemId = view.rows[at]?.traceItemId ?? null;
  const openTrace = (): void => {
    if (traceItemId !== null) void navigate(toTracePath(traceItemId));
  };
  const hint = t("keys.move");
  useShortcuts([
    { id: "index.next", code: "KeyJ", keys: ["J"], label: t("keys.next"), hint, run: () => selectAt(at + 1) },
    { id: "index.previous", code: "KeyK", keys: ["K"], label: t("keys.previous"), hint, run: () => selectAt(at - 1) },
    { id: "index.trace", code: "KeyT", keys: ["T"], label: t("keys.trace"), hint: t("keys.trace"), run: openTrace },
  ]);
  const row = view.rows[at];
  return (
    <Page hasPanes crumbs={[{ label: roundName }, { label: t("title") }]} phases={toRoundSteps(view.round)}>
      <div className="ix">
        <section className="ix-main" aria-label={t("ranking")}>
          <IndexGate view={view} />
          {view.rows.length === 0 ? (
            <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>
          ) : (
            <RankingTable view={view} selectedId={view.selected?.entityId ?? null} />
          )}
        </section>
        {row && view.selected && <EntityPane view={view} row={row} profile={view.selected} />}
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
