import { initials } from "./initials.ts";
import classes from "./people.module.css";
import person from "./person-name.module.css";

type Part = { name: string | null; part: string };

/** Who has which part, as initials with their names on hover and for screen readers. A part that nobody has is an empty place. */
export function People({ parts }: { parts: Part[] }) {
  return (
    <span className={classes.people}>
      {parts.map(({ name, part }) => (
        <span
          key={part}
          title={wordsOf({ name, part })}
          className={name ? person.initials : classes.none}
          aria-hidden="true"
        >
          {name ? initials(name) : null}
        </span>
      ))}
      <span className="sr-only">{parts.map((each) => `${wordsOf(each)}.`).join(" ")}</span>
    </span>
  );
}

function wordsOf({ name, part }: Part): string {
  return name ? `${part}: ${name}` : `No ${part.toLowerCase()}`;
}
