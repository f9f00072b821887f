import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CourseActs } from "#components/training/course-acts.tsx";
import { RecordCompletion } from "#components/training/training-forms.tsx";
import { isOffered } from "#components/ui/acts/is-offered.ts";
import { DataTable } from "#components/ui/lists/data-table.tsx";
import { IgnoredParameters } from "#components/ui/lists/ignored-parameters.tsx";
import { Pager } from "#components/ui/lists/pager.tsx";
import { Facts } from "#components/ui/page/facts.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { Section } from "#components/ui/page/section.tsx";
import { PersonName } from "#components/ui/words/person-name.tsx";
import { Tag } from "#components/ui/words/tag.tsx";
import { oneCoursePage } from "#lib/pages/training-page.ts";
import type { Query } from "#lib/parameters.ts";
import { paths } from "#lib/paths.ts";
import { askedByWords, heldWords, sourceWords, standingWords, validWords } from "#lib/training/rules.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { pathId } from "#lib/web/path-id.ts";
import { counted, countedIn, dayWords } from "#lib/words.ts";
import { editCourseAction, recordCompletionAction, retireCourseAction } from "../actions.ts";

export const metadata: Metadata = { title: "Course" };

type Props = { params: Promise<{ course: string }>; searchParams: Promise<Query> };

export default async function CoursePage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const id = pathId((await params).course) ?? notFound();
  const { course, editing, retiring, people, leftOut } = await found(oneCoursePage(ctx, id, await searchParams));
  return (
    <>
      <PageHead
        title={course.title}
        back={{ href: paths.training(), label: "Training" }}
        beside={course.retiredAt ? <Tag>Retired</Tag> : null}
        action={
          course.retiredAt ? null : (
            <>
              {isOffered(editing) ? (
                <CourseActs
                  course={course}
                  editing={editing}
                  retiring={retiring}
                  edit={editCourseAction}
                  retire={retireCourseAction}
                />
              ) : null}
              <RecordCompletion courses={[course]} people={people} today={ctx.day} action={recordCompletionAction} />
            </>
          )
        }
        facts={`${course.code} · ${course.required ? "required" : "optional"} · ${counted(course.minutes, "minute")}`}
      />
      {course.description ? <p>{course.description}</p> : null}
      <Facts
        items={[
          { label: "You", value: standingWords(course) },
          { label: "Valid", value: validWords(course) },
          { label: "Belts that require it", value: askedByWords(course) ?? "None" },
          { label: "Completed by course takers", value: heldWords(course) },
          {
            label: "Provider",
            value: course.url ? (
              <a href={course.url} rel="noreferrer">
                {new URL(course.url).host}
              </a>
            ) : (
              "No link"
            ),
          },
        ]}
      />
      <Section title="Completions">
        <IgnoredParameters names={leftOut} />
        <DataTable
          caption="Completions"
          columns={[
            { key: "person", label: "Person", width: "25%" },
            { key: "on", label: "Completed on", width: "15%" },
            { key: "until", label: "Valid until", width: "22%" },
            { key: "source", label: "Evidence", width: "38%", wraps: true },
          ]}
          rows={course.completions.map(({ person, completedOn, expiresOn, isKnown, source }) => ({
            key: `${person.id}-${completedOn}`,
            href: paths.person(person.id),
            cells: {
              person: <PersonName name={person.name} />,
              on: dayWords(completedOn),
              until: isKnown ? untilWords(expiresOn) : "Not valid: no evidence",
              source: sourceWords(source),
            },
          }))}
          empty={<p className="dimmed">No completions that you can see.</p>}
        />
        <Pager
          page={course.page}
          pages={course.pages}
          total={countedIn(course, "completion")}
          href={(page) => paths.course(course.id, { page })}
        />
      </Section>
    </>
  );
}

function untilWords(expiresOn: string | null): string {
  return expiresOn === null ? "No expiry" : dayWords(expiresOn);
}
