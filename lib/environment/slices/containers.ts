import type { Chance } from '../random'

export interface Image {
  /** "nginx:1.27" */
  tag: string
  id: string
  megabytes: number
}

export interface Container {
  id: string
  name: string
  image: string
  ports: readonly { host: number; container: number }[]
  /** Simulated time in ms. */
  startedAt: number
  /** The program that stands for it in the computer's list. */
  pid: number | null
}

export interface ContainersState {
  images: readonly Image[]
  containers: readonly Container[]
}

const HOUR = 3_600_000

export const seedContainers = (chance: Chance, start: number): ContainersState => ({
  images: ['nginx:1.27', 'postgres:18', 'redis:8', 'node:22'].map((tag) => ({
    tag,
    id: chance.hex(12),
    megabytes: chance.int(60, 400),
  })),
  containers: [
    {
      id: chance.hex(12),
      name: 'cache',
      image: 'redis:8',
      ports: [{ host: 6379, container: 6379 }],
      startedAt: start - chance.int(10, 200) * HOUR,
      pid: null,
    },
  ],
})
