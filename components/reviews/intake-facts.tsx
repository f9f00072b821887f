import { Facts } from "#components/ui/facts.tsx";
import { type Intake, QUESTION_WORDS, RISK_QUESTIONS } from "#lib/reviews/rules/intake.ts";
import classes from "./intake-facts.module.css";
import { sentence } from "./review-filters.tsx";

/** What the requester said about the change. */
export function IntakeFacts({ intake }: { intake: Intake }) {
  const yes = RISK_QUESTIONS.filter((question) => intake.answers[question] === true);
  const open = RISK_QUESTIONS.filter((question) => intake.answers[question] === null);
  const data = intake.dataClass
    ? `${sentence(intake.dataClass)}, ${intake.dataHandling ?? "handling not said"}`
    : "Not said";
  const risks = yes.length > 0 ? yes.map((question) => QUESTION_WORDS[question]).join("; ") : "None answered yes";
  return (
    <>
      {intake.summary ? <p className={classes.summary}>{intake.summary}</p> : null}
      <Facts
        items={[
          { label: "Data", value: data },
          { label: "Risk questions answered yes", value: risks },
          ...(open.length > 0
            ? [{ label: "Not answered", value: open.map((question) => QUESTION_WORDS[question]).join("; ") }]
            : []),
          ...(intake.links.length > 0
            ? [
                {
                  label: "Links",
                  value: intake.links.map(({ label, url }) => (
                    <a key={url} href={url} rel="noreferrer" className={classes.link}>
                      {label}
                    </a>
                  )),
                },
              ]
            : []),
        ]}
      />
    </>
  );
}
