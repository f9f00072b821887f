import Link from "next/link";
import { initials } from "./initials.ts";
import classes from "./person-name.module.css";

/** A person: initials and name, as a link where there is a page about them. */
export function PersonName({ name, href }: { name: string; href?: string }) {
  return (
    <span className={classes.person}>
      <Initials name={name} />
      {href ? (
        <Link href={href} prefetch={false}>
          {name}
        </Link>
      ) : (
        <span>{name}</span>
      )}
    </span>
  );
}

type InitialsProps = {
  name: string;
  mine?: boolean;
  /** The initials of everyone on the list. */
  among?: ReadonlyMap<string, string>;
};

/** The initials alone, for where the name stands beside them or in a label. One's own are in the colour of what is one's own. */
export function Initials({ name, mine = false, among }: InitialsProps) {
  return (
    <span className={classes.initials} data-mine={mine || undefined} aria-hidden="true">
      {among?.get(name) ?? initials(name)}
    </span>
  );
}
