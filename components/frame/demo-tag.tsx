import { Tag } from "#components/ui/words/tag.tsx";

export function DemoTag() {
  return (
    <aside aria-label="Demo">
      <Tag tone="warn" title="Sample data, no passwords. Do not enter anything real.">
        Demo data
      </Tag>
    </aside>
  );
}
