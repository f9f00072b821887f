import { initialsAmong } from "./initials.ts";
import classes from "./people.module.css";
import person from "./person-name.module.css";

/** `mine`: the reader has this part. */
type Part = { name: string | null; part: string; mine?: boolean };

type Props = {
  parts: Part[];
  /** The initials of everyone on the list. */
  among?: ReadonlyMap<string, string> | undefined;
};

/** Who has which part, as initials with names on hover and for screen readers. Unassigned parts are empty places. */
export function People({ parts, among = initialsAmong(parts.flatMap(({ name }) => name ?? [])) }: Props) {
  return (
    <>
      <span className={classes.people} aria-hidden="true">
        {parts.map((each) => (
          <span
            key={each.part}
            title={wordsOf(each)}
            className={each.name ? person.initials : classes.none}
            data-mine={each.mine || undefined}
          >
            {each.name ? among.get(each.name) : null}
          </span>
        ))}
      </span>
      <span className="sr-only">{parts.map((each) => `${wordsOf(each)}.`).join(" ")}</span>
    </>
  );
}

function wordsOf({ name, part, mine }: Part): string {
  return name ? `${part}: ${name}${mine ? " (you)" : ""}` : `No ${part.toLowerCase()}`;
}
