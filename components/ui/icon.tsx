export type IconName =
  | "check"
  | "cross"
  | "question"
  | "bolt"
  | "turning"
  | "ring"
  | "flag"
  | "minus"
  | "clock"
  | "warning"
  | "stop"
  | "dot"
  | "hourglass"
  | "chevron-left"
  | "chevron-right";

/** A small drawing that says nothing to screen readers: the word stands beside it. The outlines are in icon.css. */
export function Icon({ name, size = 16 }: { name: IconName; size?: 14 | 16 | 20 }) {
  return <span className="icon" data-icon={name} data-size={size} aria-hidden="true" />;
}
