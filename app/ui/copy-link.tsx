import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, type ButtonProps } from "./button.tsx";
import { useAnnounce } from "./live-region.tsx";

export interface CopyLinkProps extends Pick<ButtonProps, "variant" | "icon"> {
  /** Path and parameters in this installation; left out: the page's own address. */
  readonly path?: string;
}

/** Puts an address into the clipboard. */
export function CopyLink({ path, ...looks }: CopyLinkProps) {
  const { t } = useTranslation("common");
  const [isCopied, setIsCopied] = useState(false);
  const announce = useAnnounce();
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(path === undefined ? location.href : `${location.origin}${path}`);
    setIsCopied(true);
    announce(t("action.copied"));
  };
  return (
    // A browser that refuses the clipboard leaves the button as it was.
    <Button size="sm" {...looks} onClick={() => void copy().catch(() => undefined)}>
      {t(isCopied ? "action.copied" : "action.copyLink")}
    </Button>
  );
}
