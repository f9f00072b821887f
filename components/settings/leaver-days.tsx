"use client";

import { Checkbox } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { optionalNumber } from "#components/ui/controls/form-number.ts";
import { NumberField } from "#components/ui/controls/number-field.tsx";
import { FormDialog } from "#components/ui/forms/form-dialog.tsx";
import { isFocusLost } from "#components/ui/forms/is-focus-lost.ts";
import type { Permission } from "#lib/auth/actor.ts";
import type { ErasedAtOnceInput } from "#lib/people/input.ts";
import type { EditProgramInput } from "#lib/program/input.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { writtenNumber } from "#lib/written-number.ts";
import { erasesSooner, erasureWords } from "./erasure-words.ts";

type Count = (input: ErasedAtOnceInput) => Promise<ActionResult<{ people: number }>>;

type Props = {
  /** Current number of days; null for never. */
  days: number | null;
  permission: Permission;
  count: Count;
  action: (input: EditProgramInput) => Promise<ActionResult<unknown>>;
};

/**
 * Days after which people who have left are erased automatically. Consent states how many would be erased immediately.
 */
export function LeaverDays({ days, permission, count, action }: Props) {
  return (
    <FormDialog
      label="Set days"
      opener="Set when leavers are erased"
      title="Set when people who have left are erased"
      explain="A pseudonym permanently replaces their name, within an hour. If empty, people are only erased individually."
      success="Saved."
      permission={permission}
      action={(form) => action({ eraseAfterDays: optionalNumber(form, "eraseAfterDays") })}
    >
      <DaysAndConsent days={days} count={count} />
    </FormDialog>
  );
}

/** Preview for other days: `people` is null while unknown, also when the server did not answer. */
type Asked = { days: number; people: number | null };

function DaysAndConsent({ days, count }: Pick<Props, "days" | "count">) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const newest = useRef(0);
  const field = useRef<HTMLInputElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const heldFocus = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer takes the box away, and the focus with it
  useEffect(() => {
    if (heldFocus.current && isFocusLost()) (box.current ?? field.current)?.focus();
    heldFocus.current = false;
  }, [asked]);
  /** Requests the number of affected people; only the newest request counts. */
  const ask = async (input: HTMLInputElement) => {
    field.current = input;
    const text = input.value;
    const wanted = text.trim() === "" ? null : writtenNumber(text);
    newest.current += 1;
    const mine = newest.current;
    if (wanted === null || !erasesSooner(days, wanted)) return setAsked(null);
    setAsked({ days: wanted, people: null });
    const answer = await count({ days: wanted }).catch(() => null);
    if (newest.current !== mine || !answer?.ok) return;
    heldFocus.current = box.current !== null && box.current === document.activeElement;
    setAsked({ days: wanted, people: answer.value.people });
  };
  return (
    <>
      <NumberField
        name="eraseAfterDays"
        label="Days after leaving"
        whole
        defaultValue={days ?? ""}
        onChange={(event) => void ask(event.currentTarget)}
      />
      <div role="status">
        {asked === null ? null : asked.people === 0 ? (
          erasureWords(0)
        ) : (
          // A new number needs new consent.
          <Checkbox
            key={`${asked.days} ${asked.people}`}
            ref={box}
            name="agreed"
            required
            label={erasureWords(asked.people)}
          />
        )}
      </div>
    </>
  );
}
