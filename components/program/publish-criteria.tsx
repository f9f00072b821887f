"use client";

import { Fieldset, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { optionalNumber } from "#components/ui/controls/form-number.ts";
import { formText } from "#components/ui/controls/form-text.ts";
import { NumberField } from "#components/ui/controls/number-field.tsx";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { type Forms, isChanged } from "#components/ui/forms/save-changed.ts";
import type { Permission } from "#lib/auth/actor.ts";
import type { PublishCriteriaInput } from "#lib/belts/input.ts";
import { BELT_WORDS, BELTS, type Belt, type CriteriaByBelt } from "#lib/belts/rules.ts";
import type { ActionResult } from "#lib/web/form-action.ts";

type Props = {
  /** The current criteria with their version, 0 when none were published. */
  criteria: CriteriaByBelt;
  version: number;
  permission: Permission;
  action: (input: PublishCriteriaInput) => Promise<ActionResult<unknown>>;
};

type Criteria = PublishCriteriaInput["criteria"];

const COUNTS = [
  ["reviewsInvolved", "Reviews involved in", "whole"],
  ["threatModelsAuthored", "Threat models authored", "whole"],
  ["medianRating", "Median rating by engineers, 0 to 3", "decimal"],
  ["monthsActive", "Months active", "whole"],
] as const satisfies readonly (readonly [keyof Criteria[Belt], string, "whole" | "decimal"])[];

/** Publishes a new version of the criteria, starting from the current ones. Empty fields mean no requirement. */
export function PublishCriteria({ permission, action, criteria: inForce, version: latest }: Props) {
  const [{ criteria, version }, setBegun] = useState({ criteria: inForce, version: latest });
  const isPublished = useRef(false);
  const publish = async (form: FormData, drawn: FormData) => {
    const answer = await action({ criteria: criteriaIn({ form, drawn }, inForce), follows: latest });
    isPublished.current = answer.ok;
    return answer;
  };
  // Input stays when someone else publishes meanwhile; after your own publish the form restarts from the new version.
  useEffect(() => {
    if (!isPublished.current) return;
    isPublished.current = false;
    setBegun({ criteria: inForce, version: latest });
  }, [inForce, latest]);
  return (
    <FormDialog
      key={version}
      label="Publish criteria"
      title="Publish new belt criteria"
      explain="Awarded belts stay. Empty fields are not required."
      success="Criteria published."
      permission={permission}
      action={publish}
    >
      {BELTS.map((belt) => (
        <Fieldset key={belt} legend={BELT_WORDS[belt]}>
          {COUNTS.map(([name, label, kind]) => (
            <NumberField
              key={name}
              name={`${belt}.${name}`}
              label={label}
              defaultValue={criteria[belt][name] ?? ""}
              whole={kind === "whole"}
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

function criteriaIn(forms: Forms, inForce: CriteriaByBelt): Criteria {
  return {
    white: changedOf(forms, "white", inForce),
    yellow: changedOf(forms, "yellow", inForce),
    green: changedOf(forms, "green", inForce),
    black: changedOf(forms, "black", inForce),
  };
}

function changedOf(forms: Forms, belt: Belt, inForce: CriteriaByBelt): Criteria[Belt] {
  const typed = Object.entries(criteriaOf(forms.form, belt));
  const changed = typed.filter(([name]) => isChanged(forms, `${belt}.${name}`));
  return { ...inForce[belt], ...Object.fromEntries(changed) };
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
