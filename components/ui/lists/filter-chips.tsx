import Link from "next/link";
import { Icon } from "#components/ui/words/icon.tsx";
import classes from "./filter-chips.module.css";

type Props = {
  /** Each filter that is on, with the address without it. */
  chips: { label: string; href: string }[];
  /** The address without any filter. */
  clearHref?: string;
};

/** The filters that are on, each a link that takes it away. */
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
