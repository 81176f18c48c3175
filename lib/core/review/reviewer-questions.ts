/** What a reviewer took over their answers, all months together. */
export interface ReviewerPace {
  name: string
  votes: number
  /** The middle one, in seconds. */
  seconds: number
}

/** Answers below which nothing is asked. */
const ENOUGH = 20
/** So many times quicker or slower than the middle of the team. */
const FAR = 3

/**
 * Reviewers whose answers took far less or far more time than the team's: each a question to ask them, in alphabetical
 * order. It is no measure of anybody: time says nothing of care, and most causes are not theirs.
 */
export function paceQuestions(reviewers: readonly ReviewerPace[]): string[] {
  const known = reviewers.filter(({ votes }) => votes >= ENOUGH)
  if (known.length < 3) return []
  const sorted = known.map(({ seconds }) => seconds).sort((a, b) => a - b)
  const half = (sorted.length - 1) / 2
  const team = (sorted[Math.floor(half)]! + sorted[Math.ceil(half)]!) / 2
  const say = (seconds: number) => `${Math.round(seconds)} s`
  return [...known]
    .sort((a, b) => a.name.localeCompare(b.name))
    .flatMap(({ name, votes, seconds }) => {
      if (seconds * FAR <= team) {
        return `${name} took about ${say(seconds)} over each of ${votes} answers, the team ${say(team)}. Shorter items, or ones they knew already? Did something send answers before they were read?`
      }
      if (seconds >= team * FAR) {
        return `${name} took about ${say(seconds)} over each of ${votes} answers, the team ${say(team)}. Harder items, a page left open, guidelines that leave a doubt?`
      }
      return []
    })
}
