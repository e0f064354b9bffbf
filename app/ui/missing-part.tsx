import { useLocation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "./button.tsx";
import { InlineAlert } from "./inline-alert.tsx";

/** Stands where a part of the page would be that could not be fetched. */
export function MissingPart() {
  const { t } = useTranslation("errors");
  const { pathname, search } = useLocation();
  return (
    <InlineAlert
      tone="neutral"
      icon="alert"
      isLive
      actions={
        <LinkButton to={pathname + search} size="sm" isDocument>
          {t("missingPart.action")}
        </LinkButton>
      }
    >
      {t("missingPart.text")}
    </InlineAlert>
  );
}
