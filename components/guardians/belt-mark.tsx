import { BELT_WORDS, type Belt } from "#lib/belts/rules.ts";
import classes from "./belt-mark.module.css";

type Props = {
  belt: Belt | null;
  /** Shows only the colour, where the context already says belt. */
  short?: boolean;
};

export function BeltMark({ belt, short = false }: Props) {
  if (belt === null) return <span className="dimmed">No belt yet</span>;
  const [colour, rest] = BELT_WORDS[belt].split(" ");
  return (
    <span className={classes.belt}>
      <svg
        className={classes.drawn}
        data-belt={belt}
        width="30"
        height="14"
        viewBox="0 0 30 14"
        aria-hidden="true"
        focusable="false"
      >
        <path d="M1 3.5h28v4H1z" />
        <path d="M13.5 7.5L10 13h3.2l2.3-4.5zM16.5 7.5L20 13h-3.2l-2.3-4.5z" />
        <rect x="12.5" y="2.5" width="5" height="6" rx="1.2" />
      </svg>
      {short ? (
        <span>
          {colour}
          <span className="sr-only"> {rest}</span>
        </span>
      ) : (
        BELT_WORDS[belt]
      )}
    </span>
  );
}
