import { Button, Group, Text } from "@mantine/core";

type Props = {
  /** When what stands here was typed, where it was kept from before. */
  restoredAt: number | null;
  /** When something was typed in another window. */
  elsewhereAt: number | null;
  hasFiles?: boolean;
  onAnew: () => void;
  onSettle: (takeOver: boolean) => void;
};

/** Says that what was typed is back, or is there in another window. */
export function KeptNotice({ restoredAt, elsewhereAt, hasFiles = false, onAnew, onSettle }: Props) {
  if (restoredAt !== null) {
    return (
      <Group gap="sm" role="status">
        <Text size="sm">
          What you typed {clock(restoredAt)} is back{hasFiles ? "; files have to be chosen again" : ""}.
        </Text>
        <Button variant="default" size="compact-sm" onClick={onAnew}>
          Start anew
        </Button>
      </Group>
    );
  }
  if (elsewhereAt === null) return null;
  return (
    <Group gap="sm" role="status">
      <Text size="sm">You typed something here {clock(elsewhereAt)}, in another window.</Text>
      <Button variant="default" size="compact-sm" onClick={() => onSettle(true)}>
        Take it over
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => onSettle(false)}>
        Discard it
      </Button>
    </Group>
  );
}

/** "at 14:03", with the day where it was another one. */
function clock(at: number): string {
  const then = new Date(at);
  const time = then.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const isToday = then.toDateString() === new Date().toDateString();
  return isToday
    ? `at ${time}`
    : `on ${then.toLocaleDateString("en-GB", { day: "numeric", month: "short" })} at ${time}`;
}
