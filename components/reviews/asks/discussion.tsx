import type { ReactNode } from "react";
import { Fold } from "#components/ui/page/fold.tsx";
import { initialsAmong } from "#components/ui/words/initials.ts";
import { Moment } from "#components/ui/words/moment.tsx";
import { Initials } from "#components/ui/words/person-name.tsx";
import { Prose } from "#components/ui/words/prose.tsx";
import { Tag } from "#components/ui/words/tag.tsx";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { counted } from "#lib/words.ts";
import type { Now } from "#lib/zoned-time.ts";
import classes from "./discussion.module.css";

const SHOWN = 8;
type Comments = ReviewDetail["comments"];
type Said = { comments: Comments; now: Now; me: number };

/** Messages, oldest first. A request for changes shows whether it was answered or met with a new revision. */
export function Discussion({ comments, now, me, children }: Said & { children: ReactNode }) {
  const earlier = comments.slice(0, -SHOWN);
  return (
    <div className={classes.box}>
      {earlier.length > 0 ? (
        <Fold bare line={counted(earlier.length, "earlier message")}>
          <Messages comments={earlier} now={now} me={me} />
        </Fold>
      ) : null}
      <Messages comments={comments.slice(-SHOWN)} now={now} me={me} />
      {children}
    </div>
  );
}

function Messages({ comments, now, me }: Said) {
  if (comments.length === 0) return null;
  const among = initialsAmong(comments.map(({ author }) => author?.name ?? "The product"));
  return (
    <ol className={classes.messages}>
      {comments.map((comment) => (
        <li key={comment.id} id={`comment-${comment.id}`} className={classes.message}>
          <Initials name={comment.author?.name ?? "The product"} mine={comment.author?.id === me} among={among} />
          <div className={classes.words}>
            <p className={classes.head}>
              <b>{comment.author?.name ?? "The product"}</b> <Moment at={comment.createdAt} now={now} />
              {comment.ask ? <Tag tone={comment.answered ? "plain" : "warn"}>{answerWords(comment)}</Tag> : null}
            </p>
            <div className={classes.body}>
              <Prose text={comment.body} literal />
            </div>
          </div>
        </li>
      ))}
    </ol>
  );
}

function answerWords({ answered, answeredIn }: Comments[number]): string {
  if (!answered) return "Asks for an answer";
  return answeredIn === null ? "Answered" : `New revision r${answeredIn}`;
}
