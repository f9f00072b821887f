import { paths } from "#lib/paths.ts";
import { filterQuery, type ReviewFilter } from "#lib/reviews/rules/filter.ts";
import { REVIEW_STATES, REVIEW_TYPES, STATE_WORDS, TIERS, TYPE_WORDS } from "#lib/reviews/rules.ts";
import classes from "./review-filters.module.css";

/** The filters as a plain form: it works before any script has loaded, and the URL holds the result. */
export function ReviewFilters({ filter }: { filter: ReviewFilter }) {
  const kept = filterQuery({ ...filter, q: null, state: null, tier: null, type: null, sort: "-updated", page: 1 });
  return (
    <form action={paths.reviews()} className={classes.form} aria-label="Filter reviews">
      {Object.entries(kept).map(([name, value]) =>
        value === undefined ? null : <input key={name} type="hidden" name={name} value={value} />,
      )}
      <label className={classes.grow}>
        <span className="sr-only">Search by title or REV number</span>
        <input
          name="q"
          defaultValue={filter.q ?? ""}
          placeholder="Search: title or REV-12"
          data-search=""
          maxLength={100}
        />
      </label>
      <Choice label="State" name="state" value={filter.state} options={STATES} />
      <Choice label="Tier" name="tier" value={filter.tier} options={TIERS.map((tier) => [tier, sentence(tier)])} />
      <Choice
        label="Type"
        name="type"
        value={filter.type}
        options={REVIEW_TYPES.map((type) => [type, TYPE_WORDS[type]])}
      />
      <Choice label="Order" name="sort" value={filter.sort} options={SORTS} required />
      <button type="submit">Show</button>
    </form>
  );
}

const STATES: [string, string][] = [
  ["open", "Open"],
  ["decided", "Decided"],
  ...REVIEW_STATES.map((state): [string, string] => [state, STATE_WORDS[state]]),
];

const SORTS: [string, string][] = [
  ["-updated", "Last changed"],
  ["-age", "Oldest first"],
  ["age", "Newest first"],
  ["launch", "Requested launch"],
];

type ChoiceProps = {
  label: string;
  name: string;
  value: string | null;
  options: [string, string][];
  required?: boolean;
};

function Choice({ label, name, value, options, required = false }: ChoiceProps) {
  return (
    <label>
      <span className="sr-only">{label}</span>
      <select name={name} defaultValue={value ?? ""}>
        {required ? null : <option value="">{`${label}: any`}</option>}
        {options.map(([key, words]) => (
          <option key={key} value={key}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

export function sentence(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
