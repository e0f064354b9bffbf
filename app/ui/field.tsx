import { useId } from "react";
import type { InputHTMLAttributes, ReactNode, SelectHTMLAttributes, TextareaHTMLAttributes } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./icon.tsx";
import type { IconName } from "./icon.tsx";

interface FieldText {
  label: string;
  /** What is wrong, as a whole sentence; said when it appears. */
  error?: string | null | undefined;
  hint?: string | undefined;
  /** The label is said but not shown. */
  isLabelHidden?: boolean | undefined;
}

interface FrameProps extends FieldText {
  id: string;
  isRequired: boolean;
  children: ReactNode;
}

function FieldFrame({ id, label, error, hint, isLabelHidden, isRequired, children }: FrameProps) {
  const { t } = useTranslation("common");
  return (
    <div className="fieldset">
      <label htmlFor={id} className={isLabelHidden ? "sr" : undefined}>
        {label}
        {!isRequired && !isLabelHidden && <span className="muted"> ({t("optional")})</span>}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

/** The place stays in the page, so that an error is announced when it comes. */
function FieldError({ id, error }: { id: string; error: string | null | undefined }) {
  return (
    <div id={id} aria-live="polite">
      {error && (
        <p className="error">
          <Icon name="alert" size="s" />
          {error}
        </p>
      )}
    </div>
  );
}

function toAria(id: string, { error, hint }: FieldText) {
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return { id, "aria-invalid": error ? true : undefined, "aria-describedby": describedBy || undefined };
}

export interface TextFieldProps extends FieldText, InputHTMLAttributes<HTMLInputElement> {}

export function TextField({ label, error, hint, isLabelHidden, className = "", ...input }: TextFieldProps) {
  const ownId = useId();
  const id = input.id ?? ownId;
  const text = { label, error, hint, isLabelHidden };
  return (
    <FieldFrame {...text} id={id} isRequired={input.required ?? false}>
      <input {...input} {...toAria(id, text)} className={`input ${className}`.trim()} />
    </FieldFrame>
  );
}

export interface TextAreaProps extends FieldText, TextareaHTMLAttributes<HTMLTextAreaElement> {}

export function TextArea({ label, error, hint, isLabelHidden, className = "", ...area }: TextAreaProps) {
  const ownId = useId();
  const id = area.id ?? ownId;
  const text = { label, error, hint, isLabelHidden };
  return (
    <FieldFrame {...text} id={id} isRequired={area.required ?? false}>
      <textarea {...area} {...toAria(id, text)} className={`input ${className}`.trim()} />
    </FieldFrame>
  );
}

export interface SelectFieldProps extends FieldText, SelectHTMLAttributes<HTMLSelectElement> {
  options: readonly { value: string; label: string }[];
}

export function SelectField({ label, error, hint, isLabelHidden, options, ...select }: SelectFieldProps) {
  const ownId = useId();
  const id = select.id ?? ownId;
  const text = { label, error, hint, isLabelHidden };
  return (
    <FieldFrame {...text} id={id} isRequired>
      <select {...select} {...toAria(id, text)} className="input">
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

export interface CheckboxFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, "type"> {
  label: ReactNode;
}

export function CheckboxField({ label, ...input }: CheckboxFieldProps) {
  return (
    <label className="check">
      <input {...input} type="checkbox" />
      <span>{label}</span>
    </label>
  );
}

export interface RadioOptionsProps extends FieldText {
  name: string;
  options: readonly { value: string; label: ReactNode }[];
  defaultValue?: string | undefined;
  onChange?: ((value: string) => void) | undefined;
}

/** A few answers as buttons of equal width. */
export function RadioOptions({ name, label, options, defaultValue, onChange, error, hint }: RadioOptionsProps) {
  const id = useId();
  return (
    <fieldset className="fieldset" aria-describedby={error ? `${id}-error` : undefined}>
      <legend className="mb1">{label}</legend>
      <div className="opts">
        {options.map(({ value, label: optionLabel }) => (
          <label key={value} className="opt">
            <input
              type="radio"
              name={name}
              value={value}
              defaultChecked={value === defaultValue}
              onChange={() => onChange?.(value)}
            />
            {optionLabel}
          </label>
        ))}
      </div>
      {hint && <p className="hint">{hint}</p>}
      <FieldError id={`${id}-error`} error={error} />
    </fieldset>
  );
}

export interface IconFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  icon: IconName;
  label: string;
  /** A key hint or a button at the end. */
  end?: ReactNode;
}

/** An input with an icon before it and room after it: search and filter. */
export function IconField({ icon, label, end, ...input }: IconFieldProps) {
  return (
    <span className="field">
      <Icon name={icon} size="s" />
      <input {...input} aria-label={label} />
      {end}
    </span>
  );
}
