"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { named } from "#lib/member-name.ts";
import classes from "./nav.module.css";
import { isWithin, PLACES, type PlaceCounts } from "./navigation.ts";
import { PlaceIcon } from "./place-icon.tsx";

/** The places with their waiting counts, the current one marked. `onFollow` tells a drawer to close. */
export function NavLinks({ counts, onFollow }: { counts: PlaceCounts; onFollow?: () => void }) {
  const pathname = usePathname();
  return (
    <ul className={classes.list}>
      {PLACES.map(({ label, href }) => (
        <li key={href}>
          <Link
            href={href}
            prefetch={false}
            className={classes.link}
            aria-current={isWithin(pathname, href) ? "page" : undefined}
            onClick={onFollow}
            title={named(label)}
          >
            <PlaceIcon label={label} />
            <span className={classes.label}>{named(label)}</span>
            {counts[label] ? (
              <span className={classes.count}>
                {counts[label]}
                <span className="sr-only"> wait for you</span>
              </span>
            ) : null}
          </Link>
        </li>
      ))}
    </ul>
  );
}
