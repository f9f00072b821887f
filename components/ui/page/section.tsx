import { type ReactNode, useId } from "react";
import classes from "./section.module.css";

type Props = {
  title: string;
  id?: string;
  /** How many things the section lists. */
  count?: number | string;
  /** A word or two on the title line. */
  facts?: ReactNode;
  action?: ReactNode;
  children: ReactNode;
};

/** A part of a page under its h2. An id makes the section linkable. */
export function Section({ title, id, count, facts, action, children }: Props) {
  const headingId = useId();
  return (
    <section id={id} className={classes.section} aria-labelledby={headingId}>
      <div className={classes.head}>
        <h2 id={headingId} className={classes.title}>
          {title}
          {id ? (
            <a href={`#${id}`} className={classes.anchor} aria-label={`Link to ${title}`}>
              #
            </a>
          ) : null}
        </h2>
        {count === undefined ? null : <span className={classes.count}>{count}</span>}
        {facts ? <span className={classes.facts}>{facts}</span> : null}
        {action ? <div className={classes.action}>{action}</div> : null}
      </div>
      {children}
    </section>
  );
}
