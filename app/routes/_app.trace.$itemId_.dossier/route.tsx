import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireSession } from "#app/http/session.server.ts";
import { useFormat } from "#app/i18n/use-format.ts";
import { Page } from "#app/ui/context-bar.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { toTracePath } from "#app/ui/places.ts";
import { CheckpointSection } from "./checkpoint-section.tsx";
import { DossierChecks } from "./dossier-checks.tsx";
import { DossierEntries } from "./dossier-entries.tsx";
import { DossierHead } from "./dossier-head.tsx";
import { EvidenceSection } from "./evidence-section.tsx";
import { HowTo } from "./how-to.tsx";
import { Openings } from "./openings.tsx";

export const handle: PageHandle = { title: (t) => t("dossier:title") };

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  try {
    return await context.services.pages.dossier(account, { itemId: params["itemId"] ?? "" });
  } catch (error) {
    throw refusalResponse(error);
  }
}

export default function DossierPage() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation(["dossier", "trace"]);
  const { locale } = useFormat();
  const { item } = view.dossier;
  const name = `${item.indicator.code} ${item.indicator[locale]}`;
  return (
    <Page
      crumbs={[
        { label: t("trace:title"), to: "/trace" },
        { label: `${item.entity[locale]}, ${name}`, to: toTracePath(item.id) },
        { label: t("title") },
      ]}
    >
      <article className="dossier">
        <DossierHead view={view} name={name} />
        <DossierChecks dossier={view.dossier} />
        <DossierEntries lines={view.lines} />
        <Openings lines={view.lines} />
        <CheckpointSection dossier={view.dossier} />
        <EvidenceSection view={view} />
        <HowTo />
      </article>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
