import { type ReactNode, useId } from "react";
import classes from "./card.module.css";

type Props = { title: string; id?: string; action?: ReactNode; children: ReactNode };

/** A group next to the main column with its own h2. An id makes the card linkable. */
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
