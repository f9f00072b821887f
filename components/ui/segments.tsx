import Link from "next/link";
import classes from "./segments.module.css";

type Item = { href: string; label: string; count?: number; current: boolean };

/** A few views of one thing, one of them chosen: each is an address. */
export function Segments({ items, label }: { items: Item[]; label: string }) {
  return (
    <nav aria-label={label} className={classes.segments}>
      {items.map(({ href, label, count, current }) => (
        <Link
          key={href}
          href={href}
          prefetch={false}
          scroll={false}
          className={classes.segment}
          aria-current={current ? "true" : undefined}
        >
          {label}
          {count === undefined ? null : ` ${count}`}
        </Link>
      ))}
    </nav>
  );
}
