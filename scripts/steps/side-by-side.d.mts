export type Part = { name: string; processes: number; after?: string[] };
export function sideBySide<P extends Part, Answer>(
  parts: readonly P[],
  room: number,
  run: (part: P) => Promise<Answer>,
): Promise<Answer[]>;
