import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { EmptyState } from "#app/ui/empty-state.tsx";
import { PendingRound } from "./pending-round.tsx";
import { PublicFrame } from "./public-frame.tsx";
import { ResultNotes } from "./result-notes.tsx";
import { ResultSetSection } from "./result-set-section.tsx";
import { ResultsHead } from "./results-head.tsx";
import { VerifyLog } from "./verify-log.tsx";

export const handle: PageHandle = { title: (t) => t("public:title") };

/** Anybody may read this, signed in or not: the reader asks as the public in every case. */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const asked = new URL(request.url).searchParams.get("year");
  const year = asked !== null && /^\d{4}$/.test(asked) ? Number(asked) : null;
  const view = await context.services.pages.results({ year });
  return { view, isSignedIn: context.signedIn !== null };
}

export default function Results() {
  const { view, isSignedIn } = useLoaderData<typeof loader>();
  const { t } = useTranslation("public");
  return (
    <PublicFrame isSignedIn={isSignedIn}>
      <ResultsHead view={view} />
      {view.pending && <PendingRound pending={view.pending} />}
      <VerifyLog log={view.log} />
      <div className="grid2">
        <div>
          {view.sets.length === 0 && <EmptyState title={t("empty.title")}>{t("empty.text")}</EmptyState>}
          {view.sets.map((set) => (
            <ResultSetSection key={set.set} set={set} year={view.year ?? 0} />
          ))}
        </div>
        <ResultNotes view={view} />
      </div>
    </PublicFrame>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
