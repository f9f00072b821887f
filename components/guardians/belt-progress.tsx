import Link from "next/link";
import { Icon } from "#components/ui/words/icon.tsx";
import { Meter } from "#components/ui/words/meter.tsx";
import type { BeltProgress as Progress } from "#lib/belts/output.ts";
import { CRITERION_WORDS } from "#lib/belts/rules.ts";
import { m } from "#lib/member-name.ts";
import { BeltMark } from "./belt-mark.tsx";
import classes from "./belt-progress.module.css";

type Props = {
  progress: Progress;
  /** Uses two columns if space allows. */
  wide?: boolean;
  /** Link to the evidence on another page. */
  evidenceHref?: string;
};
type Item = Progress["items"][number];

/** The current belt and the criteria for the next one, unmet items first. */
export function BeltProgress({ progress, wide = false, evidenceHref }: Props) {
  const { current, next, criteriaVersion, items } = progress;
  const met = metWords(items);
  return (
    <>
      <p className={classes.way}>
        <BeltMark belt={current} short />
        {next ? (
          <>
            <Icon name="chevron-right" size={14} className={classes.to} label="on the way to" />
            <BeltMark belt={next} short />
          </>
        ) : null}
        {met ? <span className={classes.met}>{met}</span> : null}
      </p>
      {items.length > 0 ? (
        <ul className={classes.items} data-wide={wide || undefined}>
          {[...items].sort(byUrgency).map((item) => (
            <BeltItem key={item.criterion} item={item} />
          ))}
        </ul>
      ) : null}
      <p className={classes.help}>
        {wayTo(next, criteriaVersion)}{" "}
        {evidenceHref ? (
          <Link href={evidenceHref} prefetch={false}>
            See the evidence
          </Link>
        ) : null}
      </p>
    </>
  );
}

/** "3 of 5 met", counting only items the reader may see; null when there are none. */
function metWords(items: readonly Item[]): string | null {
  const seen = items.filter(({ met }) => met !== null);
  if (seen.length === 0) return null;
  const words = `${seen.filter(({ met }) => met).length} of ${seen.length} met`;
  return seen.length < items.length ? `${words} that you may see` : words;
}

function byUrgency(one: Item, other: Item): number {
  return rank(one) - rank(other);
}

function rank({ met }: Item): number {
  if (met === null) return 2;
  return met ? 1 : 0;
}

function wayTo(next: Progress["next"], version: number | null): string {
  if (next === null) return "Has every belt.";
  return version === null ? "No belt criteria published yet." : `Criteria version ${version}.`;
}

function BeltItem({ item }: { item: Item }) {
  const { criterion, need, have, met, missingCourses } = item;
  const label = CRITERION_WORDS[criterion];
  if (met === null) {
    const manager = criterion === "requiredCourses" ? ", their manager" : "";
    return (
      <li className={classes.item}>
        <Icon name="minus" size={14} />
        <span>{label}</span>
        <span className={classes.hidden}>
          {m`Only the guardian`}
          {manager} and program staff can see this.
        </span>
      </li>
    );
  }
  return (
    <li className={classes.item}>
      <span className={met ? "tone-good" : "tone-warn"}>
        <Icon name={met ? "check" : "ring"} size={14} label={met ? "Met" : "Missing"} />
      </span>
      <span>{label}</span>
      <span className="dimmed">
        {have ?? "None"} of {need}
      </span>
      {met ? null : (
        <span className={classes.rest}>
          <Meter label={label} value={have ?? 0} of={need} />
          {missingCourses.length > 0 ? <span className="dimmed">Still to do: {missingCourses.join(", ")}</span> : null}
        </span>
      )}
    </li>
  );
}
