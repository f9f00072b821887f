import type { ReactElement, ReactNode } from "react";
import Markdown, { type Components, type Options } from "react-markdown";
import remarkGfm from "remark-gfm";
import { ScrollRegion } from "#components/ui/lists/scroll-region.tsx";
import { hasUserInfo } from "#lib/has-user-info.ts";
import { literalMarkdown } from "./literal-markdown.ts";
import classes from "./prose.module.css";

/** In UTF-16 units: longer text is shown as written. */
const LONGEST = 20_000;
/** Twenty nested quotes or lists are not prose, and take longer to parse than to read. */
const NESTED = /^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){20}/m;
/** Allowed link targets: outside the product only, because an author must not steer readers within the product. */
const OUTWARD = /^(?:https?:\/\/|mailto:)/i;

/** The page has its own headings, so headings in a text become emphasised lines. */
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
  // A picture would be fetched from elsewhere by every reader.
  img: ({ alt }) => alt,
  // Drops the id used by footnotes, which could clash with ids of the page.
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
  /** For text with policies, ARNs and patterns: keeps asterisks, underscores, backslashes and line breaks. */
  literal?: boolean;
};

/**
 * Safe Markdown: raw HTML is shown as written, pictures by their alt text, and links only lead out of the product. Text
 * too long or too nested to be prose is shown as written.
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
