import { isRouteErrorResponse, useLocation, useRouteError } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "./button.tsx";

type ErrorKind = "unauthorized" | "forbidden" | "notFound" | "conflict" | "tooMany" | "unavailable" | "server";

const KINDS: Record<number, ErrorKind> = {
  401: "unauthorized",
  403: "forbidden",
  404: "notFound",
  409: "conflict",
  429: "tooMany",
  503: "unavailable",
  507: "unavailable",
};

/** The one ErrorBoundary: says what is true and what to do next, not a number. */
export function RouteError() {
  const error = useRouteError();
  const { t } = useTranslation("errors");
  const { pathname, search } = useLocation();
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const kind = KINDS[status] ?? (status >= 400 && status < 500 ? "notFound" : "server");
  const here = pathname + search;
  const targets: Record<ErrorKind, string> = {
    unauthorized: `/sign-in?next=${encodeURIComponent(here)}`,
    forbidden: "/",
    notFound: "/",
    conflict: here,
    tooMany: here,
    unavailable: here,
    server: here,
  };
  return (
    <main id="main" className="plain" tabIndex={-1}>
      <h1 className="h1">{t(`${kind}.title`)}</h1>
      <p className="sec mt2">{t(`${kind}.text`)}</p>
      <div className="row mt4">
        {/* A document load: whatever state broke this page is left behind. */}
        <LinkButton to={targets[kind]} variant="primary" isDocument>
          {t(`${kind}.action`)}
        </LinkButton>
        <span className="cap">{t("status", { status })}</span>
      </div>
    </main>
  );
}
