import { Tag } from "#components/ui/words/tag.tsx";

/** Says on every page of the demo that it is one. */
export function DemoTag() {
  return (
    <aside aria-label="Demo">
      <Tag tone="warn" title="Sample data, no passwords. Do not enter anything real.">
        Demo data
      </Tag>
    </aside>
  );
}
