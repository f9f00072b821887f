import { type ReactNode, useId } from "react";
import classes from "./card.module.css";

type Props = { title: string; id?: string; action?: ReactNode; children: ReactNode };

/** What belongs together beside the main column, under an h2 of its own. With an id it can be linked to. */
export function Card({ title, id, action, children }: Props) {
  const headingId = useId();
  return (
    <section id={id} className={classes.card} aria-labelledby={headingId}>
      <div className={classes.head}>
        <h2 id={headingId} className={classes.title}>
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  );
}
