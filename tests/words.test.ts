import { readdirSync, readFileSync } from "node:fs";
import { parseSync, Visitor } from "rolldown/utils";
import { expect, it } from "vitest";

/** Phrases that STYLE.md replaces with plainer ones. */
const AVOIDED = [
  /\bmend(s|ed|ing|able)?\b/,
  /\b(anew|whoever|somebody|for ever|for good)\b/,
  /\bas far as\b/,
  /\b(stands|stood)\b/,
  /\b(is|are|was|were) told\b/,
  /\bof now\b/,
  /\btaken out\b/,
  /\bthat (is|are) (not )?there\b/,
  /\bprocess(es)? apart\b/,
  /\bthe house\b/,
  /\bput right\b/,
  /\bcannot be had\b/,
  /\b(is|are|it is) asked (that|of)\b/,
];
const LONGEST_SENTENCE = 30;

const SOURCES = ["app", "components", "db", "lib"];

type Text = { place: string; words: string };

/** Comments, strings with spaces and JSX text of a source file. */
function textsOf(file: string): Text[] {
  const source = readFileSync(file, "utf8");
  const { program, comments } = parseSync(file, source);
  const texts: Text[] = [];
  const add = (start: number, words: string) => {
    if (/\s/.test(words.trim())) texts.push({ place: `${file}:${source.slice(0, start).split("\n").length}`, words });
  };
  for (const { start, value } of comments) add(start, value.replace(/\n\s*\*/g, " "));
  const ofLiteral = ({ start, value }: { start: number; value: unknown }) => {
    if (typeof value === "string") add(start, value);
  };
  const ofTemplate = ({ start, quasis }: { start: number; quasis: { value: { cooked: string | null } }[] }) =>
    add(start, quasis.map(({ value }) => value.cooked).join("…"));
  new Visitor({ Literal: ofLiteral, TemplateLiteral: ofTemplate, JSXText: ofLiteral }).visit(program);
  return texts;
}

/** The paragraphs of the documents, without code blocks. docs/security.md quotes test titles. */
const documents = readdirSync("docs", { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".md") && name !== "security.md")
  .map((name) => `docs/${name}`)
  .concat("README.md", "CONTRIBUTING.md", "lib/iam/README.md")
  .flatMap((place) =>
    readFileSync(place, "utf8")
      .replace(/```[\s\S]*?```/g, "")
      .split(/\n\s*\n/)
      .map((words) => ({ place, words })),
  );

const sources = SOURCES.flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.tsx?$/.test(name))
    .flatMap((name) => textsOf(`${folder}/${name}`)),
);

const texts = [...sources, ...documents];

it("uses none of the phrases that STYLE.md replaces", () => {
  const found = texts.flatMap(({ place, words }) =>
    AVOIDED.flatMap(
      (phrase) =>
        phrase
          .exec(words)
          ?.slice(0, 1)
          .map((match) => `${place}: ${match}`) ?? [],
    ),
  );
  expect(found.join("\n")).toBe("");
});

it("keeps sentences to 30 words", () => {
  const sentences = texts.flatMap(({ place, words }) =>
    words.split(/(?<=[.:;?!])\s+|\n\s*\n/).map((sentence) => ({ place, sentence })),
  );
  const long = sentences.filter(({ sentence }) => sentence.split(/\s+/).length > LONGEST_SENTENCE);
  expect(long.length / sentences.length).toBeLessThan(0.01);
});
