import { Button, Group, Text } from "@mantine/core";

type Props = {
  /** When what stands here was typed, where it was kept from before. */
  restoredAt: number | null;
  /** When something was typed in another window. */
  elsewhereAt: number | null;
  onAnew: () => void;
  onSettle: (takeOver: boolean) => void;
};

/** Says that what was typed is back, or is there in another window. */
export function KeptNotice({ restoredAt, elsewhereAt, onAnew, onSettle }: Props) {
  if (restoredAt !== null) {
    return (
      <Group gap="sm" role="status">
        <Text size="sm">What you typed at {clock(restoredAt)} is back. Files have to be chosen again.</Text>
        <Button variant="default" size="compact-sm" onClick={onAnew}>
          Start anew
        </Button>
      </Group>
    );
  }
  if (elsewhereAt === null) return null;
  return (
    <Group gap="sm" role="status">
      <Text size="sm">You typed something here at {clock(elsewhereAt)}, in another window.</Text>
      <Button variant="default" size="compact-sm" onClick={() => onSettle(true)}>
        Take it over
      </Button>
      <Button variant="subtle" size="compact-sm" onClick={() => onSettle(false)}>
        Discard it
      </Button>
    </Group>
  );
}

function clock(at: number): string {
  return new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
