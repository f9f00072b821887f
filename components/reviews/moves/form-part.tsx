import { type ReactNode, useId } from "react";
import classes from "./form-part.module.css";

type Props = { title: string; columns?: boolean; action?: ReactNode; children: ReactNode };

/** A titled section of a long form. Short controls sit side by side in columns. */
export function FormPart({ title, columns = false, action, children }: Props) {
  const id = useId();
  return (
    <section className={classes.part} aria-labelledby={id}>
      <div className={classes.head}>
        <h2 id={id} className={classes.title}>
          {title}
        </h2>
        {action}
      </div>
      <div className={columns ? classes.columns : classes.lines}>{children}</div>
    </section>
  );
}
