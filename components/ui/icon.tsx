/** Outlines on a 24 × 24 grid, drawn as strokes: a few words of markup each, so that a long table of them stays light. */
const OUTLINES = {
  check: "M5 12.5l4.5 4.5L19 7.5",
  cross: "M6.5 6.5l11 11M17.5 6.5l-11 11",
  question: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M9.6 9.6a2.5 2.5 0 1 1 3.6 2.2c-.8.4-1.2 1-1.2 1.8M12 16.6v.1",
  bolt: "M13 3L5 14h6l-1 7l8-11h-6z",
  turning: "M12 3a9 9 0 1 1-8.5 6M3 4.5V9h4.5",
  ring: "M12 4a8 8 0 1 0 0 16a8 8 0 0 0 0-16",
  flag: "M6 21V4M6 4.5h11l-2.5 4L17 12.5H6",
  minus: "M6 12h12",
  clock: "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18M12 7.5V12l3 2",
  warning: "M12 4L2.5 20h19zM12 10v4.5M12 17.2v.1",
  stop: "M8.3 3h7.4L21 8.3v7.4L15.7 21H8.3L3 15.7V8.3zM12 8v4.5M12 16v.1",
  dot: "M12 9.5a2.5 2.5 0 1 0 0 5a2.5 2.5 0 0 0 0-5",
  hourglass: "M7 3h10M7 21h10M8 3c0 5 8 5 8 9s-8 4-8 9M16 3c0 5-8 5-8 9s8 4 8 9",
  "chevron-left": "M14.5 6l-6 6l6 6",
  "chevron-right": "M9.5 6l6 6l-6 6",
} as const;

export type IconName = keyof typeof OUTLINES;

/** A small drawing that says nothing to screen readers: the word stands beside it. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={OUTLINES[name]} />
    </svg>
  );
}
