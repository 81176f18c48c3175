/** What a policy decides on. Loaded fresh for every request; never taken from the client. */

export type Role = 'REVIEWER' | 'ADJUDICATOR' | 'CURATOR' | 'VIEWER'

export interface ProjectFacts {
  /** Runs the installation. */
  admin: boolean
  /** Roles in this project; empty for an admin who is no member. */
  roles: readonly Role[]
  /** True when some queue of this project was given to the actor, or the actor holds a role that judges. */
  reviews: boolean
  /** A program asks, by a token. */
  program?: true
}

export interface EntryFacts {
  /** Closed, and nobody can take a judgment on it back any more. */
  closed: boolean
  contested: boolean
  /** The actor's own live judgment on the entry, if any. */
  judgedAt: Date | null
  /** The queue was given to the actor. */
  given: boolean
  /** The actor may not judge it (author of a proposal that it holds). */
  barred: boolean
}
