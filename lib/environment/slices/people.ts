/** The owner of the computer and those whom they know: invented, with addresses that are reserved for examples. */

export interface Person {
  name: string
  login: string
  email: string
  /** From the range that is kept free for fiction: +1 202 555 01xx. */
  phone: string
}

export const OWNER: Person = {
  name: 'Robin Vale',
  login: 'robin',
  email: 'robin.vale@example.com',
  phone: '+12025550100',
}

export const CONTACTS: readonly Person[] = [
  ['Ada Lindqvist', 'ada', '+12025550111'],
  ['Bruno Tanaka', 'bruno', '+12025550112'],
  ['Chiara Osei', 'chiara', '+12025550113'],
  ['Dmitri Falk', 'dmitri', '+12025550114'],
  ['Esra Moreau', 'esra', '+12025550115'],
  ['Farid Bloom', 'farid', '+12025550116'],
].map(([name, login, phone]) => ({ name: name!, login: login!, email: `${login}@example.org`, phone: phone! }))
