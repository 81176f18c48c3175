import type { Chance } from '../random'
import type { Records } from '../records'

/** Installed packages and their versions. npm and yarn share one folder of modules. */
export interface PackagesState {
  python: Records<string>
  node: Records<string>
}

export const seedPackages = (chance: Chance, _start: number): PackagesState => ({
  python: { pip: '25.3', setuptools: '80.9.0', requests: `2.32.${chance.int(0, 5)}`, numpy: `2.3.${chance.int(0, 4)}` },
  node: { express: `5.1.${chance.int(0, 3)}`, typescript: `5.9.${chance.int(0, 3)}` },
})

/** Packages that searches know, with what they are for. */
export const CATALOGUE: Record<keyof PackagesState, readonly [string, string, string][]> = {
  python: [
    ['requests', '2.32.5', 'HTTP for people'],
    ['numpy', '2.3.4', 'Arrays and numbers'],
    ['pandas', '2.3.3', 'Tables of data'],
    ['matplotlib', '3.10.7', 'Plots'],
    ['flask', '3.1.2', 'A small web framework'],
    ['django', '5.2.8', 'A large web framework'],
    ['pytest', '9.0.1', 'Tests'],
    ['scikit-learn', '1.7.2', 'Machine learning'],
    ['beautifulsoup4', '4.14.2', 'Reads HTML'],
    ['pillow', '12.0.0', 'Images'],
    ['sqlalchemy', '2.0.44', 'Databases'],
  ],
  node: [
    ['express', '5.1.0', 'A small web framework'],
    ['react', '19.2.0', 'User interfaces'],
    ['vue', '3.5.24', 'User interfaces'],
    ['typescript', '5.9.3', 'Types for JavaScript'],
    ['lodash', '4.17.21', 'Helpers for data'],
    ['axios', '1.13.2', 'HTTP requests'],
    ['vitest', '4.0.8', 'Tests'],
    ['eslint', '9.39.1', 'Finds mistakes in code'],
    ['dayjs', '1.11.19', 'Dates'],
    ['zod', '4.1.12', 'Checks of data'],
  ],
}
