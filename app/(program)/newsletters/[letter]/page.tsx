import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Letter } from "#components/newsletters/letter.tsx";
import { EditLetter, RefreshLetter } from "#components/newsletters/letter-forms.tsx";
import { LetterLayout } from "#components/newsletters/letter-layout.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Section } from "#components/ui/section.tsx";
import { may } from "#lib/auth/policy.ts";
import { changesSinceDraft, newsletterPage } from "#lib/newsletters/queries.ts";
import { paths } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { pathId } from "#lib/web/path-id.ts";
import { draftNewsletterAction, editNewsletterAction } from "../actions.ts";

export const metadata: Metadata = { title: "Letter" };

export default async function LetterPage({ params }: { params: Promise<{ letter: string }> }) {
  const ctx = await pageContext();
  const id = pathId((await params).letter) ?? notFound();
  const letter = await found(newsletterPage(ctx, id));
  const changes = await changesSinceDraft(ctx, letter);
  const edits = may(ctx.actor, "newsletter.draft", { organisationId: letter.organisation.id });
  return (
    <>
      <PageHead
        title={`Letter: ${letter.organisation.name}, ${letter.snapshot.quarter.label}`}
        back={{ href: paths.newsletters(), label: "Newsletters" }}
        facts="A draft. Its numbers are frozen; printing leaves out everything but the letter."
      />
      <LetterLayout
        side={
          <>
            <Section
              title="Changed since the draft"
              action={
                <RefreshLetter
                  organisationId={letter.organisation.id}
                  quarter={letter.quarter}
                  permission={edits}
                  action={draftNewsletterAction}
                />
              }
            >
              {changes.length > 0 ? (
                <ul>
                  {changes.map(({ what, before, after }) => (
                    <li key={what}>
                      {what}: {before} in the letter, {after} now
                    </li>
                  ))}
                </ul>
              ) : (
                <p className="dimmed">The numbers of now are those of the letter.</p>
              )}
            </Section>
            <Section title="Sentences">
              {edits.allowed ? (
                <EditLetter key={letter.asOf} letter={letter} action={editNewsletterAction} />
              ) : (
                <p className="dimmed">{edits.reason}</p>
              )}
            </Section>
          </>
        }
      >
        <Letter letter={letter} />
      </LetterLayout>
    </>
  );
}
