import Link from "next/link";
import { Fragment } from "react";
import { paths, reviewId } from "#lib/paths.ts";

/** Words with the references of reviews in them, each in one line; `linked` where the words are no link themselves. */
export function WithRefs({ words, linked = false }: { words: string; linked?: boolean }) {
  return words.split(/\b(REV-\d+)\b/).map((part, index) => {
    const id = reviewId(part);
    const key = `${index} ${part}`;
    if (id === null) return <Fragment key={key}>{part}</Fragment>;
    if (!linked) {
      return (
        <span key={key} className="nowrap">
          {part}
        </span>
      );
    }
    return (
      <Link key={key} href={paths.review(id)} prefetch={false} className="nowrap">
        {part}
      </Link>
    );
  });
}
