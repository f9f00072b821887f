import { TextInput } from "@mantine/core";
import { dayWords } from "#lib/words.ts";

type Props = { name: string; label: string; last: string; defaultValue?: string | undefined };

/** Until when something is to hold, and for how long it may at most. */
export function LastDay({ last, ...field }: Props) {
  return <TextInput {...field} description={`${dayWords(last)} at the latest.`} type="date" max={last} required />;
}
