import Link from "next/link";
import classes from "./tabs-nav.module.css";

type Item = { href: string; label: string; count?: number; current: boolean };

/** Tabs as links; the current one is marked. */
export function TabsNav({ items, label = "Views" }: { items: Item[]; label?: string }) {
  return (
    <nav aria-label={label} className={classes.tabs}>
      <ul className={classes.list}>
        {items.map((item) => (
          <li key={item.href}>
            <Link
              href={item.href}
              prefetch={false}
              className={classes.tab}
              aria-current={item.current ? "page" : undefined}
            >
              {item.label}
              {item.count === undefined ? null : <span className={classes.count}>{item.count}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
