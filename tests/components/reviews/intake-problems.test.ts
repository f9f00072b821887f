import { describe, expect, it } from "vitest";
import { besideIntake, messageAt } from "#components/reviews/drafts/intake-problems.ts";
import type { FieldProblem } from "#lib/errors.ts";
import { emptyIntake, type Intake, missingFromIntake } from "#lib/intake/rules/intake.ts";
import type { Problem } from "#lib/web/problem.ts";

const refusal = (problems: FieldProblem[]): Problem => ({
  type: "about:blank",
  title: "Invalid",
  status: 422,
  detail: "The review is not ready to be submitted. Choose the data class.",
  requestId: "r",
  problems,
});

function answered(intake: Intake): Intake {
  const no = Object.fromEntries(Object.keys(intake.answers).map((question) => [question, false]));
  return { ...intake, dataClass: "public", dataHandling: "stored", answers: no as Intake["answers"] };
}

describe("what a refusal says of the intake", () => {
  it("stands at the question it is about", () => {
    const problems = missingFromIntake(emptyIntake());
    expect(messageAt(problems, "dataClass")).toBe("Choose the data class.");
    expect(messageAt(problems, "internetFacing")).toBe("Answer “Internet-facing”.");
    expect(messageAt(problems, "links")).toBeUndefined();
  });

  it("is counted next to the form, and gone once each question is answered", () => {
    const intake = emptyIntake();
    const problem = refusal(missingFromIntake(intake));
    expect(besideIntake(problem, intake)).toMatchObject({
      detail: "The review is not ready to be submitted: 10 answers are missing.",
      problems: [],
    });
    expect(besideIntake(problem, answered(intake))).toBeNull();
  });

  it("is left as it came where it is about something else too", () => {
    const problem = refusal([...missingFromIntake(emptyIntake()), { path: ["title"], message: "required" }]);
    expect(besideIntake(problem, emptyIntake())).toBe(problem);
    expect(besideIntake(null, emptyIntake())).toBeNull();
  });
});
