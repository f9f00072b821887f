import { TextInput } from "@mantine/core";

/** When a goal is due, and what judges it then. `metric`: none while it is not chosen. */
export function DueOn({ metric, dueOn }: { metric: string; dueOn?: string | undefined }) {
  return (
    <TextInput name="dueOn" label="Due on" type="date" description={judgeWords(metric)} defaultValue={dueOn} required />
  );
}

function judgeWords(metric: string): string {
  if (metric === "M6") return "Judged by what is open at the end of this day.";
  return "Judged by the last quarter that has ended by this day.";
}
