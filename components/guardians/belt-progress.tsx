import { Status } from "#components/ui/status.tsx";
import type { BeltProgress as Progress } from "#lib/belts/output.ts";
import { BELT_WORDS, CRITERION_WORDS } from "#lib/belts/rules.ts";
import { BeltMark } from "./belt-mark.tsx";
import classes from "./belt-progress.module.css";

/** The belt a person holds, and the way to the next one item by item. */
export function BeltProgress({ progress }: { progress: Progress }) {
  const { current, next, criteriaVersion, items } = progress;
  return (
    <>
      <div className={classes.head}>
        <BeltMark belt={current} />
        <span className="dimmed">{wayTo(next, criteriaVersion)}</span>
      </div>
      {items.length > 0 ? (
        <ul className={classes.items}>
          {items.map((item) => (
            <Item key={item.criterion} item={item} />
          ))}
        </ul>
      ) : null}
    </>
  );
}

function wayTo(next: Progress["next"], version: number | null): string {
  if (next === null) return "Holds every belt.";
  if (version === null) return "No belt criteria are published yet.";
  return `The way to the ${BELT_WORDS[next].toLowerCase()}, by version ${version} of the criteria:`;
}

function Item({ item }: { item: Progress["items"][number] }) {
  const { criterion, need, have, met, missingCourses } = item;
  const label = CRITERION_WORDS[criterion];
  if (met === null) {
    const manager = criterion === "requiredCourses" ? ", their manager" : "";
    return (
      <li className={classes.item}>
        <span>{label}</span>
        <span className="dimmed">Only the guardian{manager} and the program's staff see this.</span>
      </li>
    );
  }
  return (
    <li className={classes.item}>
      <span className={classes.row}>
        <span>{label}</span>
        <Status value={met ? "met" : "unmet"} size="sm" />
      </span>
      <progress max={need} value={Math.min(have ?? 0, need)} aria-label={label} />
      <span className="dimmed">
        {have ?? "None"} of {need}
        {missingCourses.length > 0 ? `; still to do: ${missingCourses.join(", ")}` : ""}
      </span>
    </li>
  );
}
