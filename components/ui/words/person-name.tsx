import Link from "next/link";
import { initials } from "./initials.ts";
import classes from "./person-name.module.css";

/** A person's initials and name, linked if they have a page. */
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

/** Initials alone, where the name is adjacent or in a label. The reader's own use the colour for own things. */
export function Initials({ name, mine = false, among }: InitialsProps) {
  return (
    <span className={classes.initials} data-mine={mine || undefined} aria-hidden="true">
      {among?.get(name) ?? initials(name)}
    </span>
  );
}
