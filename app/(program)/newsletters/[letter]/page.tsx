import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Letter } from "#components/newsletters/letter.tsx";
import { EditLetter, RefreshLetter } from "#components/newsletters/letter-forms.tsx";
import { LetterBox, LetterChanges, LetterLayout } from "#components/newsletters/letter-layout.tsx";
import { PrintLetter } from "#components/newsletters/print-letter.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { Moment } from "#components/ui/words/moment.tsx";
import { exactTime } from "#components/ui/words/relative-time.ts";
import { readsAllNumbers } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { nowOf } from "#lib/context.ts";
import { letterPage } from "#lib/newsletters/letter-page.ts";
import { paths } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { pathId } from "#lib/web/path-id.ts";
import { draftNewsletterAction, editNewsletterAction } from "../actions.ts";

export const metadata: Metadata = { title: "Letter" };

export default async function LetterPage({ params }: { params: Promise<{ letter: string }> }) {
  const ctx = await pageContext();
  const id = pathId((await params).letter) ?? notFound();
  const { letter, changes } = await found(letterPage(ctx, id));
  const edits = may(ctx.actor, "newsletter.draft", { organisationId: letter.organisation.id });
  const by = letter.draftedBy?.name ?? "the product";
  return (
    <>
      <div className="screen-only">
        <PageHead
          title={`Letter: ${letter.organisation.name}, ${letter.snapshot.quarter.label}`}
          back={{ href: paths.newsletters(), label: "Newsletters" }}
          action={<PrintLetter />}
        />
      </div>
      <LetterLayout
        side={
          <>
            <LetterBox title="Draft">
              <p>
                Drafted by {by} from numbers frozen as of{" "}
                <span className="nowrap">{exactTime(new Date(letter.asOf))}</span>. It has not been sent.
                {letter.editedAt ? (
                  <>
                    {" "}
                    Edited by {letter.editedBy ?? "someone"} <Moment at={letter.editedAt} now={nowOf(ctx)} />.
                  </>
                ) : null}
              </p>
            </LetterBox>
            <LetterBox title="Changed since the draft">
              <LetterChanges changes={changes} />
              {edits.allowed ? (
                <RefreshLetter
                  organisationId={letter.organisation.id}
                  quarter={letter.quarter}
                  permission={edits}
                  action={draftNewsletterAction}
                />
              ) : null}
            </LetterBox>
            <LetterBox title="Sentences">
              {edits.allowed ? (
                <EditLetter
                  key={letter.asOf}
                  letter={{ id: letter.id, changed: letter.changed, atRisk: letter.atRisk, ask: letter.ask }}
                  action={editNewsletterAction}
                />
              ) : (
                <p>{edits.reason}</p>
              )}
            </LetterBox>
          </>
        }
      >
        <Letter letter={letter} opensProgram={readsAllNumbers(ctx.actor)} />
      </LetterLayout>
    </>
  );
}
