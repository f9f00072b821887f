import { NativeSelect } from "@mantine/core";
import type { Analyzer } from "#lib/checks/profile.ts";
import { ANALYZER_WORDS } from "#lib/policies/rules/check-words.ts";
import { ANSWERING } from "#lib/policies/rules/profile-form.ts";

type Props = { analyzer: Analyzer; onChange: (analyzer: Analyzer) => void };

export function AnalyzerField({ analyzer, onChange }: Props) {
  return (
    <NativeSelect
      name="analyzer"
      label="Checks are answered by"
      description="AWS is called in this deployment's region, within the program's daily budget. The stricter of two answers counts."
      value={analyzer}
      data={ANSWERING.map((value) => ({ value, label: ANALYZER_WORDS[value] }))}
      onChange={(event) => onChange(ANSWERING.find((each) => each === event.currentTarget.value) ?? "engine")}
    />
  );
}
