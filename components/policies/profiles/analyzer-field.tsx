import { NativeSelect } from "@mantine/core";
import type { Analyzer } from "#lib/checks/profile.ts";
import { ANALYZER_WORDS } from "#lib/policies/rules/check-words.ts";
import { ANSWERING } from "#lib/policies/rules/profile-form.ts";

type Props = { analyzer: Analyzer; onChange: (analyzer: Analyzer) => void };

/** Who answers the checks of a profile. */
export function AnalyzerField({ analyzer, onChange }: Props) {
  return (
    <NativeSelect
      name="analyzer"
      label="Checks are answered by"
      description="AWS is asked in the region of this deployment, within the day’s budget of the program. Of two answers the stricter one counts."
      value={analyzer}
      data={ANSWERING.map((value) => ({ value, label: ANALYZER_WORDS[value] }))}
      onChange={(event) => onChange(ANSWERING.find((each) => each === event.currentTarget.value) ?? "engine")}
    />
  );
}
