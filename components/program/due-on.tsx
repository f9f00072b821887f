import { TextInput } from "@mantine/core";

/** A goal's due date and what judges the goal then. `metric`: empty until chosen. */
export function DueOn({ metric, dueOn }: { metric: string; dueOn?: string | undefined }) {
  return (
    <TextInput name="dueOn" label="Due on" type="date" description={judgeWords(metric)} defaultValue={dueOn} required />
  );
}

function judgeWords(metric: string): string {
  if (metric === "M6") return "Judged by what is open at the end of this day.";
  return "Judged by the last quarter that has ended by this day.";
}
