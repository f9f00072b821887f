import Link from "next/link";
import type { ReactNode } from "react";
import { Icon } from "#components/ui/words/icon.tsx";
import classes from "./page-head.module.css";

type Props = {
  title: string;
  /** A word or two on the title line. */
  beside?: ReactNode;
  /** One line of facts under the title. */
  facts?: ReactNode;
  /** The primary action, at the right. */
  action?: ReactNode;
  back?: { href: string; label: string };
};

/** The page header: the only h1, a line of facts, the primary action. */
export function PageHead({ title, beside, facts, action, back }: Props) {
  return (
    <header className={classes.head}>
      <div className={classes.words}>
        {back ? (
          <Link href={back.href} prefetch={false} className={classes.back}>
            <Icon name="chevron-left" size={16} />
            {back.label}
          </Link>
        ) : null}
        <div className={classes.line}>
          <h1 className={classes.title}>{title}</h1>
          {beside ? <span className={classes.beside}>{beside}</span> : null}
        </div>
        {facts ? <div className={classes.facts}>{facts}</div> : null}
      </div>
      {action ? (
        <div className={classes.action} data-moves="">
          {action}
        </div>
      ) : null}
    </header>
  );
}
