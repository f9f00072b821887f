import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { CourseLines } from "#components/training/course-lines.tsx";
import type { PersonCourse } from "#lib/training/output.ts";

const COURSE: PersonCourse = {
  id: 1,
  code: "TM-101",
  title: "Threat modelling",
  required: false,
  belt: null,
  standing: "optional",
  completedOn: null,
  expiresOn: null,
  source: null,
};

function drawn(...courses: Partial<PersonCourse>[]): string {
  return renderToStaticMarkup(
    createElement(CourseLines, { courses: courses.map((parts, index) => ({ ...COURSE, id: index + 1, ...parts })) }),
  );
}

function lineOf(...courses: Partial<PersonCourse>[]): string {
  const html = drawn(...courses);
  return /<summary[^>]*>(.*?)<\/summary>/.exec(html)?.[1]?.replaceAll(/<[^>]*>/g, "") ?? html;
}

describe("the courses of a person", () => {
  it("fold what is held, what is optional, and what only others are asked for", () => {
    expect(lineOf({ standing: "done" }, {})).toBe("1 held, 1 optional");
    expect(lineOf({ standing: "done" }, {}, { required: true }, { required: true })).toBe(
      "1 held, 1 optional, 2 not required",
    );
  });

  it("say how what was done is known", () => {
    const source = { how: "self_recorded", by: { id: 1, name: "Gina" }, evidence: "Certificate 17" } as const;
    expect(drawn({ standing: "done", source })).toContain("Self-recorded: Certificate 17");
    expect(drawn({ standing: "expired", source })).toContain("Self-recorded: Certificate 17");
    expect(drawn({ standing: "due" })).not.toContain("ecorded");
  });
});
