import { TextInput } from "@mantine/core";

/** When a goal is due, and what judges it then. `metric`: none while it is not chosen. */
export function DueOn({ metric, dueOn }: { metric: string; dueOn?: string | undefined }) {
  return (
    <TextInput name="dueOn" label="Due on" type="date" description={judgeWords(metric)} defaultValue={dueOn} required />
  );
}

function judgeWords(metric: string): string {
  if (metric === "M6") return "What is open when this day ends judges the goal.";
  return "The last quarter that has ended by this day judges the goal: the last day of this quarter or later.";
}
