export type IconName =
  | "check"
  | "cross"
  | "half"
  | "alert"
  | "turning"
  | "ring"
  | "slash"
  | "flag"
  | "minus"
  | "clock"
  | "warning"
  | "dot"
  | "hourglass"
  | "eye"
  | "pause"
  | "return"
  | "pencil"
  | "chevron-left"
  | "chevron-right"
  | "chevron-down"
  | "chevron-up"
  | "plus"
  | "download"
  | "search"
  | "comment"
  | "star"
  | "launch"
  | "book"
  | "shield"
  | "map"
  | "people"
  | "file"
  | "list"
  | "mail"
  | "target";

type Props = {
  name: IconName;
  size?: 14 | 16 | 20;
  /** The accessible name, if no text is next to the icon. */
  label?: string;
  className?: string;
  title?: string;
};

/** A small icon, hidden from screen readers next to text, otherwise labelled. The outlines are in icon.css. */
export function Icon({ name, size = 16, label, className, title }: Props) {
  const said = label ? ({ role: "img", "aria-label": label, title } as const) : ({ "aria-hidden": "true" } as const);
  const classes = className ? `icon ${className}` : "icon";
  return <span className={classes} data-icon={name} data-size={size === 16 ? undefined : size} {...said} />;
}
