/** Statements and decisions in the demo's program review. */
export const SAID = {
  leader: "Two teams asked for a guardian of their own since we last met. The numbers help me to say why.",
  engineer: "Reviews with a threat model are the ones I can decide in a day.",
  guardians: [
    "My team asks me before it designs now, and no longer before it launches.",
    "The second course helped more than the first. I still need an hour a week that is kept free.",
    "I would like to see a review through with another guardian once before I take one alone.",
  ],
} as const;

export const DECISIONS = {
  kept: "Guardians keep half an hour a week with an engineer. It goes on as it is.",
  goal: "We aim for a day less of lead time than before.",
  done: "Offer a shadowed review to every new guardian.",
  open: "Collect what three teams would need to nominate a second guardian.",
} as const;

/** The new target of the lead time goal, in days. */
export const LOWER_TARGET = 7;
