import type { RatedItem } from '@/lib/core/agreement/ratings'

/**
 * 45 patients, their fitness for a general anaesthetic judged by five anaesthetists on a scale of 1 to 4, by the first of
 * them three times: Dawid & Skene (1979), Applied Statistics 28(1), 20–28, table 1. One group of seven digits a patient:
 * three by the first anaesthetist, then one by each of the others. As in the R package rater (data set anesthesia), of
 * which the expected values are; other copies of the table have one 2 more by the first, of patient 7.
 */
const RATINGS = `
1111111 3334334 1122122 2223121 2223222 2223322 1122111 3333433 2222223 2322223 4444444 2223343 1111111 2223212 1211111
1112111 1111111 1111111 2222221 2221322 2222222 2222221 2223222 2212222 1111111 1111111 2322222 1111111 1111111 1121121
1111111 3333233 1111111 2222222 2223232 4334343 2212232 2323233 3333432 1111111 1111111 1212111 2322222 1211111 2222222`

export const ANAESTHESIA: RatedItem[] = RATINGS.trim()
  .split(/\s+/)
  .map((digits, index) => ({
    item: String(index + 1),
    votes: [...digits].map((label, at) => ({ reviewer: String(Math.max(1, at - 1)), label })),
  }))
