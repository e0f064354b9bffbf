import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { isRefusal } from "#domain/refusal-status.ts";
import { refusalResponse } from "#app/http/refusal-response.server.ts";
import { requireCsrf, requireSession } from "#app/http/session.server.ts";
import { LinkButton } from "#app/ui/button.tsx";
import { Page } from "#app/ui/context-bar.tsx";
import type { PageHandle } from "#app/ui/page-handle.ts";
import { BlockList } from "./block-list.tsx";
import { readPreviewForm } from "./preview-form.ts";
import { PreviewFields } from "./preview-fields.tsx";
import { PreviewResult } from "./preview-result.tsx";
import { ProposalList } from "./proposal-list.tsx";

export const handle: PageHandle = { title: (t) => t("assignment:title") };

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { account } = requireSession({ request, context });
  const { searchParams } = new URL(request.url);
  const asked = { preview: searchParams.get("preview"), entityId: searchParams.get("entity") };
  try {
    return await context.services.pages.assignment(account, asked);
  } catch (error) {
    throw refusalResponse(error);
  }
}

/** Begins to look for an assignment. Nothing is written; the page that it leads to shows how far it is. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { account } = requireSession({ request, context });
  const form = await request.formData();
  requireCsrf({ request, context }, form);
  try {
    const preview = await context.services.pages.startPreview(account, readPreviewForm(form));
    return redirect(`/assignment?preview=${preview}`);
  } catch (error) {
    if (isRefusal(error) && error.code === "assignment.policy-invalid")
      return data({ isInvalid: true }, { status: 422 });
    throw refusalResponse(error);
  }
}

/** The secretariat says who scores what: what is wanted, what the solver found, and single blocks. */
export default function AssignmentPage() {
  const view = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useTranslation("assignment");
  const { acceptedSeq, isSetUp, canManage, preview } = view;
  return (
    <Page crumbs={[{ label: t("title") }]}>
      <div className="assignment">
        <h1 className="h1">{t("title")}</h1>
        <p className="sec mt2 assignment-lead">{t("lead")}</p>
        <p className="mt2">
          {acceptedSeq === null ? t("standing.whole") : t("standing.accepted", { seq: acceptedSeq })}{" "}
          {!isSetUp && t("standing.frozen")}
        </p>
        <p className="mt3">
          <LinkButton to="/conflicts">{t("conflicts")}</LinkButton>
        </p>
        {preview !== null && <PreviewResult preview={preview} facts={view.facts} />}
        <ProposalList proposals={view.proposals} />
        {canManage && isSetUp && <PreviewFields view={view} isInvalid={answer?.isInvalid === true} />}
        <BlockList view={view} />
      </div>
    </Page>
  );
}

export { RouteError as ErrorBoundary } from "#app/ui/route-error.tsx";
