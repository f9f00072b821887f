import Link from "next/link";
import { Fold } from "#components/ui/page/fold.tsx";
import { Status, type StatusValue } from "#components/ui/words/status.tsx";
import { paths } from "#lib/paths.ts";
import type { PersonCourse } from "#lib/training/output.ts";
import { type CourseStanding, isAskedOfOthers, sourceWords, standingWords } from "#lib/training/rules.ts";
import classes from "./course-lines.module.css";

const LOOKS: Record<CourseStanding, StatusValue> = {
  due: "due",
  expired: "breached",
  done: "good",
  optional: "neutral",
};

/** A person's courses: due ones first, the rest collapsed. */
export function CourseLines({ courses }: { courses: PersonCourse[] }) {
  if (courses.length === 0) return <p className="dimmed">The program has no active courses.</p>;
  const isDue = ({ standing }: PersonCourse) => standing === "due" || standing === "expired";
  const due = courses.filter(isDue);
  const rest = courses.filter((course) => !isDue(course));
  const held = rest.filter(({ standing }) => standing === "done").length;
  const others = rest.filter(isAskedOfOthers).length;
  const optional = `${held} held, ${rest.length - held - others} optional`;
  return (
    <>
      {due.length > 0 ? <Lines courses={due} /> : null}
      {rest.length > 0 ? (
        <Fold bare line={others > 0 ? `${optional}, ${others} not required` : optional}>
          <Lines courses={rest} />
        </Fold>
      ) : null}
    </>
  );
}

function Lines({ courses }: { courses: PersonCourse[] }) {
  return (
    <ul className={classes.lines}>
      {courses.map((course) => (
        <li key={course.id} className={classes.line}>
          <span className={classes.course}>
            <Link href={paths.course(course.id)} prefetch={false} className={classes.title} title={course.title}>
              {course.title}
            </Link>
            {course.source ? <Source of={course.source} /> : null}
          </span>
          <Status value={LOOKS[course.standing]} label={standingWords(course)} size="sm" quiet={quiet(course)} />
        </li>
      ))}
    </ul>
  );
}

/** How a completion is known. */
function Source({ of }: { of: NonNullable<PersonCourse["source"]> }) {
  const words = sourceWords(of);
  return (
    <span className={classes.source} title={words}>
      {words}
    </span>
  );
}

function quiet({ standing }: PersonCourse): boolean {
  return standing !== "expired";
}
