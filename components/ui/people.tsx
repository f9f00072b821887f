import { initials } from "./initials.ts";
import classes from "./people.module.css";
import person from "./person-name.module.css";

type Part = { name: string | null; part: string };

/** Who has which part, as initials with their names on hover and for screen readers. A part that nobody has is an empty place. */
export function People({ parts }: { parts: Part[] }) {
  return (
    <>
      <span className={classes.people} aria-hidden="true">
        {parts.map(({ name, part }) => (
          <span key={part} title={wordsOf({ name, part })} className={name ? person.initials : classes.none}>
            {name ? initials(name) : null}
          </span>
        ))}
      </span>
      <span className="sr-only">{parts.map((each) => `${wordsOf(each)}.`).join(" ")}</span>
    </>
  );
}

function wordsOf({ name, part }: Part): string {
  return name ? `${part}: ${name}` : `No ${part.toLowerCase()}`;
}
