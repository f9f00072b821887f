import type { ReactNode } from "react";
import { SEARCH_LENGTH } from "#lib/lengths.ts";
import classes from "./filter-form.module.css";

type FormProps = { action: string; label: string; hidden?: Record<string, string | undefined>; children: ReactNode };

/** Filters as a plain form: they work before any script has loaded, and the URL holds the result. */
export function FilterForm({ action, label, hidden = {}, children }: FormProps) {
  return (
    <form action={action} className={classes.form} aria-label={label}>
      {Object.entries(hidden).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      {children}
      <button type="submit">Show</button>
    </form>
  );
}

export function TextFilter({ label, name, value }: { label: string; name: string; value: string }) {
  return (
    <label className={classes.grow}>
      <span className="sr-only">{label}</span>
      <input name={name} defaultValue={value} placeholder={label} data-search="" maxLength={SEARCH_LENGTH} />
    </label>
  );
}

type SelectProps = {
  label: string;
  name: string;
  value: string | null;
  options: [string, string][];
  required?: boolean;
};

/** One choice; "any" comes first unless one is required. */
export function SelectFilter({ label, name, value, options, required = false }: SelectProps) {
  return (
    <label>
      <span className="sr-only">{label}</span>
      <select name={name} defaultValue={value ?? ""}>
        {required ? null : <option value="">{`${label}: any`}</option>}
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
