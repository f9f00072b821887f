import Link from "next/link";
import classes from "./segment-links.module.css";

type Item = { href: string; label: string; current: boolean };

/** A few views of one thing as links; the current one is marked. */
export function SegmentLinks({ items, label }: { items: readonly Item[]; label: string }) {
  return (
    <nav aria-label={label} className={classes.segments}>
      {items.map(({ href, label, current }) => (
        <Link key={href} href={href} prefetch={false} scroll={false} aria-current={current ? "true" : undefined}>
          {label}
        </Link>
      ))}
    </nav>
  );
}
