import { Link } from "@remix-run/react";
import { useId } from "react";
import type { ButtonHTMLAttributes, MouseEvent, ReactNode } from "react";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon.tsx";
import { Kbd } from "./kbd.tsx";

/** `primary` is the person's own act, `office` an act of office (finalise, publish), `negative` sends back. */
export type ButtonVariant = "plain" | "primary" | "office" | "negative" | "quiet";

const VARIANT_CLASSES: Record<ButtonVariant, string> = {
  plain: "",
  primary: "pri",
  office: "inkb",
  negative: "neg",
  quiet: "quiet",
};

interface ButtonLook {
  variant?: ButtonVariant | undefined;
  size?: "m" | "sm" | undefined;
  icon?: IconName | undefined;
  /** Printed on the control; the binding is `useShortcuts`. */
  shortcut?: string | undefined;
}

function toButtonClass({ variant = "plain", size = "m" }: ButtonLook, isIcon: boolean, className = ""): string {
  const classes = ["btn", size === "sm" && "sm", VARIANT_CLASSES[variant], isIcon && "icon", className];
  return classes.filter(Boolean).join(" ");
}

function ButtonContent({ icon, size, shortcut, children }: ButtonLook & { children?: ReactNode }) {
  return (
    <>
      {icon && <Icon name={icon} size={size === "sm" || children ? "s" : "m"} />}
      {children}
      {shortcut && <Kbd>{shortcut}</Kbd>}
    </>
  );
}

export interface ButtonProps extends ButtonLook, Omit<ButtonHTMLAttributes<HTMLButtonElement>, "disabled"> {
  /** Why it cannot be pressed now. The button stays in the tab order and says so; null or absent: it can. */
  disabledReason?: string | null | undefined;
}

export function Button({ variant, size, icon, shortcut, disabledReason, children, ...rest }: ButtonProps) {
  const reasonId = useId();
  const isDisabled = disabledReason !== undefined && disabledReason !== null;
  const { className, onClick, type = "button", ...attributes } = rest;
  const press = (event: MouseEvent<HTMLButtonElement>): void => {
    if (isDisabled) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <>
      <button
        {...attributes}
        type={type}
        className={toButtonClass({ variant, size }, false, className)}
        onClick={press}
        {...(isDisabled ? { "aria-disabled": true, "aria-describedby": reasonId, title: disabledReason } : {})}
      >
        <ButtonContent icon={icon} size={size} shortcut={shortcut}>
          {children}
        </ButtonContent>
      </button>
      {isDisabled && (
        <span id={reasonId} className="sr">
          {disabledReason}
        </span>
      )}
    </>
  );
}

export interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "children"> {
  icon: IconName;
  label: string;
  variant?: ButtonVariant | undefined;
  size?: "m" | "sm" | undefined;
}

/** A button that shows only an icon; `label` is its name. */
export function IconButton({ icon, label, variant = "quiet", size = "sm", ...attributes }: IconButtonProps) {
  const { className, type = "button", ...rest } = attributes;
  return (
    <button
      {...rest}
      type={type}
      aria-label={label}
      title={label}
      className={toButtonClass({ variant, size }, true, className)}
    >
      <Icon name={icon} />
    </button>
  );
}

export interface LinkButtonProps extends ButtonLook {
  to: string;
  children: ReactNode;
  className?: string | undefined;
  /** Leaves Remix's router: downloads and pages of another kind. */
  isDocument?: boolean | undefined;
  download?: string | boolean | undefined;
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export function LinkButton({ to, isDocument, download, children, className, ...look }: LinkButtonProps) {
  const classes = toButtonClass(look, false, className);
  const content = <ButtonContent {...look}>{children}</ButtonContent>;
  if (isDocument || download !== undefined) {
    return (
      <a className={classes} href={to} download={download}>
        {content}
      </a>
    );
  }
  return (
    <Link className={classes} to={to}>
      {content}
    </Link>
  );
}
