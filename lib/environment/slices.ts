import { seedMail } from './slices/mail'

/**
 * The parts of the world, each with the function that seeds it: `(chance, start) => state`, where `start` is the world's
 * first moment in ms. A slice is a state of plain data; its file holds its interface, its seeding and what changes it.
 */
export const SEEDS = {
  /** Mailboxes. */
  mail: seedMail,
}

export type Slices = { [K in keyof typeof SEEDS]: ReturnType<(typeof SEEDS)[K]> }
