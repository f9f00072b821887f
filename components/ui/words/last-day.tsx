import { TextInput } from "@mantine/core";
import { dayWords } from "#lib/words.ts";

type Props = { name: string; label: string; last: string; defaultValue?: string | undefined };

/** Field for an end date, showing the latest allowed day and the maximum duration. */
export function LastDay({ last, ...field }: Props) {
  return <TextInput {...field} description={`${dayWords(last)} at the latest.`} type="date" max={last} required />;
}
