import type { Defined } from '../defined'

export interface Explained {
  percent: Defined<number>
  fleiss: Defined<number>
  alpha: Defined<number>
  ac1: Defined<number>
  /** Share of the votes that the commonest label has. */
  commonest: number
  /** What that label is called: "accept". */
  label: string
}

const hundredths = (share: number) => `${(100 * share).toFixed(1)}\u00a0%`
const figure = (value: number) => value.toFixed(3)

/** As far apart as coefficients of the same votes may be before it has to be said why. */
const APART = 0.1

/** What coefficients say together, in plain words, from the team's own figures. A paragraph each. */
export function explainCoefficients({ percent, fleiss, alpha, ac1, commonest, label }: Explained): string[] {
  if (percent.value === null) return [`There is nothing to say yet: ${percent.reason}.`]
  if (fleiss.value === null || ac1.value === null || alpha.value === null) {
    return [
      `Reviewers agree on ${hundredths(percent.value)} of pairs, and the coefficients are undefined: ${fleiss.value === null ? fleiss.reason : 'no variation'}. With one answer only, nothing shows whether reviewers would tell a bad text from a good one.`,
    ]
  }
  const words: string[] = []
  // Two who draw from the votes given, without reading.
  const chance = (percent.value - fleiss.value) / (1 - fleiss.value)
  if (ac1.value - fleiss.value > APART) {
    words.push(
      `Reviewers agree on ${hundredths(percent.value)} of pairs, yet κ is ${figure(fleiss.value)} and AC1 ${figure(ac1.value)}. Both are right. ${hundredths(commonest)} of the votes are “${label}”, so two people who answered without reading would agree on ${hundredths(chance)}; κ credits only what lies above that, and here little room is left. κ asks whether reviewers find the same rare exceptions: that is decided by the few items on which anybody voted otherwise. AC1 asks how often they agree where an answer is not plain. This is known as the paradox of κ.`,
      `Print both, with percent agreement and the share of “${label}”. A low κ beside a high AC1 does not show careless reviewers; it shows that the sample has too few exceptions to tell. More items, or a sample with more of what might fail, would.`,
    )
  } else {
    words.push(
      `The coefficients lie close together (κ ${figure(fleiss.value)}, α ${figure(alpha.value)}, AC1 ${figure(ac1.value)}): which one is printed hardly matters. Two people who answered without reading would agree on ${hundredths(chance)} of pairs; reviewers agree on ${hundredths(percent.value)}.`,
    )
  }
  if (Math.abs(alpha.value - fleiss.value) > 0.03) {
    words.push(
      `α and κ differ by ${figure(Math.abs(alpha.value - fleiss.value))}: items have different numbers of votes, or there are few of them. α weighs an item by its votes and corrects for a small sample, κ gives every item the same weight.`,
    )
  }
  words.push(benchmark(alpha.value))
  return words
}

/** Krippendorff, Content Analysis, 3rd ed. (2013), ch. 12. */
function benchmark(alpha: number): string {
  const meets = alpha >= 0.8 ? 'meets the first' : alpha >= 0.667 ? 'meets only the second' : 'meets neither'
  return `Krippendorff asks for α of at least 0.800 for firm conclusions and 0.667 for tentative ones; ${figure(alpha)} ${meets}. Read the interval, not the point alone.`
}
