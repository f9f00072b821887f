import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/words/icon.tsx";
import classes from "./pager.module.css";

type Props = {
  /** Starts at 1. */
  page: number;
  pages: number;
  /** The total over all pages, in words: "412 reviews". */
  total?: string;
  href: (page: number) => string;
};

/** Links to the previous and next page; hidden when one page is enough. */
export function Pager({ page, pages, total, href }: Props) {
  if (pages <= 1) return total ? <p className={classes.alone}>{total}</p> : null;
  return (
    <nav className={classes.pager} aria-label="Pages">
      <Step href={page > 1 ? href(page - 1) : null} rel="prev">
        <Icon name="chevron-left" />
        Previous
      </Step>
      <span className={classes.place}>
        Page {page} of {pages}
        {total ? `, ${total}` : ""}
      </span>
      <Step href={page < pages ? href(page + 1) : null} rel="next">
        Next
        <Icon name="chevron-right" />
      </Step>
    </nav>
  );
}

function Step({ href, rel, children }: { href: string | null; rel: "prev" | "next"; children: ReactNode }) {
  if (href === null) return <span className={classes.off}>{children}</span>;
  return (
    <Link href={href} rel={rel} prefetch={false} className={classes.step}>
      {children}
    </Link>
  );
}
