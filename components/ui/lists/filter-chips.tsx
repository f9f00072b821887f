import Link from "next/link";
import { Icon } from "#components/ui/words/icon.tsx";
import classes from "./filter-chips.module.css";

type Props = {
  /** The active filters, each with the URL without the filter. */
  chips: { label: string; href: string }[];
  /** The URL without any filter. */
  clearHref?: string;
};

/** The active filters, each a link that removes the filter. */
export function FilterChips({ chips, clearHref }: Props) {
  if (chips.length === 0) return null;
  return (
    <ul className={classes.chips} aria-label="Filters">
      {chips.map(({ label, href }) => (
        <li key={label}>
          <Link href={href} prefetch={false} className={classes.chip} aria-label={`Remove filter ${label}`}>
            {label}
            <Icon name="cross" size={14} />
          </Link>
        </li>
      ))}
      {clearHref && chips.length > 1 ? (
        <li>
          <Link href={clearHref} prefetch={false} className={classes.clear}>
            Clear filters
          </Link>
        </li>
      ) : null}
    </ul>
  );
}
