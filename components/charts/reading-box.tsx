import { Paper, Text } from "@mantine/core";

/** Describes the point under the pointer. */
export function ReadingBox({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <Paper withBorder shadow="sm" px="xs" py={4}>
      <Text size="xs" fw={600}>
        {title}
      </Text>
      {lines.map((line) => (
        <Text key={line} size="xs">
          {line}
        </Text>
      ))}
    </Paper>
  );
}
