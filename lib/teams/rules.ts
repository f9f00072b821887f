type Node = { id: number; name: string; parentId: number | null };

/** Nodes in the order of a tree that is read from the top, siblings in the order given, each with its depth from 0. */
export function treeOrder<T extends Node>(nodes: readonly T[]): (T & { depth: number })[] {
  const known = new Set(nodes.map(({ id }) => id));
  const parentOf = ({ parentId }: T) => (parentId !== null && known.has(parentId) ? parentId : null);
  const walk = (parent: number | null, depth: number): (T & { depth: number })[] =>
    nodes
      .filter((node) => parentOf(node) === parent)
      .flatMap((node) => [{ ...node, depth }, ...walk(node.id, depth + 1)]);
  return walk(null, 0);
}
