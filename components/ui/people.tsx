import classes from "./people.module.css";
import { Initials } from "./person-name.tsx";

type Part = { name: string | null; part: string };

/** Who has which part, as initials with their names on hover and for screen readers. A part that nobody has is an empty place. */
export function People({ parts }: { parts: Part[] }) {
  return (
    <span className={classes.people}>
      {parts.map(({ name, part }) => {
        const words = name ? `${part}: ${name}` : `No ${part.toLowerCase()}`;
        return (
          <span key={part} title={words} className={classes.part}>
            {name ? <Initials name={name} /> : <span className={classes.none} />}
            <span className="sr-only">{words}. </span>
          </span>
        );
      })}
    </span>
  );
}
