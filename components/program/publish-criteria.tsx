"use client";

import { Fieldset, NumberInput, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { FormDialog } from "#components/ui/form-dialog.tsx";
import { optionalNumber } from "#components/ui/form-number.ts";
import { formText } from "#components/ui/form-text.ts";
import { CONFLICT } from "#components/ui/use-action.ts";
import type { Permission } from "#lib/auth/actor.ts";
import type { PublishCriteriaInput } from "#lib/belts/input.ts";
import { BELT_WORDS, BELTS, type Belt, type CriteriaByBelt } from "#lib/belts/rules.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Props = {
  /** What the form starts from: the criteria in force, and their version, 0 where none were published. */
  criteria: CriteriaByBelt;
  version: number;
  permission: Permission;
  action: (input: PublishCriteriaInput) => Promise<ActionResult<unknown>>;
};

type Criteria = PublishCriteriaInput["criteria"];

const COUNTS = [
  ["reviewsInvolved", "Reviews involved in"],
  ["threatModelsAuthored", "Threat models authored"],
  ["medianRating", "Median rating by engineers, 0 to 3"],
  ["monthsActive", "Months active"],
] as const satisfies readonly (readonly [keyof Criteria[Belt], string])[];

/** Publishes a new version of the criteria. A field that is left empty is not asked for. */
export function PublishCriteria({ permission, action, ...latest }: Props) {
  const [{ criteria, version }, setBegun] = useState({ criteria: latest.criteria, version: latest.version });
  // Whoever was told of a newer version has it before them.
  const answered = useRef<"published" | "told" | null>(null);
  const publish = async (form: FormData) => {
    const follows = answered.current === "told" ? latest.version : version;
    const answer = await action({ criteria: criteriaIn(form), follows });
    if (answer.ok) answered.current = "published";
    else if (answer.problem.status === CONFLICT) answered.current = "told";
    return answer;
  };
  // What is written stays where somebody else has published meanwhile; after one's own the form starts from it.
  useEffect(() => {
    if (answered.current !== "published") return;
    answered.current = null;
    setBegun({ criteria: latest.criteria, version: latest.version });
  }, [latest.criteria, latest.version]);
  return (
    <FormDialog
      key={version}
      label="Publish criteria"
      title="Publish new belt criteria"
      explain="Belts that were awarded stay. What is left empty is not asked for."
      success="Criteria published."
      permission={permission}
      action={publish}
    >
      {BELTS.map((belt) => (
        <Fieldset key={belt} legend={BELT_WORDS[belt]}>
          {COUNTS.map(([name, label]) => (
            <NumberInput
              key={name}
              name={`${belt}.${name}`}
              label={label}
              defaultValue={criteria[belt][name] ?? ""}
              min={0}
            />
          ))}
          <TextInput
            name={`${belt}.requiredCourses`}
            label="Required courses"
            description="Codes, separated by commas"
            defaultValue={criteria[belt].requiredCourses?.join(", ") ?? ""}
          />
        </Fieldset>
      ))}
    </FormDialog>
  );
}

function criteriaIn(form: FormData): Criteria {
  return {
    white: criteriaOf(form, "white"),
    yellow: criteriaOf(form, "yellow"),
    green: criteriaOf(form, "green"),
    black: criteriaOf(form, "black"),
  };
}

function criteriaOf(form: FormData, belt: Belt): Criteria[Belt] {
  const count = (name: keyof Criteria[Belt]) => optionalNumber(form, `${belt}.${name}`) ?? undefined;
  const codes = formText(form, `${belt}.requiredCourses`)
    .split(",")
    .map((code) => code.trim())
    .filter(Boolean);
  return {
    reviewsInvolved: count("reviewsInvolved"),
    threatModelsAuthored: count("threatModelsAuthored"),
    medianRating: count("medianRating"),
    monthsActive: count("monthsActive"),
    requiredCourses: codes.length > 0 ? codes : undefined,
  };
}
