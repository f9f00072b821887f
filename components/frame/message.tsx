import type { ReactNode } from "react";
import { Brand } from "./brand.tsx";
import classes from "./message.module.css";

type Props = { title: string; children: ReactNode; action?: ReactNode; wide?: boolean };

/** A page without navigation, such as sign-in or not found. */
export function Message({ title, children, action, wide = false }: Props) {
  return (
    <main className={classes.page} data-wide={wide || undefined}>
      <Brand />
      <h1 className={classes.title}>{title}</h1>
      <div className={classes.words}>{children}</div>
      {action ? <div className={classes.action}>{action}</div> : null}
    </main>
  );
}
