import { Button, Group, Text } from "@mantine/core";
import type { KeptValue } from "./use-draft.ts";

type Props = {
  kept: Pick<KeptValue, "restoredAt" | "elsewhere" | "startAnew" | "settle">;
  hasFiles?: boolean;
  /** Whether the underlying data changed since the draft was typed. */
  isOther?: boolean;
};

/** Says that a draft was restored, or exists in another window. */
export function KeptNotice({ kept, hasFiles = false, isOther = false }: Props) {
  const { restoredAt, elsewhere, startAnew, settle } = kept;
  if (restoredAt !== null) {
    return (
      <Group gap="sm" mb="md" role="status">
        <Text size="sm">
          What you typed {clock(restoredAt)} is back{hasFiles ? "; choose files again" : ""}.
          {isOther ? " The saved text has changed since you typed. Compare before you send." : ""}
        </Text>
        <Button variant="default" size="compact-sm" onClick={startAnew}>
          Start over
        </Button>
      </Group>
    );
  }
  if (elsewhere === null) return null;
  return (
    <Group gap="sm" mb="md" role="status">
      <Text size="sm">You typed something here {clock(elsewhere.at)}, in another window.</Text>
      <Button variant="default" size="compact-sm" onClick={() => settle(true)}>
        Take it over
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => settle(false)}>
        Discard it
      </Button>
    </Group>
  );
}

/** "at 14:03", with the day if not today. */
function clock(at: number): string {
  const then = new Date(at);
  const time = then.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const isToday = then.toDateString() === new Date().toDateString();
  return isToday
    ? `at ${time}`
    : `on ${then.toLocaleDateString("en-GB", { day: "numeric", month: "short" })} at ${time}`;
}
