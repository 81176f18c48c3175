import type { Chance } from '../random'
import type { Records } from '../records'
import { CONTACTS, OWNER } from './people'

export interface Commit {
  id: string
  author: string
  message: string
  /** Simulated time in ms. */
  at: number
}

export interface Repository {
  branch: string
  remote: string
  /** Oldest first. */
  commits: readonly Commit[]
  /** Commits of our own that the remote has not got. */
  ahead: number
  /** Commits of others that wait there. */
  waiting: readonly Commit[]
  /** Files as they were committed last, by their path in the repository. */
  tracked: Records<string>
}

/** By the absolute path of its folder. `null` for `tracked`: what stands in the folder at its first use is what was committed. */
export type RepositoriesState = Records<Omit<Repository, 'tracked'> & { tracked: Records<string> | null }>

const HOUR = 3_600_000

export function makeCommits(chance: Chance, end: number, messages: readonly string[]): Commit[] {
  return messages.map((message, index) => ({
    id: chance.hex(40),
    author: index % 2 === 0 ? OWNER.name : chance.pick(CONTACTS).name,
    message,
    at: end - (messages.length - index) * chance.int(5, 50) * HOUR,
  }))
}

export const seedRepositories = (chance: Chance, start: number): RepositoriesState => ({
  [`/home/${OWNER.login}/projects/shop`]: {
    branch: 'main',
    remote: 'https://git.example.com/robin/shop.git',
    commits: makeCommits(chance, start, [
      'First version of the shop',
      'Read the port from the settings',
      'Say how to start',
    ]),
    ahead: 0,
    waiting: chance.happens(0.5) ? makeCommits(chance, start, ['Correct a spelling mistake']) : [],
    tracked: null,
  },
})
