import { useLocation } from "@remix-run/react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "./button.tsx";

/** Stands where a part of the page would be that could not be fetched. */
export function MissingPart() {
  const { t } = useTranslation("errors");
  const { pathname, search } = useLocation();
  return (
    <div role="status">
      <p className="sec mt2">{t("missingPart.text")}</p>
      <LinkButton to={pathname + search} size="sm" isDocument>
        {t("missingPart.action")}
      </LinkButton>
    </div>
  );
}
