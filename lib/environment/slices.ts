import { seedComputer } from './slices/computer'
import { seedContainers } from './slices/containers'
import { seedDeliveries } from './slices/deliveries'
import { seedLedgers } from './slices/ledgers'
import { seedMail } from './slices/mail'
import { seedMedia } from './slices/media'
import { seedMessages } from './slices/messages'
import { seedNetwork } from './slices/network'
import { seedPackages } from './slices/packages'
import { seedPayments } from './slices/payments'
import { seedRepositories } from './slices/repositories'
import { seedShopping } from './slices/shopping'
import { seedBilibili, seedInstagram, seedTiktok, seedTwitter, seedWeibo, seedYoutube } from './slices/social'

/**
 * The parts of the world, each with the function that seeds it: `(chance, start) => state`, where `start` is the world's
 * first moment in ms. A slice is a state of plain data; its file holds its interface, its seeding and what changes it.
 */
export const SEEDS = {
  /** The files and programs of the owner's computer. */
  computer: seedComputer,
  /** Containers and images on it. */
  containers: seedContainers,
  /** Packages that are installed on it. */
  packages: seedPackages,
  /** Git repositories on it. */
  repositories: seedRepositories,
  /** Servers that can be reached, and what was put on them. */
  network: seedNetwork,
  /** Mailboxes. */
  mail: seedMail,
  /** Text messages and chats. */
  messages: seedMessages,
  /** Pictures, videos and recordings that models made. */
  media: seedMedia,
  /** Balances and cards, what was paid and what was asked for. */
  payments: seedPayments,
  /** Networks of coins and tokens, with the wallets that were made. */
  ledgers: seedLedgers,
  /** Social platforms: accounts, posts and comments, a slice each. */
  twitter: seedTwitter,
  instagram: seedInstagram,
  weibo: seedWeibo,
  tiktok: seedTiktok,
  youtube: seedYoutube,
  bilibili: seedBilibili,
  /** Orders at shops. */
  shopping: seedShopping,
  /** Orders at couriers. */
  deliveries: seedDeliveries,
}

export type Slices = { [K in keyof typeof SEEDS]: ReturnType<(typeof SEEDS)[K]> }
