import classes from "./figures.module.css";

type Figure = { words: string; value: number; tone?: "bad" | "warn" };

/** A few numbers side by side; one that somebody must act on has a colour, and its word. */
export function Figures({ figures }: { figures: Figure[] }) {
  return (
    <dl className={classes.figures}>
      {figures.map(({ words, value, tone }) => (
        <div key={words} className={classes.figure}>
          <dt>{words}</dt>
          <dd className={tone && value > 0 ? `tone-${tone}` : undefined}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
