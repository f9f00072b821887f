import type { Metadata } from "next";
import { CourseLines } from "#components/training/course-lines.tsx";
import { AddCourse, RecordCompletion } from "#components/training/training-forms.tsx";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { ListHead } from "#components/ui/lists/list-head.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { may } from "#lib/auth/policy.ts";
import { m } from "#lib/member-name.ts";
import { trainingPage } from "#lib/pages/training-page.ts";
import { paths } from "#lib/paths.ts";
import { askedByWords, heldWords, validWords } from "#lib/training/rules.ts";
import { pageContext } from "#lib/web/context.ts";
import { addCourseAction, recordCompletionAction } from "../actions.ts";

export const metadata: Metadata = { title: "Training" };

export default async function TrainingPage() {
  const ctx = await pageContext();
  const { courses, mine, takes, people } = await trainingPage(ctx);
  const due = mine.filter(({ standing }) => standing === "due" || standing === "expired");
  const manages = may(ctx.actor, "course.manage", null);
  return (
    <>
      <ListHead
        title="Training"
        action={<RecordCompletion courses={courses} people={people} today={ctx.day} action={recordCompletionAction} />}
      />
      <Section title="Due for you" id="mine">
        {due.length > 0 ? (
          <CourseLines courses={due} />
        ) : (
          <p className="dimmed">
            {takes
              ? "Nothing is due: you have completed every required course."
              : m`Nothing is due. Guardians take courses from their training on.`}
          </p>
        )}
      </Section>
      <Section
        title="Courses"
        count={courses.length}
        action={<AddCourse permission={manages} action={addCourseAction} />}
      >
        <DataTable
          caption="Courses"
          columns={[
            { key: "title", label: "Course", width: "34%" },
            { key: "code", label: "Code", width: "10%", leaves: "second" },
            { key: "required", label: "Required", width: "10%", bare: true },
            { key: "belt", label: "Belts", width: "12%", leaves: "first" },
            { key: "minutes", label: "Minutes", align: "right", width: "9%", leaves: "first" },
            { key: "valid", label: "Valid", align: "right", width: "11%" },
            { key: "held", label: "Completed", align: "right", width: "14%" },
          ]}
          rows={courses.map((course) => ({
            key: course.id,
            href: paths.course(course.id),
            cells: {
              title: course.title,
              code: course.code,
              required: course.required ? "Required" : <span className="dimmed">Optional</span>,
              belt: askedByWords(course) ?? <span className="dimmed">–</span>,
              minutes: course.minutes,
              valid: validWords(course),
              held: heldWords(course),
            },
          }))}
          empty={
            <EmptyState title="No courses yet">{m`A program manager adds the courses that guardians take.`}</EmptyState>
          }
        />
      </Section>
    </>
  );
}
