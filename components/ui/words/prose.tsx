import type { ReactElement, ReactNode } from "react";
import Markdown, { type Components, type Options } from "react-markdown";
import remarkGfm from "remark-gfm";
import { ScrollRegion } from "#components/ui/lists/scroll-region.tsx";
import { hasUserInfo } from "#lib/has-user-info.ts";
import { literalMarkdown } from "./literal-markdown.ts";
import classes from "./prose.module.css";

/** In UTF-16 units: what is longer is shown as it was written. */
const LONGEST = 20_000;
/** Twenty quotes or lists, each in the one before, are no prose: to take them apart takes longer than to read them. */
const NESTED = /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){20}/m;
/** Where a link may lead: out of the product, and nowhere in it that someone else chose. */
const OUTWARD = /^(?:https?:\/\/|mailto:)/i;

/** The headings of the page are its own: one of a text is a line that stands out. */
const Heading = ({ children }: { children?: ReactNode }) => <p className={classes.heading}>{children}</p>;

const COMPONENTS: Components = {
  h1: Heading,
  h2: Heading,
  h3: Heading,
  h4: Heading,
  h5: Heading,
  h6: Heading,
  a: ({ href, children }) =>
    href ? (
      <a href={href} rel="noreferrer nofollow">
        {children}
      </a>
    ) : (
      children
    ),
  // A picture would be fetched from elsewhere, by whoever reads.
  img: ({ alt }) => alt,
  // Without the name of a place of the page, which footnotes have.
  li: ({ children }) => <li>{children}</li>,
  input: ({ checked }) => (checked ? "[x]" : "[ ]"),
  table: ({ children }) => (
    <ScrollRegion label="Table">
      <table>{children}</table>
    </ScrollRegion>
  ),
};

const SHOWN = [
  ...Object.keys(COMPONENTS),
  ...["blockquote", "br", "code", "del", "em", "hr", "ol", "p", "pre", "strong", "sup", "ul"],
  ...["tbody", "td", "th", "thead", "tr"],
];

const FULL: Options["remarkPlugins"] = [remarkGfm];
const LITERAL: Options["remarkPlugins"] = [[remarkGfm, { singleTilde: false }], literalMarkdown];

type Props = {
  text: string;
  /** For text that may hold policies, ARNs and patterns: their asterisks, underscores, backslashes and line breaks stay. */
  literal?: boolean;
};

/**
 * Markdown that someone wrote, without what could act or lead astray: raw HTML is shown as it was written, pictures by their words,
 * and links lead out of the product only. What is too long or too nested to be prose is shown as it was written.
 */
export function Prose({ text, literal = false }: Props) {
  return <div className={classes.prose}>{rendered(text, literal) ?? <p className={classes.written}>{text}</p>}</div>;
}

function leadsOutward(url: string): boolean {
  return OUTWARD.test(url) && URL.canParse(url) && !hasUserInfo(new URL(url));
}

function rendered(text: string, literal: boolean): ReactElement | null {
  if (text.length > LONGEST || NESTED.test(text)) return null;
  return (
    <Markdown
      remarkPlugins={literal ? LITERAL : FULL}
      components={COMPONENTS}
      allowedElements={SHOWN}
      unwrapDisallowed
      remarkRehypeOptions={{ footnoteBackContent: () => [] }}
      urlTransform={(url) => (leadsOutward(url) ? url : null)}
    >
      {text}
    </Markdown>
  );
}
