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

type Props = {
  name: IconName;
  size?: 14 | 16 | 20;
  /** Its words, where none stand beside it. */
  label?: string;
  className?: string;
  title?: string;
};

/** A small drawing: hidden from screen readers where its word stands beside it, else named. The outlines are in icon.css. */
export function Icon({ name, size = 16, label, className, title }: Props) {
  const said = label ? ({ role: "img", "aria-label": label, title } as const) : ({ "aria-hidden": "true" } as const);
  const classes = className ? `icon ${className}` : "icon";
  return <span className={classes} data-icon={name} data-size={size} {...said} />;
}
