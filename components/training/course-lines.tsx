import Link from "next/link";
import { Status, type StatusValue } from "#components/ui/status.tsx";
import { paths } from "#lib/paths.ts";
import type { PersonCourse } from "#lib/training/output.ts";
import { type CourseStanding, STANDING_WORDS } from "#lib/training/rules.ts";
import classes from "./course-lines.module.css";

const LOOKS: Record<CourseStanding, StatusValue> = {
  due: "due",
  expired: "breached",
  done: "good",
  optional: "neutral",
};

/** A person's courses: what is due first. */
export function CourseLines({ courses }: { courses: PersonCourse[] }) {
  if (courses.length === 0) return <p className="dimmed">The program has no course yet.</p>;
  return (
    <ul className={classes.lines}>
      {courses.map((course) => (
        <li key={course.id} className={classes.line}>
          <span>
            <Link href={paths.course(course.id)} prefetch={false}>
              {course.title}
            </Link>
            <span className="dimmed"> {course.required ? "required" : "optional"}</span>
          </span>
          <span className="nowrap">
            <Status value={LOOKS[course.standing]} label={STANDING_WORDS[course.standing]} size="sm" />
          </span>
        </li>
      ))}
    </ul>
  );
}
