import type { ReactNode } from "react";
import { PersonName } from "#components/ui/words/person-name.tsx";
import { Tag } from "#components/ui/words/tag.tsx";
import { m } from "#lib/member-name.ts";
import { paths } from "#lib/paths.ts";
import type { Attendance } from "#lib/program-reviews/output.ts";
import classes from "./record-lines.module.css";

type Props = {
  attendance: Attendance[];
  /** Actions at the end of an entry. */
  actsOf: (attendance: Attendance) => ReactNode;
};

/** Who attended a program review and what they said; guardians are marked. */
export function AttendanceList({ attendance, actsOf }: Props) {
  if (attendance.length === 0) return <p className="dimmed">No attendance recorded yet.</p>;
  return (
    <ul className={classes.lines}>
      {attendance.map((each) => (
        <li key={each.person.id} className={classes.line}>
          <div className={classes.head}>
            <div className={classes.words}>
              <p className={classes.title} data-plain>
                <PersonName name={each.person.name} href={paths.person(each.person.id)} />
                {each.guardian ? <Tag>{m`Guardian`}</Tag> : null}
              </p>
              {each.said ? <p className={classes.said}>{each.said}</p> : null}
            </div>
            <div className={classes.acts}>{actsOf(each)}</div>
          </div>
        </li>
      ))}
    </ul>
  );
}
